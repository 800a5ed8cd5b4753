import { admin, useMay } from '@asg/console-kit';
import { ItemView, type ItemViewProps } from '@asg/console-kit/items';
import { Dialog } from '@asg/ui';
import { useState } from 'react';

interface ItemButtonProps {
  readonly item: {
    readonly task_id: string;
    readonly data_url: string;
    readonly sensitive: boolean;
    readonly taken_down: boolean;
  };
  /** Shows it otherwise, e.g. with what was marked in it. */
  readonly as?: ItemViewProps['as'];
}

/** Shows an item when it is asked for: it may disturb, and the audit log keeps who looked. */
export function ItemButton({ item, as }: ItemButtonProps) {
  const [open, setOpen] = useState(false);
  const may = useMay('moderation');
  const { task_id: taskId, data_url: url, sensitive, taken_down: isTakenDown } = item;
  if (isTakenDown) return <small>The item was taken down</small>;
  if (url === '') return <small>Its content was deleted</small>;
  if (!may) return null;
  return (
    <>
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {sensitive ? 'Show the item, which may disturb' : 'Show the item'}
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title="The item" closeLabel="Close">
        {open && (
          <ItemView
            queryKey={['any item', taskId]}
            load={(signal) => admin.tasks.item(taskId, { signal })}
            {...(as === undefined ? {} : { as })}
          />
        )}
      </Dialog>
    </>
  );
}
