import { count, sats, usd, useCurrent, useCustomer } from '@asg/console-kit';
import { adaptiveDefaults } from '@asg/domain/adaptive-defaults';
import { defaultMaxLabels } from '@asg/domain/threshold';
import { Card, Facts, Notice } from '@asg/ui';
import type { Spec } from './spec.ts';

const hundred = 100;

interface ForecastProps {
  readonly tasks: number;
  readonly spec: Pick<Spec, 'threshold' | 'isAdaptive' | 'crowd' | 'payOwn'>;
}

/** Labels of a task that are paid where all agree, and those that its price is set aside for. */
function labelsPaid({ threshold, isAdaptive }: ForecastProps['spec']) {
  const { minLabels, maxLabels } = adaptiveDefaults;
  return isAdaptive
    ? { least: minLabels, most: maxLabels, held: maxLabels }
    : { least: Math.floor(threshold / 2) + 1, most: threshold, held: defaultMaxLabels(threshold) };
}

/** What so many tasks will cost: labels that agree are paid, between a majority and all of them. */
export function Forecast({ tasks, spec }: ForecastProps) {
  const { crowd, payOwn } = spec;
  const labels = labelsPaid(spec);
  const isFree = crowd === 'own' && !payOwn;
  const { reward_sats, fee_percent, bsv_usd } = useCurrent();
  const { label_quota } = useCustomer();
  const costOf = (labels: number): number =>
    Math.ceil(tasks * labels * reward_sats * (1 + fee_percent / hundred));
  const least = crowd === 'public' || payOwn ? costOf(labels.least) : 0;
  const most = costOf(labels.most);
  const held = costOf(labels.held);
  if (isFree)
    return (
      <Card title="Cost forecast">
        <Facts
          facts={[
            { name: 'Tasks', value: count(tasks) },
            { name: 'Cost', value: 'Nothing: your people are unpaid' },
            { name: 'Your quota', value: `${count(label_quota)} tasks left` },
          ]}
        />
      </Card>
    );
  return (
    <Card title="Cost forecast">
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
              </span>
            ),
          },
          { name: 'Set aside', value: `${sats(held)} until they are paid` },
          { name: 'For each label', value: sats(reward_sats) },
          { name: 'Platform fee', value: `${fee_percent} %` },
          { name: 'Your quota', value: `${count(label_quota)} tasks left` },
        ]}
      />
      <p className="ui-hint">
        Only labels that agree are paid: {labels.least} to {labels.most} for each task. You pay the real
        figure of the transaction, never this estimate. Set aside is what a task costs where workers disagree
        to the end; what is not needed comes back.
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
