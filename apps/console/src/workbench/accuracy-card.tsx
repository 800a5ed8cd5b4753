import { count, gateway, percent, plural, roughly } from '@asg/console-kit';
import type { Scope } from '@asg/console-kit/kinds';
import type { Accuracy } from '@asg/sdk';
import { buttonLook, Card, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { planOf, planText } from './plan.ts';
import type { Bench } from './state.ts';

interface AccuracyCardProps {
  readonly scope: Scope;
  readonly bench: Bench;
}

const onePoint = 0.01;

/** How many of the answers are right, as far as is known, and what to review to know it better. */
export function AccuracyCard({ scope, bench }: AccuracyCardProps) {
  const query = useQuery({
    queryKey: ['stats', 'accuracy', scope],
    queryFn: async ({ signal }) => {
      const known = await gateway.billing.accuracy(scope, { signal });
      return { known, atMs: Date.now() };
    },
  });
  if (query.data === undefined || query.data.known.expected_accuracy === null) return null;
  const { known, atMs } = query.data;
  const { expected_accuracy: expected, margin, reviewed, corrected, worth_a_look: worth, look_below } = known;
  return (
    <Card
      title={`Expected accuracy ${percent(expected ?? 0)} ± ${roughly((margin ?? 0) * 100)}`}
      hint={
        reviewed === 0
          ? 'From confidences alone: your reviews make it surer.'
          : `From confidences and ${plural(reviewed, 'review')} of yours, ${count(corrected)} of them corrected.`
      }
    >
      <div className="actions">
        {worth > 0 && (
          <Link
            href={bench.link({
              filter: { ...scope, review: 'none', confidence_below: String(look_below) },
              by: 'doubt',
              open: null,
              plan: null,
            })}
            {...buttonLook({})}
          >
            {worth === 1 ? '1 item worth a look' : `${count(worth)} items worth a look`}
          </Link>
        )}
        <ToReview known={known} atMs={atMs} bench={bench} scope={scope} />
      </div>
      <details>
        <summary>By confidence</summary>
        <Table
          caption="Tasks and reviews by confidence"
          columns={[
            { title: 'Confidence', cell: ({ from, to }) => `${percent(from)} to ${percent(to)}` },
            { title: 'Tasks', align: 'end', cell: ({ tasks }) => count(tasks) },
            { title: 'Reviewed', align: 'end', cell: (bin) => count(bin.reviewed) },
            { title: 'Corrected', align: 'end', cell: (bin) => count(bin.corrected) },
            { title: 'To review', align: 'end', cell: ({ reviews }) => count(reviews) },
          ]}
          rows={known.plan.by_confidence}
          rowKey={({ from }) => String(from)}
        />
      </details>
    </Card>
  );
}

interface ToReviewProps extends AccuracyCardProps {
  readonly known: Accuracy;
  readonly atMs: number;
}

/** The way to exactly those reviews that narrow it. */
function ToReview({ known, atMs, bench, scope }: ToReviewProps) {
  const { reviews_for_one_point: reviews } = known.plan;
  if (known.margin !== null && known.margin <= onePoint)
    return <span className="ui-muted">It is within ± 1.</span>;
  if (reviews === 0) return null;
  return (
    <Link
      href={bench.link({ filter: scope, by: 'doubt', open: null, plan: planText(planOf(known, atMs)) })}
      {...buttonLook({ variant: 'primary' })}
    >
      Review {count(reviews)} for ± 1
    </Link>
  );
}
