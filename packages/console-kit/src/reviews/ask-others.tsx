import { defaultMaxLabels } from '@asg/consensus/threshold';
import type { Task } from '@asg/sdk';
import { Button, Dialog, Facts, SelectField } from '@asg/ui';
import { useState } from 'react';
import { plural, sats } from '../parts/format.ts';
import { useCurrent } from '../session/session.ts';

const choices = [2, 3, 4, 5, 6, 7, 8, 9, 10];
const usual = 3;
const hundred = 100;

interface AskOthersProps {
  /** Null: nobody is to be asked now. */
  readonly task: Task | null;
  readonly onAsk: (task: Task, redundancy: number) => Promise<void>;
  readonly onClose: () => void;
}

/** Asks others about a task again, once the customer knows what that costs. */
export function AskOthers({ task, onAsk, onClose }: AskOthersProps) {
  return (
    <Dialog open={task !== null} onClose={onClose} title="Ask more workers?" closeLabel="Close">
      {task !== null && <Ask task={task} onAsk={onAsk} onClose={onClose} />}
    </Dialog>
  );
}

function Ask({ task, onAsk, onClose }: AskOthersProps & { readonly task: Task }) {
  const { reward_sats, fee_percent } = useCurrent();
  const [labels, setLabels] = useState(usual);
  const [busy, setBusy] = useState(false);
  const cost = (paid: number): number => Math.ceil(paid * reward_sats * (1 + fee_percent / hundred));
  const isFree = task.crowd === 'own' && !task.pay_own;
  const ask = async (): Promise<void> => {
    setBusy(true);
    await onAsk(task, labels);
    onClose();
  };
  return (
    <div className="ui-stack">
      <p>
        It becomes a second task, for workers who did not label this one, with a cost and a receipt of its
        own. The answer of this one stays.
      </p>
      <SelectField
        label="Labels"
        value={String(labels)}
        onChange={(event) => setLabels(Number(event.currentTarget.value))}
      >
        {choices.map((one) => (
          <option key={one} value={one}>
            {plural(one, 'label')}
          </option>
        ))}
      </SelectField>
      <Facts
        facts={
          isFree
            ? [{ name: 'Cost', value: 'Nothing: your people are unpaid' }]
            : [
                {
                  name: 'Cost',
                  value: `about ${sats(cost(Math.floor(labels / 2) + 1))} to ${sats(cost(labels))}`,
                },
                { name: 'Set aside', value: `${sats(cost(defaultMaxLabels(labels)))} until it is paid` },
              ]
        }
      />
      <div className="actions">
        <Button variant="primary" busy={busy} onClick={() => void ask()}>
          Ask them
        </Button>
        <Button onClick={onClose}>Leave it</Button>
      </div>
    </div>
  );
}
