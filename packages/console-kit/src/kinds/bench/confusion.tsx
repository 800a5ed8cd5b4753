import { Card } from '@asg/ui';
import { count, percent } from '../../parts/format.ts';
import type { BenchPartProps } from '../view.ts';

const optionsMax = 12;
const pairsMax = 12;

/** What labels said of tasks by the answer that these got. */
export function Confusion({ distribution: { options: answers, votes }, text }: BenchPartProps) {
  const options = answers.map(text);
  const rows = options.map((option, i) => {
    const row = votes[i] ?? [];
    return { option, votes: row, whole: row.reduce((sum, n) => sum + n, 0) };
  });
  const whole = rows.reduce((sum, row) => sum + row.whole, 0);
  const agree = rows.reduce((sum, { votes: row }, i) => sum + (row[i] ?? 0), 0);
  return (
    <Card
      title="What is mistaken for what"
      hint={
        whole === 0
          ? 'No labels yet.'
          : `${percent(agree / whole, 1)} of ${count(whole)} labels are with the answer. A row is an answer, its cells are what labels said.`
      }
    >
      {whole > 0 &&
        (options.length <= optionsMax ? <Matrix options={options} rows={rows} /> : <Pairs rows={rows} />)}
    </Card>
  );
}

interface Row {
  readonly option: string;
  readonly votes: readonly number[];
  readonly whole: number;
}

function Matrix({ options, rows }: { readonly options: readonly string[]; readonly rows: readonly Row[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="confusion" tabIndex={0} aria-label="Answers by what labels said">
      <table>
        <caption className="ui-visually-hidden">
          Labels, by the answer of their task and what they say
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="ui-visually-hidden">Answer</span>
            </th>
            {options.map((option) => (
              <th key={option} scope="col">
                <bdi className="clamp">{option}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ option, votes, whole }, right) => (
            <tr key={option}>
              <th scope="row">
                <bdi className="clamp">{option}</bdi>
              </th>
              {options.map((other, said) => {
                const here = votes[said] ?? 0;
                return (
                  <td
                    key={other}
                    data-right={said === right}
                    data-some={here > 0}
                    title={
                      whole === 0 ? undefined : `${percent(here / whole, 1)} of the labels of “${option}”`
                    }
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

/** Of many options the mistakes alone, the most frequent first. */
function Pairs({ rows }: { readonly rows: readonly Row[] }) {
  const pairs = rows
    .flatMap(({ option, votes }, right) =>
      votes.flatMap((labels, said) =>
        said === right || labels === 0 ? [] : [{ option, said: rows[said]?.option ?? '', labels }],
      ),
    )
    .sort((a, b) => b.labels - a.labels)
    .slice(0, pairsMax);
  if (pairs.length === 0) return <p className="ui-muted">Nothing is: all labels are with the answer.</p>;
  return (
    <ol className="plain">
      {pairs.map(({ option, said, labels }) => (
        <li key={`${option} ${said}`}>
          <span>
            {count(labels)} × <bdi>{said}</bdi> where the answer is <bdi>{option}</bdi>
          </span>
        </li>
      ))}
    </ol>
  );
}
