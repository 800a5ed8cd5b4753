import { duration } from '@asg/console-kit';
import type { Timeline } from '@asg/sdk';
import { Check, X } from 'lucide-react';

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
export function Votes({ timeline }: { readonly timeline: Timeline }) {
  const votes = votesOf(timeline);
  const answer = timeline.decision?.consensus_label ?? null;
  if (votes.length === 0) return <p className="ui-muted">No label has arrived.</p>;
  return (
    <ul className="votes" aria-label="Labels, one by one">
      {votes.map(({ worker, label, seconds }) => (
        <li key={worker} data-agrees={answer === null ? undefined : label === answer}>
          <small>Worker {worker}</small>
          <bdi>{label}</bdi>
          <small className="vote-mark">
            {answer !== null &&
              (label === answer ? (
                <>
                  <Check size={13} aria-hidden="true" /> agrees
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
