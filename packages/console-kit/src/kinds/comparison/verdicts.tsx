import { kinds } from '@asg/kinds';
import { Card } from '@asg/ui';
import { count, percent } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';

const tie = kinds.comparison.canonical({ tie: true });

/** In how many tasks an item was better, and in how many none was. */
export function Verdicts({ distribution: { answers }, chosen, onChoose }: BenchPartProps) {
  const [better = 0, ties = 0] = answers;
  const whole = better + ties;
  const share = (part: number): string =>
    whole === 0 ? count(part) : `${count(part)}, ${percent(part / whole)}`;
  return (
    <Card title="Verdicts" hint={whole === 0 ? 'None yet.' : 'A press shows the tasks that ended in a tie.'}>
      <ul className="answers">
        <li className="answer-told">
          <span>One item is better</span>
          <span className="ui-number ui-muted">{share(better)}</span>
        </li>
        <li>
          <button
            type="button"
            className="answer"
            aria-pressed={chosen === tie}
            onClick={() => onChoose(chosen === tie ? null : tie)}
          >
            <span>A tie</span>
            <span className="ui-number ui-muted">{share(ties)}</span>
          </button>
        </li>
      </ul>
    </Card>
  );
}
