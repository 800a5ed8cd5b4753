import { Dialog } from '@asg/ui';
import { messages } from '../i18n/index.ts';
import { AppealForm } from './appeal-form.tsx';

interface AppealDialogProps {
  readonly open: boolean;
  readonly taskId: string | null;
  /** What is contested, in a sentence. */
  readonly subject: string;
  readonly onClose: () => void;
}

/** Contests one label's outcome. */
export function AppealDialog({ open, taskId, subject, onClose }: AppealDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={messages.appeals.contest} closeLabel={messages.app.close}>
      <div className="ui-stack">
        <p className="ui-muted" dir="auto">
          {subject}
        </p>
        <AppealForm taskId={taskId} onSent={onClose} />
      </div>
    </Dialog>
  );
}
