import { admin, count, decimal, duration, Page, Paged, spoken, When } from '@asg/console-kit';
import { answerAtSight, hasMarks, MarkedItem } from '@asg/console-kit/kinds';
import type { AdminWorkerLabel } from '@asg/sdk';
import { Badge, type Column, EmptyState, Table, type Tone } from '@asg/ui';
import { useQuery } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { Link, useParams } from 'wouter';
import { ItemButton } from '../items/item-button.tsx';
import { LabelStrip } from './label-strip.tsx';

const outcomes: Readonly<
  Record<AdminWorkerLabel['outcome'], { readonly word: string; readonly tone: Tone | 'neutral' }>
> = {
  waiting: { word: 'Not known yet', tone: 'neutral' },
  agreed: { word: 'Right', tone: 'accent' },
  disagreed: { word: 'Wrong', tone: 'danger' },
  undecided: { word: 'Nothing was decided', tone: 'neutral' },
  conceded: { word: 'Conceded to them', tone: 'warning' },
};

const columns: readonly Column<AdminWorkerLabel>[] = [
  {
    title: 'Item',
    cell: (label) => (
      <span className="stacked">
        <span className="clamp" dir="auto">
          {label.question}
        </span>
        <LabelledItem label={label} />
      </span>
    ),
  },
  {
    title: 'Their answer',
    cell: ({ label, outcome }) => (
      <span className="stacked">
        <b className="wrap" dir="auto">
          {answerAtSight(label)}
        </b>
        <Badge tone={outcomes[outcome].tone}>{outcomes[outcome].word}</Badge>
      </span>
    ),
  },
  { title: 'Right answer', cell: (label) => <RightAnswer label={label} /> },
  { title: 'Others', cell: ({ others }) => <Others others={others} /> },
  { title: 'Time', cell: (label) => <TimeTaken label={label} /> },
  { title: 'Given', cell: ({ at }) => <When at={at} /> },
];

export default function WorkerLabelsPage() {
  const { id } = useParams<{ id: string }>();
  const worker = useQuery({
    queryKey: ['worker', id],
    queryFn: ({ signal }) => admin.workers.get(id, { signal }),
  });
  const name = worker.data?.display_name ?? `…${id.slice(-10)}`;
  return (
    <Page
      title={`Labels of ${name}`}
      back={{ to: `/operator/workers/${id}`, name: 'The worker' }}
      lead="What they answered, the newest first, and what others did. The audit log keeps that you looked."
    >
      <Paged
        queryKey={['worker', id, 'labels']}
        load={(cursor, signal) => admin.workers.labels(id, cursor === null ? {} : { cursor }, { signal })}
        empty={
          <EmptyState icon={<Tags size={28} />} title="No labels yet">
            <p>Answers appear here as soon as they are given.</p>
          </EmptyState>
        }
        list={(rows) => (
          <>
            <LabelStrip labels={rows} />
            <Table caption="Labels" columns={columns} rows={rows} rowKey={({ task_id }) => task_id} />
          </>
        )}
      />
    </Page>
  );
}

/** The item; where answers are places in it, with theirs, those of others and the right one. */
function LabelledItem({ label }: { readonly label: AdminWorkerLabel }) {
  const { task_type: type, options, others, right_label: right } = label;
  if (!hasMarks(type)) return <ItemButton item={label} />;
  const given = [
    { name: 'This worker', answer: label.label },
    ...others.map((other) => ({ name: `…${other.worker_id.slice(-6)}`, answer: other.label })),
  ];
  return (
    <ItemButton
      item={label}
      as={(item) => (
        <MarkedItem
          asked={{ type, spec: { classes: options } }}
          item={item}
          given={given}
          consensus={right}
        />
      )}
    />
  );
}

function RightAnswer({ label }: { readonly label: AdminWorkerLabel }) {
  const { right_label: right, gold_id: goldId, confidence } = label;
  if (right === null) return <span className="ui-muted">–</span>;
  return (
    <span className="stacked">
      <span className="wrap" dir="auto">
        {answerAtSight(right)}
      </span>
      <small>
        {goldId === null
          ? `decided${confidence === null ? '' : `, confidence ${decimal(confidence, 2)}`}`
          : 'known: gold'}
      </small>
    </span>
  );
}

/** Answers of others, the most frequent first, with who gave them. */
function Others({ others }: Pick<AdminWorkerLabel, 'others'>) {
  if (others.length === 0) return <span className="ui-muted">nobody</span>;
  const byLabel = Map.groupBy(others, ({ label }) => label);
  const answers = [...byLabel].sort(([, a], [, b]) => b.length - a.length);
  return (
    <ul className="plain">
      {answers.map(([label, given]) => (
        <li key={label} className="wrap">
          {count(given.length)} × <bdi>{answerAtSight(label)}</bdi>:{' '}
          {given.map(({ worker_id: workerId }, i) => (
            <span key={workerId}>
              {i > 0 && ', '}
              <Link href={`/operator/workers/${workerId}`} className="unbroken">
                …{workerId.slice(-6)}
              </Link>
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

function TimeTaken({ label }: { readonly label: AdminWorkerLabel }) {
  const { seconds, too_fast: isTooFast, item_fetched: isFetched } = label;
  return (
    <span className="stacked">
      <span>{seconds === null ? '–' : duration(seconds)}</span>
      {isTooFast && <Badge tone="warning">{spoken('too_fast')}</Badge>}
      {!isFetched && <Badge tone="warning">Item not fetched</Badge>}
    </span>
  );
}
