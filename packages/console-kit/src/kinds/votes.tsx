import type { Timeline } from '@asg/sdk';
import { Check, X } from 'lucide-react';
import { duration } from '../parts/format.ts';
import { Answer, type Asked } from './answer.tsx';
import { viewOf } from './types.ts';

interface Vote {
  readonly worker: number;
  readonly label: string;
  /** From the claim to the label; null: it is not known. */
  readonly seconds: number | null;
}

function votesOf({ events }: Timeline): readonly Vote[] {
  return events.flatMap(({ event, worker, label, at }) => {
    if (event !== 'labelled' || worker === null || label === null) return [];
    const claim = events.find((one) => one.event === 'claimed' && one.worker === worker);
    const seconds = claim === undefined ? null : (Date.parse(at) - Date.parse(claim.at)) / 1_000;
    return [{ worker, label, seconds }];
  });
}

/** What each worker said, side by side. */
export function Votes({ timeline, asked }: { readonly timeline: Timeline; readonly asked: Asked }) {
  const votes = votesOf(timeline);
  const answer = timeline.decision?.consensus_label ?? null;
  const { agrees } = viewOf(asked.type);
  if (votes.length === 0) return <p className="ui-muted">No label has arrived.</p>;
  return (
    <ul className="votes" aria-label="Labels, one by one">
      {votes.map(({ worker, label, seconds }) => (
        <li key={worker} data-agrees={answer === null ? undefined : agrees(label, answer, asked.spec)}>
          <small>Worker {worker}</small>
          <Answer asked={asked} answer={label} />
          <small className="vote-mark">
            {answer !== null &&
              (agrees(label, answer, asked.spec) ? (
                <>
                  <Check size={13} aria-hidden="true" /> {label === answer ? 'agrees' : 'near enough'}
                </>
              ) : (
                <>
                  <X size={13} aria-hidden="true" /> differs
                </>
              ))}
            {seconds !== null && ` ${duration(seconds)}`}
          </small>
        </li>
      ))}
    </ul>
  );
}
