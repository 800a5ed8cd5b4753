import { Button, SelectField, TextField } from '@asg/ui';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { asSentence, count } from '../../parts/format.ts';
import { type AnswerFieldProps, linesOf } from '../view.ts';
import { answerOf, type Mark, marksIn, noneAnswer, noneText, type Shape, textOf } from './marks.ts';

/** A mark as it is written, which may be no mark yet. */
interface Written {
  readonly name: string;
  readonly at: readonly string[];
}

const writtenOf = ({ name, at }: Mark): Written => ({ name, at: at.map(String) });

function markOf({ name, at }: Written, shape: Shape, classes: readonly string[]): Mark | null {
  const numbers = at.map((one) => (/^\s*\d{1,9}\s*$/.test(one) ? Number(one) : Number.NaN));
  return classes.includes(name) && numbers.every(Number.isInteger) && shape.isPlace(numbers)
    ? { name, at: numbers }
    : null;
}

const titled = (field: string): string => `${field.charAt(0).toUpperCase()}${field.slice(1)}`;

interface MarksFieldProps extends AnswerFieldProps {
  readonly shape: Shape;
}

/** One of the answers that were given, that there is nothing to mark, or marks by their numbers. */
export function MarksField({
  label,
  hint,
  spec,
  value,
  onChange,
  error = null,
  given = [],
  shape,
}: MarksFieldProps) {
  const classes = linesOf((spec.classes ?? []).join('\n'));
  const [written, setWritten] = useState<{ readonly of: string; readonly rows: readonly Written[] } | null>(
    null,
  );
  // What was written for another answer is not for this one.
  const rows = written?.of === value ? written.rows : (marksIn(value, shape) ?? []).map(writtenOf);
  const change = (next: readonly Written[]): void => {
    const marks = next.flatMap((row) => markOf(row, shape, classes) ?? []);
    const answer = next.length > 0 && marks.length === next.length ? answerOf(marks, shape) : '';
    setWritten({ of: answer, rows: next });
    onChange(answer);
  };
  const answers = new Map<string, string[]>();
  for (const { name, answer } of given) answers.set(answer, [...(answers.get(answer) ?? []), name]);
  if (!answers.has(noneAnswer)) answers.set(noneAnswer, []);
  const isOwn = value !== '' && !answers.has(value);
  return (
    <fieldset className="step-fields">
      <legend className="ui-label">{label}</legend>
      <SelectField
        label="From"
        {...(hint === undefined ? {} : { hint })}
        value={isOwn ? 'own' : value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      >
        <option value="" disabled>
          {rows.length > 0 ? 'Not finished' : 'Choose'}
        </option>
        {isOwn && <option value="own">{`As below: ${textOf(value, shape)}`}</option>}
        {[...answers].map(([answer, names]) => (
          <option key={answer} value={answer}>
            {names.length === 0 ? noneText : `${names.join(', ')}: ${textOf(answer, shape)}`}
          </option>
        ))}
      </SelectField>
      <details>
        <summary>{asSentence(`change by numbers, ${count(rows.length)} now`)}</summary>
        <ol className="plain marks-rows" hidden={rows.length === 0}>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else that stays while they are written.
            <li key={i}>
              <SelectField
                label="Class"
                aria-label={`Class of ${shape.noun} ${i + 1}`}
                value={row.name}
                onChange={({ currentTarget }) => change(rows.with(i, { ...row, name: currentTarget.value }))}
              >
                {!classes.includes(row.name) && <option value={row.name}>{row.name || 'Choose'}</option>}
                {classes.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </SelectField>
              {shape.fields.map((field, at) => (
                <TextField
                  key={field}
                  label={titled(field)}
                  inputMode="numeric"
                  autoComplete="off"
                  aria-label={`${titled(field)} of ${shape.noun} ${i + 1}`}
                  value={row.at[at] ?? ''}
                  onChange={({ currentTarget }) =>
                    change(rows.with(i, { ...row, at: row.at.with(at, currentTarget.value) }))
                  }
                />
              ))}
              <Button
                shape="icon"
                variant="quiet"
                aria-label={`Delete ${shape.noun} ${i + 1}`}
                icon={<Trash2 size={18} aria-hidden="true" />}
                onClick={() => change(rows.toSpliced(i, 1))}
              />
            </li>
          ))}
        </ol>
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          onClick={() => change([...rows, { name: classes[0] ?? '', at: shape.fields.map(() => '') }])}
        >
          Add a {shape.noun}
        </Button>
      </details>
    </fieldset>
  );
}
