import { count, plural } from '@asg/console-kit';
import { Check } from 'lucide-react';

interface DistributionProps {
  readonly options: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  /** The consensus; null: none yet. */
  readonly chosen: string | null;
}

/** How the labels are spread over the options, in the options' order. */
export function Distribution({ options, counts, chosen }: DistributionProps) {
  const whole = options.reduce((sum, option) => sum + (counts[option] ?? 0), 0);
  return (
    <ul className="distribution" aria-label="Labels by option">
      {options.map((option) => {
        const votes = counts[option] ?? 0;
        const share = whole === 0 ? 0 : votes / whole;
        return (
          <li key={option} data-chosen={option === chosen}>
            <span className="distribution-name">
              {option}
              {option === chosen && (
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
