import { CheckField, Dialog, KeyCap } from '@asg/ui';
import { messages } from '../i18n/index.ts';
import { useShortcutsOn } from './shortcuts.ts';

interface KeysDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The keys, and the switch that turns single ones off. */
export default function KeysDialog({ open, onClose }: KeysDialogProps) {
  const [on, setOn] = useShortcutsOn();
  return (
    <Dialog open={open} onClose={onClose} title={messages.keys.title} closeLabel={messages.app.close}>
      <dl className="keys">
        {messages.keys.rows.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd className="ui-visually-hidden">{key}</kbd>
              <KeyCap>{key}</KeyCap>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <CheckField
        label={
          <>
            {messages.keys.enabled}
            <br />
            <span className="ui-hint">{messages.keys.enabledHint}</span>
          </>
        }
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
      />
    </Dialog>
  );
}
