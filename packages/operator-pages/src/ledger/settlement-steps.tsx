import { count, duration, When } from '@asg/console-kit';
import type { AdminSettlementDetail } from '@asg/sdk';
import { Card } from '@asg/ui';
import { Check, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';

interface Step {
  readonly name: string;
  readonly isDone: boolean;
  readonly text: ReactNode;
}

const ofBlocks = ['mined', 'final'];

/** What a settlement went through, and what is still to come. */
export function SettlementSteps({ settlement }: { readonly settlement: AdminSettlementDetail }) {
  const { state, created_at: signed, seen_at: seen, block_height: height } = settlement;
  const isMined = ofBlocks.includes(state);
  const steps: readonly Step[] = [
    { name: 'Signed', isDone: true, text: <When at={signed} /> },
    {
      name: 'Seen by the network',
      isDone: seen !== null,
      text:
        seen === null ? (
          'not yet'
        ) : (
          <>
            <When at={seen} />, after {duration(Math.max(0, (Date.parse(seen) - Date.parse(signed)) / 1000))}
          </>
        ),
    },
    {
      name: 'In a block',
      isDone: isMined,
      text: height === null || !isMined ? 'not yet' : `at height ${count(height)}`,
    },
    {
      name: 'Final',
      isDone: state === 'final',
      text: state === 'final' ? 'six blocks or more confirm it' : 'not yet',
    },
  ];
  return (
    <Card title="Timeline">
      <ol className="steps">
        {steps.map(({ name, isDone, text }) => (
          <li key={name} data-held={isDone ? 'true' : undefined}>
            <span className="steps-mark" aria-hidden="true">
              {isDone ? <Check size={16} /> : <Hourglass size={14} />}
            </span>
            <div>
              <strong>{name}</strong>
              <p>{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
