import { Check } from 'lucide-react';
import { count, plural } from '../parts/format.ts';
import type { Asked } from './answer.tsx';
import { viewOf } from './types.ts';

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
  return (
    <ul className="distribution" aria-label="Labels by option">
      {counted(spec).map((option) => {
        const votes = said.get(option) ?? 0;
        const share = whole === 0 ? 0 : votes / whole;
        return (
          <li key={option} data-chosen={chosen.has(option)}>
            <span className="distribution-name">
              <bdi>{text(option, spec)}</bdi>
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
      })}
    </ul>
  );
}
