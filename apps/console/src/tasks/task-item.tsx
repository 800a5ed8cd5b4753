import { gateway } from '@asg/console-kit';
import { ComparedItems, ItemView } from '@asg/console-kit/items';
import { askedOf, hasMarks, MarkedItem, useGiven } from '@asg/console-kit/kinds';
import type { Task } from '@asg/sdk';

/** What the task is about: its item, or the items that it compares. */
export function TaskItem({ task }: { readonly task: Task }) {
  const { task_id: id, label_spec, decision } = task;
  const { items } = label_spec;
  const asked = askedOf(task);
  const given = useGiven(task);
  if (items === undefined)
    return (
      <ItemView
        queryKey={['item', id]}
        load={(signal) => gateway.tasks.item(id, { signal })}
        {...(hasMarks(asked.type) && {
          as: (item) => (
            <MarkedItem
              asked={asked}
              item={item}
              given={given}
              consensus={decision?.consensus_label ?? null}
            />
          ),
        })}
      />
    );
  return (
    <ComparedItems
      queryKey={['item', id]}
      ids={items}
      best={decision?.consensus_label ?? null}
      load={(item, signal) => gateway.tasks.item(id, { ...(item === null ? {} : { item }), signal })}
    />
  );
}
