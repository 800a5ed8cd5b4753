import type { Task } from '@asg/sdk';
import { Button, KeyCap, SelectField } from '@asg/ui';
import { useState } from 'react';
import { Link } from 'wouter';
import { AnswerField, askedOf, useCandidates, viewOf } from '../kinds/index.ts';
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
  const { decision, review, relabelled_by: second } = task;
  const isOpen = task.status === 'pending' || task.status === 'in_progress';
  const { type, spec } = askedOf(task);
  const { answers, text } = viewOf(type);
  const all = answers(spec);
  const cap = (key: string) => (hasKeys ? <KeyCap>{key}</KeyCap> : null);
  if (isOpen) return <p className="ui-muted">It can be judged once it is decided.</p>;
  return (
    <section className="verdict" aria-label="Your review">
      {review !== undefined && (
        <p className="verdict-now">
          <ReviewMark task={task} /> <When at={review.reviewed_at} />
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
        {(all ?? []).slice(0, keyedMax).map(
          (answer, i) =>
            answer !== decision?.consensus_label && (
              <Button key={answer} icon={cap(String(i + 1))} onClick={() => onCorrect(answer)}>
                <span className="ui-visually-hidden">Correct to </span>
                <bdi className="wrap">{text(answer, spec)}</bdi>
              </Button>
            ),
        )}
      </div>
      {all === null ? (
        <PutTogether task={task} onCorrect={onCorrect} />
      ) : (
        all.length > keyedMax && (
          <Others answers={all.slice(keyedMax)} text={(answer) => text(answer, spec)} onCorrect={onCorrect} />
        )
      )}
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

interface OthersProps {
  readonly answers: readonly string[];
  readonly text: (answer: string) => string;
  readonly onCorrect: (answer: string) => void;
}

function Others({ answers, text, onCorrect }: OthersProps) {
  const [answer, setAnswer] = useState('');
  return (
    <div className="search">
      <SelectField
        label="Another option"
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      >
        <option value="">Choose</option>
        {answers.map((one) => (
          <option key={one} value={one}>
            {text(one)}
          </option>
        ))}
      </SelectField>
      <Button disabled={answer === ''} onClick={() => onCorrect(answer)}>
        Correct to it
      </Button>
    </div>
  );
}

/** The right answer, where it is no one of a list: from what was decided to what it should be. */
function PutTogether({ task, onCorrect }: Pick<VerdictProps, 'task' | 'onCorrect'>) {
  const asked = askedOf(task);
  const given = useCandidates(task, task.decision?.consensus_label ?? null);
  const now = task.review?.label ?? task.decision?.consensus_label ?? '';
  const [written, setWritten] = useState<{ readonly of: string; readonly answer: string } | null>(null);
  // What was begun for one task is not for the next.
  const answer = written?.of === task.task_id ? written.answer : now;
  return (
    <details className="put-together">
      <summary>Correct it</summary>
      <div className="ui-stack">
        <AnswerField
          type={asked.type}
          spec={asked.spec}
          label="What is right"
          value={answer}
          given={given}
          onChange={(next) => setWritten({ of: task.task_id, answer: next })}
        />
        <div className="actions">
          <Button disabled={answer === '' || answer === now} onClick={() => onCorrect(answer)}>
            Correct to it
          </Button>
        </div>
      </div>
    </details>
  );
}
