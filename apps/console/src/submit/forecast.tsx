import { adaptiveDefaults } from '@asg/consensus/adaptive-defaults';
import { defaultMaxLabels } from '@asg/consensus/threshold';
import { count, duration, gateway, sats, usd, useCurrent, useCustomer, useMay } from '@asg/console-kit';
import { Card, Facts, Notice } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { paceOf, secondsFor } from './pace.ts';
import { optionsOf, type Spec } from './spec.ts';

const hundred = 100;
const jobsLookedAt = 10;

interface ForecastProps {
  readonly tasks: number;
  readonly spec: Spec;
}

/** Labels of a task that are paid where all agree, and those that its price is set aside for. */
function labelsPaid({ threshold, isAdaptive, minLabels, maxLabels }: Spec) {
  if (isAdaptive) {
    const most = maxLabels ?? adaptiveDefaults.maxLabels;
    return { least: Math.min(minLabels, most), most, held: most };
  }
  return {
    least: Math.floor(threshold / 2) + 1,
    most: threshold,
    held: maxLabels ?? defaultMaxLabels(threshold),
  };
}

/** What was seen of tasks before: how long they took, and what those of this question cost. */
function useBefore(spec: Spec) {
  const isReader = useMay('read');
  const stats = useQuery({
    queryKey: ['stats', 'forecast'],
    queryFn: ({ signal }) => gateway.billing.stats({}, { signal }),
    enabled: isReader,
  });
  const jobs = useQuery({
    queryKey: ['jobs', 'forecast'],
    queryFn: ({ signal }) => gateway.jobs.page({ limit: jobsLookedAt }, { signal }),
    enabled: isReader,
  });
  const options = optionsOf(spec).toSorted().join('\n');
  const template = stats.data?.templates.find(
    (one) => one.task_type === spec.type && one.options.toSorted().join('\n') === options,
  )?.template;
  const seen = useQuery({
    queryKey: ['stats', 'distribution', template],
    queryFn: ({ signal }) => gateway.billing.distribution({ template: template ?? '' }, { signal }),
    enabled: template !== undefined,
  });
  return {
    pace: paceOf(jobs.data?.data ?? []),
    oneTook: stats.data?.settlement_seconds.p50 ?? null,
    labels:
      seen.data === undefined || seen.data.tasks.decided === 0
        ? null
        : seen.data.labels / seen.data.tasks.decided,
  };
}

/** What so many tasks will cost, and how long they will take: labels that agree are paid, between a majority and all of them. */
export function Forecast({ tasks, spec }: ForecastProps) {
  const { crowd, payOwn } = spec;
  const paid = labelsPaid(spec);
  const isFree = crowd === 'own' && !payOwn;
  const { reward_sats, fee_percent, bsv_usd } = useCurrent();
  const { label_quota } = useCustomer();
  const { pace, oneTook, labels } = useBefore(spec);
  const costOf = (labels: number): number =>
    Math.ceil(tasks * labels * reward_sats * (1 + fee_percent / hundred));
  const least = crowd === 'public' || payOwn ? costOf(paid.least) : 0;
  const most = costOf(paid.most);
  const held = costOf(paid.held);
  const seconds = secondsFor(tasks, pace, oneTook);
  const time = {
    name: 'Time',
    value:
      seconds === null ? (
        'Not known yet: it shows once workers begin'
      ) : (
        <span className="stacked forecast">
          <strong>about {duration(seconds)}</strong>
          <small>at the pace of your last {pace === null ? 'tasks' : 'jobs'}</small>
        </span>
      ),
  };
  const quota = { name: 'Your quota', value: `${count(label_quota)} tasks left` };
  if (isFree)
    return (
      <Card title="Forecast">
        <Facts
          facts={[
            { name: 'Tasks', value: count(tasks) },
            { name: 'Cost', value: 'Nothing: your people are unpaid' },
            quota,
          ]}
        />
      </Card>
    );
  return (
    <Card title="Forecast">
      <Facts
        facts={[
          { name: 'Tasks', value: count(tasks) },
          {
            name: 'Cost',
            value: (
              <span className="stacked forecast">
                <strong>
                  {count(least)} to {sats(most)}
                </strong>
                <small>
                  {usd(least, bsv_usd)} to {usd(most, bsv_usd)}
                </small>
                {labels !== null && (
                  <small>about {sats(costOf(labels))} if they go as those of this question did</small>
                )}
              </span>
            ),
          },
          time,
          { name: 'Set aside', value: `${sats(held)} until they are paid` },
          { name: 'For each label', value: sats(reward_sats) },
          { name: 'Platform fee', value: `${fee_percent} %` },
          quota,
        ]}
      />
      <p className="ui-hint">
        Only labels that agree are paid: {paid.least} to {paid.most} for each task. You pay the real figure of
        the transaction, never this estimate. Set aside is what a task costs where workers disagree to the
        end; what is not needed comes back.
      </p>
      {tasks > label_quota && (
        <Notice tone="warning">
          Your quota covers {count(label_quota)} of these. A file waits there until there is more; one task
          alone is refused.
        </Notice>
      )}
    </Card>
  );
}
