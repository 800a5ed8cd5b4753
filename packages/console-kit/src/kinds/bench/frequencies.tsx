import { Card } from '@asg/ui';
import { count, percent } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';

/** How frequent each option is among the tasks that have an answer. */
export function Frequencies({
  distribution: { options, answers, tasks },
  spec: { classes },
}: BenchPartProps) {
  const what = classes === undefined ? 'option' : 'class';
  const whole = tasks.decided - tasks.other_options;
  const rows = options
    .map((option, i) => ({ option, here: answers[i] ?? 0 }))
    .sort((one, other) => other.here - one.here);
  return (
    <Card
      title={`How frequent each ${what} is`}
      hint={
        whole <= 0
          ? 'None yet.'
          : `Of ${count(whole)} tasks with an answer, which may have several ${classes === undefined ? 'options' : 'classes'}.`
      }
    >
      <ul className="distribution" aria-label={`Tasks by ${what}`}>
        {rows.map(({ option, here }) => {
          const share = whole <= 0 ? 0 : here / whole;
          return (
            <li key={option}>
              <span className="distribution-name">
                <bdi>{option}</bdi>
              </span>
              <span className="ui-number ui-muted">
                {count(here)}
                {whole > 0 && `, ${percent(share)}`}
              </span>
              <span className="distribution-bar" aria-hidden="true">
                <span style={{ width: `${share * 100}%` }} />
              </span>
            </li>
          );
        })}
      </ul>
      {tasks.other_options > 0 && (
        <p className="ui-hint">{count(tasks.other_options)} tasks with other options are not counted here.</p>
      )}
    </Card>
  );
}
