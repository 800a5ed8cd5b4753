import { type Disagreement, gateway, Paged, percent, StatusBadge, When } from '@asg/console-kit';
import { answerAtSight } from '@asg/console-kit/kinds';
import { Card, type Column, Table } from '@asg/ui';
import { TaskLink } from '../tasks/task-link.tsx';

const columns: readonly Column<Disagreement>[] = [
  {
    title: 'Task',
    cell: (task) => <TaskLink task={task} />,
  },
  { title: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
  {
    title: 'Labels',
    cell: ({ label_counts }) => (
      <span className="wrap">
        {Object.entries(label_counts)
          .filter(([, votes]) => votes > 0)
          .map(([label, votes]) => `${votes} × ${answerAtSight(label)}`)
          .join(', ')}
      </span>
    ),
  },
  {
    title: 'Consensus',
    cell: ({ consensus_label }) => (
      <span className="wrap">{consensus_label === null ? 'none' : answerAtSight(consensus_label)}</span>
    ),
  },
  { title: 'Doubt', align: 'end', cell: ({ doubt }) => percent(doubt) },
  { title: 'Closed', align: 'end', cell: ({ closed_at }) => <When at={closed_at} /> },
];

/** Tasks on which workers disagree, of this month. */
export function Disagreements() {
  return (
    <Card title="Disagreements" hint="Tasks of this month that most deserve a look, the most doubtful first.">
      <Paged
        queryKey={['disagreements']}
        load={(cursor, signal) =>
          gateway.billing.disagreementsPage(cursor === null ? {} : { cursor }, { signal })
        }
        empty={<p className="ui-muted">None: on every task that was closed this month all labels agree.</p>}
        list={(rows) => (
          <Table caption="Disagreements" columns={columns} rows={rows} rowKey={({ task_id }) => task_id} />
        )}
      />
    </Card>
  );
}
