import { count, percent, plural } from '@asg/console-kit';
import { Button, Card } from '@asg/ui';

interface ConfidenceProps {
  /** Tasks by equal bins from 0 to 1. */
  readonly bins: readonly number[];
  /** The share from which the list shows tasks, where it shows not all. */
  readonly from: number | null;
  readonly below: number | null;
  readonly onChoose: (range: { readonly from: number; readonly below: number } | null) => void;
}

/** How sure the answers are; a press on a bar shows those tasks alone. */
export function Confidence({ bins, from, below, onChoose }: ConfidenceProps) {
  const most = Math.max(1, ...bins);
  const whole = bins.reduce((sum, bin) => sum + bin, 0);
  const first = bins.findIndex((bin) => bin > 0);
  // What nothing was ever as unsure as would be most of the picture.
  const begin = Math.max(0, Math.min(first === -1 ? 0 : first - 1, bins.length / 2));
  const shown = bins.slice(begin).map((tasks, i) => {
    const bin = begin + i;
    return { tasks, from: bin / bins.length, below: (bin + 1) / bins.length };
  });
  const isOn = (bar: (typeof shown)[number]): boolean =>
    (from !== null || below !== null) && bar.from >= (from ?? 0) - slack && bar.below <= (below ?? 1) + slack;
  return (
    <Card
      title="Confidence"
      hint={whole === 0 ? 'Nothing was decided yet.' : 'A press on a bar shows its tasks.'}
      aside={
        (from !== null || below !== null) && (
          <Button variant="quiet" onClick={() => onChoose(null)}>
            Show all
          </Button>
        )
      }
    >
      <ul className="bins" aria-label="Tasks by confidence">
        {shown.map((bar) => (
          <li key={bar.from}>
            <button
              type="button"
              aria-pressed={isOn(bar)}
              disabled={bar.tasks === 0 && !isOn(bar)}
              title={`${percent(bar.from)} to ${percent(bar.below)}: ${plural(bar.tasks, 'task')}`}
              onClick={() => onChoose(isOn(bar) ? null : { from: bar.from, below: bar.below })}
            >
              <span className="ui-visually-hidden">
                {percent(bar.from)} to {percent(bar.below)}: {plural(bar.tasks, 'task')}
              </span>
              <span
                className="bin"
                aria-hidden="true"
                style={{
                  height: `${(bar.tasks / most) * 100}%`,
                  minHeight: bar.tasks === 0 ? 0 : leastHeight,
                }}
              />
            </button>
          </li>
        ))}
      </ul>
      <p className="bins-scale" aria-hidden="true">
        <span>{percent(shown[0]?.from ?? 0)}</span>
        <span>highest bar: {count(most)}</span>
        <span>100 %</span>
      </p>
    </Card>
  );
}

/** One task is seen beside thousands. */
const leastHeight = '4px';
/** What numbers are off by where they were written and read again. */
const slack = 1e-9;
