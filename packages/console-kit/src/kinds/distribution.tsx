import { Check } from 'lucide-react';
import { count, plural } from '../parts/format.ts';
import type { Asked } from './answer.tsx';
import { viewOf } from './types.ts';

/** Of more options those that no label has are folded. */
const shownMax = 12;

interface DistributionProps {
  readonly asked: Asked;
  /** What each worker said. */
  readonly labels: readonly string[];
  /** The consensus; null: none yet. */
  readonly answer: string | null;
}

/** How the labels are spread over what can be said, in its order: a set of options is counted at each of them. */
export function Distribution({ asked: { type, spec }, labels, answer }: DistributionProps) {
  const { counted, parts, text } = viewOf(type);
  const chosen = new Set(answer === null ? [] : parts(answer, spec));
  const whole = labels.length;
  const said = new Map<string, number>();
  for (const label of labels)
    for (const part of parts(label, spec)) said.set(part, (said.get(part) ?? 0) + 1);
  const options = counted(spec);
  const isHere = (option: string): boolean => said.has(option) || chosen.has(option);
  const isLong = options.length > shownMax;
  const shown = isLong ? options.filter(isHere) : options;
  const rest = isLong ? options.filter((option) => !isHere(option)) : [];
  const row = (option: string) => {
    const votes = said.get(option) ?? 0;
    const share = whole === 0 ? 0 : votes / whole;
    return (
      <li key={option} data-chosen={chosen.has(option)}>
        <span className="distribution-name">
          <bdi className="clamp">{text(option, spec)}</bdi>
          {chosen.has(option) && (
            <span className="chosen">
              <Check size={14} aria-hidden="true" />
              consensus
            </span>
          )}
        </span>
        <span className="ui-number ui-muted">
          {whole === 0 ? 'no label' : `${count(votes)} of ${plural(whole, 'label')}`}
        </span>
        <span className="distribution-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      </li>
    );
  };
  return (
    <>
      {shown.length > 0 && (
        <ul className="distribution" aria-label="Labels by option">
          {shown.map(row)}
        </ul>
      )}
      {rest.length > 0 && (
        <details>
          <summary>{count(rest.length)} that no label has</summary>
          <ul className="distribution" aria-label="What no label has">
            {rest.map(row)}
          </ul>
        </details>
      )}
    </>
  );
}
