import { problemText, When } from '@asg/console-kit';
import { Button, Notice } from '@asg/ui';
import { useMutation } from '@tanstack/react-query';

interface DeletionNoticeProps {
  readonly what: string;
  /** From when on it cannot be taken back. */
  readonly from: string;
  readonly action: string;
  readonly keep: () => Promise<unknown>;
  readonly onKept: () => Promise<unknown>;
}

/** That something is to be deleted, and the way back. */
export function DeletionNotice({ what, from, action, keep, onKept }: DeletionNoticeProps) {
  const staying = useMutation({ mutationFn: keep, onSuccess: onKept });
  return (
    <div className="ui-stack">
      {staying.isError && (
        <Notice tone="danger" urgent>
          {problemText(staying.error)}
        </Notice>
      )}
      <Notice tone="warning">
        {what} It can be taken back until <When at={from} />.
      </Notice>
      <div className="actions">
        <Button variant="primary" busy={staying.isPending} onClick={() => staying.mutate()}>
          {action}
        </Button>
      </div>
    </div>
  );
}
