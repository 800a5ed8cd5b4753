import { gateway } from '@asg/console-kit';
import { Glance } from '@asg/console-kit/items';
import { itemKinds } from '@asg/domain/names';
import type { Task } from '@asg/sdk';

type GlancedTask = Pick<Task, 'task_id' | 'task_type' | 'data_url' | 'content_deleted_at'>;

/** What a task is about, small, beside its question. */
export function ItemGlance({ task }: { readonly task: GlancedTask }) {
  const { task_id: id, data_url: url } = task;
  const isGone = task.content_deleted_at !== undefined;
  return (
    <Glance
      id={id}
      shows={isGone ? 'nothing' : itemKinds[task.task_type] === 'image' ? 'picture' : 'text'}
      thumbnail={`/v1/tasks/${encodeURIComponent(id)}/item?size=thumbnail`}
      text={url.startsWith('asset://') ? (signal) => gateway.tasks.item(id, { signal }) : null}
    />
  );
}
