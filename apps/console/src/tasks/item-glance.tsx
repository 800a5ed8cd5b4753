import { gateway } from '@asg/console-kit';
import { Glance, glanceKinds } from '@asg/console-kit/items';
import { itemKinds } from '@asg/domain/names';
import type { Task } from '@asg/sdk';

type GlancedTask = Pick<Task, 'task_id' | 'task_type' | 'label_spec' | 'data_url' | 'content_deleted_at'>;

/** What a task is about, small, beside its question: of several items the first one. */
export function ItemGlance({ task }: { readonly task: GlancedTask }) {
  const { task_id: id, data_url: url } = task;
  const isGone = task.content_deleted_at !== undefined;
  const [first] = task.label_spec.items ?? [];
  const item = first === undefined ? {} : { item: first };
  const query = new URLSearchParams({ size: 'thumbnail', ...item });
  return (
    <Glance
      id={id}
      shows={isGone ? 'nothing' : glanceKinds[itemKinds[task.task_type]]}
      thumbnail={`/v1/tasks/${encodeURIComponent(id)}/item?${query}`}
      text={
        url.startsWith('asset://')
          ? (signal) => gateway.tasks.item(id, { size: 'thumbnail', ...item, signal })
          : null
      }
    />
  );
}
