import { Button, Dialog, Notice } from '@asg/ui';
import type { ReactNode } from 'react';
import { problemText } from './problem.ts';

interface ConfirmProps {
  readonly open: boolean;
  readonly title: string;
  readonly action: string;
  /** What the button says that leaves all as it is. */
  readonly keep?: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function Confirm({
  open,
  title,
  action,
  keep = 'Keep it',
  busy,
  error,
  onConfirm,
  onClose,
  children,
}: ConfirmProps) {
  return (
    <Dialog open={open} onClose={onClose} title={title} closeLabel="Close">
      <div className="ui-stack">
        <div>{children}</div>
        {error !== null && error !== undefined && (
          <Notice tone="danger" urgent>
            {problemText(error)}
          </Notice>
        )}
        <div className="actions">
          <Button variant="danger" busy={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button onClick={onClose}>{keep}</Button>
        </div>
      </div>
    </Dialog>
  );
}
