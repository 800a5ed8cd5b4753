import { Dialog } from '@asg/ui';
import { messages } from '../i18n/index.ts';
import { LanguageChoice } from './language-choice.tsx';

interface LanguageDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Every language, to choose from. */
export default function LanguageDialog({ open, onClose }: LanguageDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={messages.app.language} closeLabel={messages.app.close}>
      <LanguageChoice />
    </Dialog>
  );
}
