import { gateway, problemText, takeOver } from '@asg/console-kit';
import type { Job } from '@asg/sdk';
import { Button, Notice } from '@asg/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';

/** Whether the results of a completed job are not in their bucket yet. */
export function isUndelivered({ status, delivery, delivered_at }: Job): boolean {
  return status === 'completed' && delivery !== null && delivered_at === null;
}

/** Sends them again, with the credentials that came with the job: for when their permission is mended. */
export function Redeliver({ job }: { readonly job: Job }) {
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => gateway.jobs.redeliver(job.job_id),
    onSuccess: (now) => takeOver(client, ['job', job.job_id], now),
  });
  return (
    <>
      {send.error !== null && (
        <Notice tone="danger" urgent>
          {problemText(send.error)}
        </Notice>
      )}
      <div className="actions">
        <Button busy={send.isPending} onClick={() => send.mutate()}>
          Send the results again
        </Button>
      </div>
    </>
  );
}
