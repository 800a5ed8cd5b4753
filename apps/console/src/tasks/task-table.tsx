import { StatusBadge, spoken, When } from '@asg/console-kit';
import type { Task } from '@asg/sdk';
import { type Column, Table } from '@asg/ui';
import { ItemGlance } from './item-glance.tsx';
import { TaskLink } from './task-link.tsx';

const columns: readonly Column<Task>[] = [
  {
    title: 'Task',
    cell: (task) => (
      <span className="with-glance">
        <ItemGlance task={task} />
        <TaskLink task={task} />
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
