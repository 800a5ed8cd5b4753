import { type Column, Table } from '@asg/ui';
import { Link } from 'wouter';
import type { Task } from '../api/operations.ts';
import { spoken } from '../parts/format.ts';
import { StatusBadge } from '../parts/status.tsx';
import { When } from '../parts/when.tsx';

const columns: readonly Column<Task>[] = [
  {
    title: 'Task',
    cell: (task) => (
      <span className="stacked">
        <Link href={`/tasks/${task.task_id}`} className="clamp">
          {task.label_spec.question}
        </Link>
        <small className="ui-mono">…{task.task_id.slice(-10)}</small>
      </span>
    ),
  },
  { title: 'Type', cell: (task) => spoken(task.task_type) },
  { title: 'Status', cell: (task) => <StatusBadge status={task.status} /> },
  {
    title: 'Labels',
    align: 'end',
    cell: (task) => `${task.labels_received} of ${task.consensus_threshold}`,
  },
  { title: 'Made', align: 'end', cell: (task) => <When at={task.created_at} /> },
];

export function TaskTable({ tasks }: { readonly tasks: readonly Task[] }) {
  return <Table caption="Tasks" columns={columns} rows={tasks} rowKey={(task) => task.task_id} />;
}
