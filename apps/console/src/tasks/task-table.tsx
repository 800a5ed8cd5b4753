import { percent, StatusBadge, spoken, When } from '@asg/console-kit';
import { Answer, askedOf } from '@asg/console-kit/kinds';
import { ReviewMark } from '@asg/console-kit/reviews';
import type { Task } from '@asg/sdk';
import { type Column, Table } from '@asg/ui';
import { ItemGlance } from './item-glance.tsx';
import { labelsText } from './labels.ts';
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
    title: 'Answer',
    cell: (task) =>
      task.decision === null ? (
        task.review === undefined ? (
          <span className="ui-muted">–</span>
        ) : (
          <ReviewMark task={task} />
        )
      ) : (
        <span className="stacked">
          <span className="clamp">
            <Answer asked={askedOf(task)} answer={task.decision.consensus_label} />
          </span>
          <small>{percent(task.decision.confidence)} sure</small>
          <ReviewMark task={task} />
        </span>
      ),
  },
  { title: 'Labels', align: 'end', cell: labelsText },
  { title: 'Made', align: 'end', cell: (task) => <When at={task.created_at} /> },
];

export function TaskTable({ tasks }: { readonly tasks: readonly Task[] }) {
  return <Table caption="Tasks" columns={columns} rows={tasks} rowKey={(task) => task.task_id} />;
}
