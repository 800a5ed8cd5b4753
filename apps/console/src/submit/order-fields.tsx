import { aboutField } from '@asg/console-kit';
import { SelectField, TextField } from '@asg/ui';
import { priorityDefault, type Spec } from './spec.ts';

const priorities = Array.from({ length: 10 }, (_, n) => n);
const deadlines: readonly (readonly [hours: number, text: string])[] = [
  [0, 'None: it stays open until it is decided'],
  [1, 'In 1 hour'],
  [4, 'In 4 hours'],
  [24, 'In 1 day'],
  [72, 'In 3 days'],
  [168, 'In 7 days'],
  [720, 'In 30 days'],
];

interface OrderFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  readonly error: unknown;
}

/** Who gets a task by language, how soon, and until when. */
export function OrderFields({ spec, onChange, error }: OrderFieldsProps) {
  return (
    <>
      <div className="form-row">
        <TextField
          label="Language"
          note="optional"
          placeholder="en"
          autoComplete="off"
          value={spec.language}
          onChange={(event) => onChange({ ...spec, language: event.currentTarget.value })}
          hint="Only workers who speak it"
          error={aboutField(error, 'language')}
        />
        <SelectField
          label="Priority"
          value={String(spec.priority)}
          onChange={(event) => onChange({ ...spec, priority: Number(event.currentTarget.value) })}
          hint="9 is served first"
          error={aboutField(error, 'priority')}
        >
          {priorities.map((n) => (
            <option key={n} value={n}>
              {n === priorityDefault ? `${n}, as usual` : n}
            </option>
          ))}
        </SelectField>
      </div>
      <SelectField
        label="Deadline"
        value={String(spec.deadlineHours)}
        onChange={(event) => onChange({ ...spec, deadlineHours: Number(event.currentTarget.value) })}
        hint="What is undecided then expires, and gives back what was set aside"
        error={aboutField(error, 'expires_in')}
      >
        {deadlines.map(([hours, text]) => (
          <option key={hours} value={hours}>
            {text}
          </option>
        ))}
      </SelectField>
    </>
  );
}
