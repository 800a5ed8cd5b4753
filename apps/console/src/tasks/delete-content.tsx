import { Confirm, gateway, takeOver } from '@asg/console-kit';
import type { Task } from '@asg/sdk';
import { Button, useToast } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

const endings: ReadonlySet<Task['status']> = new Set(['settled', 'expired', 'cancelled']);

/** Deletes what a task shows, once it has ended. */
export function DeleteContent({ task }: { readonly task: Task }) {
  const [asking, setAsking] = useState(false);
  const client = useQueryClient();
  const say = useToast();
  const remove = useMutation({
    mutationFn: () => gateway.tasks.deleteContent(task.task_id),
    onSuccess: (left) => {
      setAsking(false);
      takeOver(client, ['task', task.task_id], left);
      client.removeQueries({ queryKey: ['item', task.task_id] });
      client.removeQueries({ queryKey: ['glance', task.task_id] });
      void client.invalidateQueries({ queryKey: ['tasks'] });
      say({ text: 'The content is deleted.' });
    },
  });
  if (!endings.has(task.status) || task.content_deleted_at !== undefined) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>Delete the content</Button>
      <Confirm
        open={asking}
        title="Delete what this task shows?"
        action="Delete the content"
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        <p>
          The item and its metadata are gone for good, from this server and its copies. An item that an open
          task shows too stays for that one. The question, the label, the payment and the receipt stay, and
          the receipt goes on to verify.
        </p>
      </Confirm>
    </>
  );
}
