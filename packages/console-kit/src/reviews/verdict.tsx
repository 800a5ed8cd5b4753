import type { Task } from '@asg/sdk';
import { Button, KeyCap, SelectField } from '@asg/ui';
import { useState } from 'react';
import { Link } from 'wouter';
import { When } from '../parts/when.tsx';
import { ReviewMark } from './review-mark.tsx';

/** Options that have a key, and a button each. */
export const keyedMax = 9;

interface VerdictProps {
  readonly task: Task;
  /** Keys do the same here: the buttons show them. */
  readonly hasKeys?: boolean;
  readonly onAccept: () => void;
  readonly onCorrect: (label: string) => void;
  /** Left out where there is another way to make gold of it. */
  readonly onGold?: () => void;
  readonly onAsk: () => void;
  readonly onUndo: () => void;
}

/** What the customer can say of a label, and what they said. */
export function Verdict({ task, hasKeys = false, onAccept, onCorrect, onGold, onAsk, onUndo }: VerdictProps) {
  const { decision, review, label_spec, relabelled_by: second } = task;
  const isOpen = task.status === 'pending' || task.status === 'in_progress';
  const others = label_spec.options.slice(keyedMax);
  const cap = (key: string) => (hasKeys ? <KeyCap>{key}</KeyCap> : null);
  if (isOpen) return <p className="ui-muted">It can be judged once it is decided.</p>;
  return (
    <section className="verdict" aria-label="Your review">
      {review !== undefined && (
        <p className="verdict-now">
          <ReviewMark review={review} /> <When at={review.reviewed_at} />
          <Button variant="quiet" onClick={onUndo}>
            Undo
          </Button>
        </p>
      )}
      {review?.note != null && (
        <p className="quote" dir="auto">
          {review.note}
        </p>
      )}
      <div className="actions">
        {decision !== null && (
          <Button
            variant={review?.verdict === 'accepted' ? 'secondary' : 'primary'}
            icon={cap('A')}
            onClick={onAccept}
          >
            Accept
          </Button>
        )}
        {label_spec.options.slice(0, keyedMax).map(
          (option, i) =>
            option !== decision?.consensus_label && (
              <Button key={option} icon={cap(String(i + 1))} onClick={() => onCorrect(option)}>
                <span className="ui-visually-hidden">Correct to </span>
                <bdi className="wrap">{option}</bdi>
              </Button>
            ),
        )}
      </div>
      {others.length > 0 && <Others options={others} onCorrect={onCorrect} />}
      <div className="actions">
        {decision !== null && onGold !== undefined && (
          <Button icon={cap('G')} onClick={onGold}>
            Make it gold
          </Button>
        )}
        <Button icon={cap('R')} onClick={onAsk}>
          Ask more workers
        </Button>
      </div>
      {second !== undefined && (
        <p className="ui-hint">
          Others were asked too: <Link href={`/tasks/${second}`}>the second task</Link>.
        </p>
      )}
    </section>
  );
}

function Others({
  options,
  onCorrect,
}: {
  readonly options: readonly string[];
  readonly onCorrect: (label: string) => void;
}) {
  const [label, setLabel] = useState('');
  return (
    <div className="search">
      <SelectField
        label="Another option"
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      >
        <option value="">Choose</option>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </SelectField>
      <Button disabled={label === ''} onClick={() => onCorrect(label)}>
        Correct to it
      </Button>
    </div>
  );
}
