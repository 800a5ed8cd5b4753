import { gateway } from '@asg/console-kit';
import { ItemView } from '@asg/console-kit/items';
import type { Task } from '@asg/sdk';

export function TaskItem({ task: { task_id: taskId } }: { readonly task: Task }) {
  return <ItemView queryKey={['item', taskId]} load={(signal) => gateway.tasks.item(taskId, { signal })} />;
}
