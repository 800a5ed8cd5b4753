import { gateway } from '@asg/console-kit';
import { ComparedItems, ItemView } from '@asg/console-kit/items';
import type { Task } from '@asg/sdk';

/** What the task is about: its item, or the items that it compares. */
export function TaskItem({ task }: { readonly task: Task }) {
  const { task_id: id, label_spec, decision } = task;
  const { items } = label_spec;
  if (items === undefined)
    return <ItemView queryKey={['item', id]} load={(signal) => gateway.tasks.item(id, { signal })} />;
  return (
    <ComparedItems
      queryKey={['item', id]}
      ids={items}
      best={decision?.consensus_label ?? null}
      load={(item, signal) => gateway.tasks.item(id, { ...(item === null ? {} : { item }), signal })}
    />
  );
}
