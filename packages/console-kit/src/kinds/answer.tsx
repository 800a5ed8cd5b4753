import { SelectField } from '@asg/ui';
import { isRecord } from '@asg/values/json';
import { viewOf } from './types.ts';
import { type AnswerFieldProps, type AskedSpec, jsonIn } from './view.ts';

/** A task, or whatever else has its type and what is asked. */
export interface Asked {
  readonly type: string;
  readonly spec: AskedSpec;
}

/** The type and what is asked of a task. */
export const askedOf = (task: { readonly task_type: string; readonly label_spec: AskedSpec }): Asked => ({
  type: task.task_type,
  spec: task.label_spec,
});

/** An answer as people read it. */
export const answerText = ({ type, spec }: Asked, answer: string): string => viewOf(type).text(answer, spec);

/** The same as an element: sets as chips. */
export function Answer({ asked, answer }: { readonly asked: Asked; readonly answer: string }) {
  const { Answer: Shown, text } = viewOf(asked.type);
  return Shown === undefined ? (
    <bdi>{text(answer, asked.spec)}</bdi>
  ) : (
    <Shown answer={answer} spec={asked.spec} />
  );
}

/** Where nothing is known of the task, by the form of the answer alone: an option of a choice is hardly ever written so. */
export function answerAtSight(answer: string): string {
  const json = jsonIn(answer);
  if (!isRecord(json) || JSON.stringify(json) !== answer) return answer;
  const types = ['comparison', 'multi_label', 'bounding_boxes', 'text_spans'];
  return types.map((type) => viewOf(type).text(answer, {})).find((text) => text !== answer) ?? answer;
}

interface AnyAnswerFieldProps extends AnswerFieldProps {
  readonly type: string;
  /** What is said where none is chosen; left out: one must be. */
  readonly none?: string;
}

/** One of the answers, or the form of one. */
export function AnswerField({ type, none, ...props }: AnyAnswerFieldProps) {
  const { answers, text, AnswerField: Own } = viewOf(type);
  if (Own !== undefined) return <Own {...props} />;
  const { label, hint, spec, value, onChange, error = null } = props;
  return (
    <SelectField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
    >
      {none !== undefined && <option value="">{none}</option>}
      {(answers(spec) ?? []).map((answer) => (
        <option key={answer} value={answer}>
          {text(answer, spec)}
        </option>
      ))}
    </SelectField>
  );
}
