import type { Task } from '@asg/sdk';
import { Link } from 'wouter';
import { useFromHere } from './way-back.ts';

/** A task in a table: its question, which leads to its page, over the end of its id. */
export function TaskLink({ task }: { readonly task: Pick<Task, 'task_id' | 'label_spec'> }) {
  const state = useFromHere();
  return (
    <span className="stacked">
      <Link href={`/tasks/${task.task_id}`} state={state} className="clamp">
        {task.label_spec.question}
      </Link>
      <small className="ui-mono">…{task.task_id.slice(-10)}</small>
    </span>
  );
}
