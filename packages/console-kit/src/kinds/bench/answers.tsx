import { Card } from '@asg/ui';
import { count, percent, plural } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';

/** More are folded. */
const shownMax = 8;

/** How many tasks got which answer; a press shows those alone. */
export function Answers({ distribution, text, chosen, onChoose }: BenchPartProps) {
  const { options, answers, tasks } = distribution;
  const rows = options
    .map((option, i) => ({ option, tasks: answers[i] ?? 0 }))
    .sort((a, b) => b.tasks - a.tasks);
  const whole = rows.reduce((sum, row) => sum + row.tasks, 0);
  const most = rows[0]?.tasks ?? 0;
  const row = ({ option, tasks: here }: (typeof rows)[number]) => (
    <li key={option}>
      <button
        type="button"
        className="answer"
        aria-pressed={option === chosen}
        onClick={() => onChoose(option === chosen ? null : option)}
      >
        <bdi>{text(option)}</bdi>
        <span className="ui-number ui-muted">
          {count(here)}
          {whole > 0 && `, ${percent(here / whole)}`}
        </span>
        <span className="distribution-bar" aria-hidden="true">
          <span style={{ width: `${most === 0 ? 0 : (here / most) * 100}%` }} />
        </span>
      </button>
    </li>
  );
  return (
    <Card title="Answers" hint={whole === 0 ? 'None yet.' : 'A press shows the tasks with that answer.'}>
      <ul className="answers">{rows.slice(0, shownMax).map(row)}</ul>
      {rows.length > shownMax && (
        <details open={rows.slice(shownMax).some(({ option }) => option === chosen)}>
          <summary>{plural(rows.length - shownMax, 'more option')}</summary>
          <ul className="answers">{rows.slice(shownMax).map(row)}</ul>
        </details>
      )}
      {tasks.other_options > 0 && (
        <p className="ui-hint">
          {plural(tasks.other_options, 'task')} with other options {tasks.other_options === 1 ? 'is' : 'are'}{' '}
          not counted here.
        </p>
      )}
    </Card>
  );
}
