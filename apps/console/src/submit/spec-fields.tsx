import { aboutField, spoken } from '@asg/console-kit';
import { taskTypes } from '@asg/domain/names';
import { CheckField, SelectField, TextAreaField, TextField } from '@asg/ui';
import { CrowdFields } from './crowd-fields.tsx';
import { PolicyFields } from './policy-fields.tsx';
import { optionsOf, type Spec } from './spec.ts';

interface SpecFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  /** What the server said about it. */
  readonly error: unknown;
  /** The name that the server has for the type. */
  readonly typeField: 'type' | 'task_type';
  /** What is wrong with the type, for the items that there are. */
  readonly typeProblem?: string | null;
}

/** The question, its options, and how many labels it takes. */
export function SpecFields({ spec, onChange, error, typeField, typeProblem = null }: SpecFieldsProps) {
  const options = optionsOf(spec);
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
      <TextAreaField
        label="Options"
        required
        value={spec.options}
        onChange={(event) => onChange({ ...spec, options: event.currentTarget.value })}
        hint={options.length < 2 ? 'One a line, two at least' : `${options.length} options`}
        error={aboutField(error, 'label_spec.options')}
      />
      <TextAreaField
        label="Instructions"
        note="optional"
        value={spec.instructions}
        onChange={(event) => onChange({ ...spec, instructions: event.currentTarget.value })}
        hint="How to decide; Markdown"
        error={aboutField(error, 'label_spec.instructions')}
      />
      <div className="form-row">
        <SelectField
          label="Type"
          value={spec.type}
          onChange={(event) =>
            onChange({
              ...spec,
              type: taskTypes.find((each) => each === event.currentTarget.value) ?? spec.type,
            })
          }
          error={typeProblem ?? aboutField(error, typeField)}
        >
          {taskTypes.map((type) => (
            <option key={type} value={type}>
              {spoken(type)}
            </option>
          ))}
        </SelectField>
      </div>
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
