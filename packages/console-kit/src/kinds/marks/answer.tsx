import { count, plural } from '../../parts/format.ts';
import { classesOf, marksIn, noneText, type Shape } from './marks.ts';

const chipsMax = 6;

/** How many marks of each class, each by itself. */
export function MarksAnswer({ answer, shape }: { readonly answer: string; readonly shape: Shape }) {
  const marks = marksIn(answer, shape);
  if (marks === null) return <bdi>{answer}</bdi>;
  if (marks.length === 0) return <span className="ui-muted">{noneText}</span>;
  const classes = classesOf(marks);
  const rest = classes.length - chipsMax;
  return (
    <span className="answer-chips">
      {classes.slice(0, chipsMax).map(([name, here]) => (
        <span key={name} className="marks-chip">
          <span className="ui-number">{count(here)}</span> <bdi title={name}>{name}</bdi>
        </span>
      ))}
      {rest > 0 && <span className="ui-muted">and {plural(rest, 'more class', 'more classes')}</span>}
    </span>
  );
}
