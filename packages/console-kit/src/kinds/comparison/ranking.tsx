import { kinds } from '@asg/kinds';
import { ASGGatewayHTTPError } from '@asg/sdk';
import { Card, Notice, Skeleton, Table } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { gateway } from '../../api/clients.ts';
import { count, plural } from '../../parts/format.ts';
import { problemText } from '../../parts/problem.ts';
import type { BenchPartProps, Scope } from '../view.ts';

const scores = new Intl.NumberFormat('en', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  signDisplay: 'exceptZero',
});

/** The items of a job by how good they are, as its comparisons tell it; a press shows the tasks that an item won. */
export function Ranking({ scope, chosen, onChoose, distribution: { labels, tasks } }: BenchPartProps) {
  const query = useQuery({
    queryKey: ['ranking', scope, labels, tasks.decided],
    queryFn: ({ signal }) => rankingOf(scope, signal),
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (query.isError) return <Unranked error={query.error} />;
  if (query.data === undefined) return <Skeleton height="12rem" />;
  if (query.data === null) return null;
  const { data: ranked, labels: said } = query.data;
  const low = Math.min(0, ...ranked.map((row) => row.low));
  const width = Math.max(Math.max(0, ...ranked.map((row) => row.high)) - low, Number.EPSILON);
  return (
    <Card
      title="Ranking"
      hint={`By ${plural(said, 'label')} together. The score is how far an item is from the middle of all: 0.69 above another, it is found better twice as often. Where two intervals overlap, which of the two is better is not sure.`}
    >
      <Table
        caption="Items, the best first"
        columns={[
          {
            title: 'Item',
            cell: ({ rank, item }) => {
              const answer = kinds.comparison.canonical({ item });
              return (
                <span className="ranked">
                  <span className="ui-number ui-muted">{count(rank)}.</span>
                  <button
                    type="button"
                    className="answer"
                    aria-pressed={answer === chosen}
                    onClick={() => onChoose(answer === chosen ? null : answer)}
                  >
                    <bdi>{item}</bdi>
                    <span className="ui-visually-hidden">: the tasks that it won</span>
                  </button>
                </span>
              );
            },
          },
          {
            title: 'Score',
            align: 'end',
            cell: ({ score }) => <span className="ui-number">{scores.format(score)}</span>,
          },
          {
            title: 'Interval (95 %)',
            cell: (row) => (
              <span className="interval">
                <span className="ui-number">
                  {scores.format(row.low)} to {scores.format(row.high)}
                </span>
                <Interval {...row} from={low} width={width} />
              </span>
            ),
          },
          { title: 'Wins', align: 'end', cell: ({ wins }) => count(wins) },
          { title: 'Losses', align: 'end', cell: ({ losses }) => count(losses) },
          { title: 'Ties', align: 'end', cell: ({ ties }) => count(ties) },
        ]}
        rows={ranked}
        rowKey={({ item }) => item}
      />
    </Card>
  );
}

/** Why there is no ranking: mostly because nothing was compared yet. */
function Unranked({ error }: { readonly error: unknown }) {
  const isEmpty = error instanceof ASGGatewayHTTPError && error.code === 'nothing_compared';
  return (
    <Card title="Ranking">
      {isEmpty ? (
        <p className="ui-muted">Nothing was compared yet.</p>
      ) : (
        <Notice tone="warning">{problemText(error)}</Notice>
      )}
    </Card>
  );
}

/** Null: of a question no ranking is told, whose jobs may compare anything. */
async function rankingOf(scope: Scope, signal: AbortSignal) {
  if ('job_id' in scope) return gateway.jobs.ranking(scope.job_id, { signal });
  return 'batch_id' in scope ? gateway.batches.ranking(scope.batch_id, { signal }) : null;
}

interface IntervalProps {
  readonly low: number;
  readonly high: number;
  readonly score: number;
  /** Where the line begins, and how much is on it. */
  readonly from: number;
  readonly width: number;
}

/** The score and its interval on a line that is the same for all. */
function Interval({ low, high, score, from, width }: IntervalProps) {
  const share = (part: number): string => `${(100 * part) / width}%`;
  return (
    <span className="interval-line" aria-hidden="true">
      <span className="interval-zero" style={{ insetInlineStart: share(-from) }} />
      <span
        className="interval-bar"
        style={{ insetInlineStart: share(low - from), inlineSize: share(high - low) }}
      />
      <span className="interval-dot" style={{ insetInlineStart: share(score - from) }} />
    </span>
  );
}
