import { Asked, count, decimal, gateway, Page, percent, spoken, useMay } from '@asg/console-kit';
import { dayBefore } from '@asg/console-kit/charts';
import type { Stats } from '@asg/sdk';
import { Card, EmptyState, Figures, Meter, SelectField, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { BadgeCheck } from 'lucide-react';
import { useState } from 'react';
import { Disagreements } from './disagreements.tsx';
import { TemplateCard } from './template-card.tsx';

const ranges = [7, 30, 90, 365];

export default function QualityPage() {
  const [days, setDays] = useState(30);
  const from = dayBefore(days - 1);
  const query = useQuery({
    queryKey: ['stats', from],
    queryFn: ({ signal }) => gateway.billing.stats({ from }, { signal }),
  });
  return (
    <Page
      title="Quality"
      lead="How far workers agree, and how sure the labels are."
      aside={
        <div className="range">
          <SelectField
            label="Range"
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {ranges.map((range) => (
              <option key={range} value={range}>
                Last {range} days
              </option>
            ))}
          </SelectField>
        </div>
      }
    >
      <Asked query={query} height="24rem">
        {(stats) => <Quality stats={stats} />}
      </Asked>
    </Page>
  );
}

/** Where Krippendorff himself draws the lines. */
const soundAlpha = 0.8;
const tentativeAlpha = 0.667;
const wordFor = (alpha: number): string =>
  alpha >= soundAlpha ? 'reliable' : alpha >= tentativeAlpha ? 'tentative' : 'look at the question';

function Quality({ stats }: { readonly stats: Stats }) {
  const seesUsage = useMay('billing');
  const usage = useQuery({
    queryKey: ['usage', 'now'],
    queryFn: ({ signal }) => gateway.billing.usage(undefined, { signal }),
    enabled: seesUsage,
  });
  const saved = usage.data?.labels_saved;
  const decided = stats.tasks.verified + stats.tasks.settled;
  const ended = decided + stats.tasks.expired;
  if (ended === 0)
    return (
      <EmptyState icon={<BadgeCheck size={28} />} title="Nothing was decided in this time">
        <p>Agreement and confidence appear here with the first labels.</p>
      </EmptyState>
    );
  return (
    <>
      <Figures
        figures={[
          {
            name: 'Mean confidence',
            value: stats.mean_confidence === null ? '–' : percent(stats.mean_confidence, 1),
            hint: 'of the decided tasks',
          },
          {
            name: 'Decided',
            value: percent(decided / ended, 1),
            hint: `${count(decided)} of ${count(ended)} that ended`,
          },
          { name: 'Without a consensus', value: count(stats.tasks.expired) },
          ...(seesUsage
            ? [
                {
                  name: 'Labels saved',
                  value: saved === undefined ? '–' : count(saved),
                  hint: 'this month, that decisions did not need',
                },
              ]
            : []),
        ]}
      />
      <Card
        title="Agreement"
        hint="Krippendorff’s alpha by type of task: 1 where all agree, 0 as by chance; of ratings and several labels near answers agree in part. From 0.8 on labels are called reliable."
      >
        <Table
          caption="Agreement by type of task"
          columns={[
            { title: 'Type', cell: ({ task_type }) => spoken(task_type) },
            {
              title: 'Alpha',
              cell: ({ alpha }) =>
                alpha === null ? (
                  <span className="ui-muted">no two labels differ</span>
                ) : (
                  <span className="alpha">
                    <strong className="ui-number">{decimal(alpha, 2)}</strong>
                    <Meter
                      label="Alpha"
                      share={alpha}
                      tone={alpha >= tentativeAlpha ? 'accent' : 'warning'}
                      text={`${decimal(alpha, 2)}, ${wordFor(alpha)}`}
                    />
                    <span className="ui-muted">{wordFor(alpha)}</span>
                  </span>
                ),
            },
            { title: 'Tasks', align: 'end', cell: ({ tasks_measured }) => count(tasks_measured) },
          ]}
          rows={stats.agreement}
          rowKey={({ task_type }) => task_type}
        />
      </Card>
      {stats.templates.map((template) => (
        <TemplateCard key={template.template} template={template} isLinked />
      ))}
      <Disagreements />
    </>
  );
}
