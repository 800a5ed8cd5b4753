import { Card } from '@asg/ui';
import { count, percent } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';
import { medianOf, stepText } from './scale.ts';

/** How many tasks were rated how; a press on a bar shows those alone. */
export function Histogram({ distribution, spec: { scale }, chosen, onChoose }: BenchPartProps) {
  const { options, answers, tasks } = distribution;
  const bars = options.map((option, i) => ({ option, step: Number(option), tasks: answers[i] ?? 0 }));
  const whole = bars.reduce((sum, bar) => sum + bar.tasks, 0);
  const most = Math.max(1, ...bars.map((bar) => bar.tasks));
  const median = medianOf(bars.map(({ step, tasks: here }) => [step, here]));
  const mean = whole === 0 ? null : bars.reduce((sum, bar) => sum + bar.step * bar.tasks, 0) / whole;
  return (
    <Card
      title="Ratings"
      hint={
        median === null
          ? 'None yet.'
          : `Median ${stepText(median, scale)}; mean ${means.format(mean ?? median)}. A press shows the tasks with that rating.`
      }
    >
      <ul className="answers" aria-label="Tasks by rating">
        {bars.map(({ option, step, tasks: here }) => (
          <li key={option}>
            <button
              type="button"
              className="answer"
              aria-pressed={option === chosen}
              onClick={() => onChoose(option === chosen ? null : option)}
            >
              <bdi>
                {stepText(step, scale)}
                {step === median && <span className="chosen">median</span>}
              </bdi>
              <span className="ui-number ui-muted">
                {count(here)}
                {whole > 0 && `, ${percent(here / whole)}`}
              </span>
              <span className="distribution-bar" aria-hidden="true">
                <span style={{ width: `${(here / most) * 100}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {tasks.other_options > 0 && (
        <p className="ui-hint">{count(tasks.other_options)} tasks with another scale are not counted here.</p>
      )}
    </Card>
  );
}

const means = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
