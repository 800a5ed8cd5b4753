import { aboutField, spoken } from '@asg/console-kit';
import { typeSays, viewOf } from '@asg/console-kit/kinds';
import { taskTypes } from '@asg/domain/names';
import { CheckField, SelectField, TextAreaField, TextField } from '@asg/ui';
import { CrowdFields } from './crowd-fields.tsx';
import { PolicyFields } from './policy-fields.tsx';
import type { Spec } from './spec.ts';

interface SpecFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  /** What the server said about it. */
  readonly error: unknown;
}

interface TypeFieldProps extends SpecFieldsProps {
  /** The name that the server has for the type. */
  readonly typeField: 'type' | 'task_type';
  /** What is wrong with the type, for the items that there are. */
  readonly typeProblem?: string | null;
  /** Those that are offered; left out: all. */
  readonly types?: readonly Spec['type'][];
}

/** Types whose tasks have one item each. */
export const ofOneItem = taskTypes.filter((type) => !viewOf(type).hasItems);

/** What kind of labelling it is, with a sentence on it. */
export function TypeField({
  spec,
  onChange,
  error,
  typeField,
  typeProblem = null,
  types = taskTypes,
}: TypeFieldProps) {
  return (
    <SelectField
      label="Type"
      value={spec.type}
      onChange={(event) =>
        onChange({ ...spec, type: taskTypes.find((each) => each === event.currentTarget.value) ?? spec.type })
      }
      hint={typeSays[spec.type]}
      error={typeProblem ?? aboutField(error, typeField)}
    >
      {types.map((type) => (
        <option key={type} value={type}>
          {spoken(type)}
        </option>
      ))}
    </SelectField>
  );
}

/** The question, what the type asks for, and how many labels it takes. */
export function SpecFields({ spec, onChange, error }: SpecFieldsProps) {
  const { Fields } = viewOf(spec.type);
  return (
    <>
      <TextField
        label="Question"
        required
        maxLength={2000}
        value={spec.question}
        onChange={(event) => onChange({ ...spec, question: event.currentTarget.value })}
        hint="What the worker is asked, e.g. “Which animal is this?”"
        error={aboutField(error, 'label_spec.question')}
      />
      <Fields draft={spec.draft} onChange={(draft) => onChange({ ...spec, draft })} error={error} />
      <TextAreaField
        label="Instructions"
        note="optional"
        value={spec.instructions}
        onChange={(event) => onChange({ ...spec, instructions: event.currentTarget.value })}
        hint="How to decide; Markdown"
        error={aboutField(error, 'label_spec.instructions')}
      />
      <PolicyFields spec={spec} onChange={onChange} error={error} />
      <CheckField
        label="Sensitive: shown blurred at first, and only to workers who take such items"
        checked={spec.sensitive}
        onChange={(event) => onChange({ ...spec, sensitive: event.currentTarget.checked })}
      />
      <CrowdFields spec={spec} onChange={onChange} error={error} />
    </>
  );
}
