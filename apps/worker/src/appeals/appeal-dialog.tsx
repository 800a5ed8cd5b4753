import { Dialog } from '@asg/ui';
import { messages } from '../i18n/index.ts';
import { AppealForm } from './appeal-form.tsx';

interface AppealDialogProps {
  readonly open: boolean;
  readonly assignmentId: string | null;
  /** What is contested, in a sentence. */
  readonly subject: string;
  readonly onSent: () => void;
  readonly onClose: () => void;
}

/** Contests one label's outcome. */
export function AppealDialog({ open, assignmentId, subject, onSent, onClose }: AppealDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={messages.appeals.contest} closeLabel={messages.app.close}>
      <div className="ui-stack">
        <p className="ui-muted" dir="auto">
          {subject}
        </p>
        <AppealForm assignmentId={assignmentId} onSent={onSent} />
      </div>
    </Dialog>
  );
}
