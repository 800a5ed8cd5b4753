import type { MakeTaskGold, Task } from '@asg/sdk';
import { Button, Dialog, SelectField, TextAreaField } from '@asg/ui';
import { useState } from 'react';
import { AnswerField, askedOf, useCandidates } from '../kinds/index.ts';

interface MakeGoldProps {
  /** Null: none is to be gold now. */
  readonly task: Task | null;
  readonly onMake: (task: Task, gold: MakeTaskGold) => Promise<void>;
  readonly onClose: () => void;
}

/** Makes a task an item with a known answer. */
export function MakeGold({ task, onMake, onClose }: MakeGoldProps) {
  return (
    <Dialog open={task !== null} onClose={onClose} title="Make it gold?" closeLabel="Close">
      {task !== null && <Make task={task} onMake={onMake} onClose={onClose} />}
    </Dialog>
  );
}

function Make({ task, onMake, onClose }: MakeGoldProps & { readonly task: Task }) {
  const asked = askedOf(task);
  const given = useCandidates(task, task.decision?.consensus_label ?? null);
  const [label, setLabel] = useState(task.review?.label ?? task.decision?.consensus_label ?? '');
  const [use, setUse] = useState<'test' | 'practice'>('test');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const make = async (): Promise<void> => {
    setBusy(true);
    await onMake(task, {
      label,
      use,
      ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
    });
    onClose();
  };
  return (
    <div className="ui-stack">
      <p>An item whose answer is known: it goes among your tasks, unmarked, and measures who labels them.</p>
      <AnswerField
        type={asked.type}
        spec={asked.spec}
        label="What is right"
        value={label}
        given={given}
        onChange={setLabel}
      />
      <SelectField
        label="For"
        value={use}
        onChange={(event) => setUse(event.currentTarget.value === 'practice' ? 'practice' : 'test')}
      >
        <option value="test">Measuring who labels</option>
        <option value="practice">Practice: workers learn the question by it</option>
      </SelectField>
      <TextAreaField
        label="Why it is right"
        note="optional"
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="actions">
        <Button variant="primary" busy={busy} disabled={label === ''} onClick={() => void make()}>
          Make it gold
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </div>
    </div>
  );
}
