import { Card, Skeleton } from '@asg/ui';
import { count, percent, plural } from '../../parts/format.ts';
import { decidedMax, useDecided } from '../bench/decided-tasks.ts';
import type { BenchPartProps } from '../view.ts';
import { type Together, togetherOf } from './pairs.ts';
import { optionsIn } from './said.ts';

const matrixMax = 12;
const pairsMax = 12;
const setsMax = 6;

/** Which options go together, and the most frequent answers, each of which a press shows alone. */
export function CoOccurrence({ distribution, scope, text, chosen, onChoose }: BenchPartProps) {
  const { options, tasks } = distribution;
  const query = useDecided(scope, tasks.decided);
  if (query.data === undefined)
    return (
      <Card title="What goes together">
        {query.isError ? <p>The tasks cannot be read now.</p> : <Skeleton height="12rem" />}
      </Card>
    );
  const answers = query.data.flatMap(({ decision }) => decision?.consensus_label ?? []);
  const sets = answers.flatMap((answer) => {
    const set = optionsIn(answer);
    return set === null ? [] : [set];
  });
  const together = togetherOf(options, sets);
  return (
    <Card title="What goes together" hint={hintOf(sets.length, tasks.decided)}>
      {sets.length > 0 && (
        <>
          {options.length <= matrixMax ? <Matrix together={together} /> : <Pairs together={together} />}
          <FrequentSets answers={answers} text={text} chosen={chosen} onChoose={onChoose} />
        </>
      )}
    </Card>
  );
}

function hintOf(sets: number, decided: number): string {
  if (sets === 0) return 'No task has an answer yet.';
  const which = decided > decidedMax ? `the last ${plural(sets, 'task')}` : plural(sets, 'task');
  return `Of ${which}: those that have the option of the row, and of these those that have the column’s too.`;
}

function Matrix({ together: { options, each, both } }: { readonly together: Together }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="confusion" tabIndex={0} aria-label="Options by what they go with">
      <table>
        <caption className="ui-visually-hidden">Tasks that have both options</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="ui-visually-hidden">Option</span>
            </th>
            <th scope="col">All</th>
            {options.map((option) => (
              <th key={option} scope="col">
                <bdi className="clamp">{option}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {options.map((option, one) => (
            <tr key={option}>
              <th scope="row">
                <bdi className="clamp">{option}</bdi>
              </th>
              <td data-right="true">{count(each[one] ?? 0)}</td>
              {options.map((other, column) => {
                const here = both[one]?.[column] ?? 0;
                const whole = each[one] ?? 0;
                if (one === column)
                  return (
                    <td key={other}>
                      <span aria-hidden="true">–</span>
                      <span className="ui-visually-hidden">itself</span>
                    </td>
                  );
                return (
                  <td
                    key={other}
                    data-some={here > 0}
                    title={whole === 0 ? undefined : `${percent(here / whole)} of those with “${option}”`}
                  >
                    {count(here)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Of many options the pairs alone, the most frequent first. */
function Pairs({ together: { options, both } }: { readonly together: Together }) {
  const pairs = options
    .flatMap((one, i) =>
      options.slice(i + 1).map((other, j) => ({ one, other, tasks: both[i]?.[i + 1 + j] ?? 0 })),
    )
    .filter(({ tasks }) => tasks > 0)
    .sort((a, b) => b.tasks - a.tasks)
    .slice(0, pairsMax);
  if (pairs.length === 0) return <p className="ui-muted">No task has two options.</p>;
  return (
    <ol className="plain">
      {pairs.map(({ one, other, tasks }) => (
        <li key={`${one} ${other}`}>
          <span>
            {count(tasks)} × <bdi>{one}</bdi> with <bdi>{other}</bdi>
          </span>
        </li>
      ))}
    </ol>
  );
}

interface FrequentSetsProps extends Pick<BenchPartProps, 'text' | 'chosen' | 'onChoose'> {
  readonly answers: readonly string[];
}

function FrequentSets({ answers, text, chosen, onChoose }: FrequentSetsProps) {
  const counts = new Map<string, number>();
  for (const answer of answers) counts.set(answer, (counts.get(answer) ?? 0) + 1);
  const frequent = [...counts].sort(([, a], [, b]) => b - a).slice(0, setsMax);
  return (
    <div>
      <h3 className="ui-label">The most frequent answers</h3>
      <ul className="answers">
        {frequent.map(([answer, tasks]) => (
          <li key={answer}>
            <button
              type="button"
              className="answer"
              aria-pressed={answer === chosen}
              onClick={() => onChoose(answer === chosen ? null : answer)}
            >
              <bdi>{text(answer)}</bdi>
              <span className="ui-number ui-muted">{count(tasks)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
