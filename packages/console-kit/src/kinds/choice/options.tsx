import { TextAreaField } from '@asg/ui';
import { aboutField } from '../../parts/problem.ts';
import { type DraftFieldsProps, linesOf } from '../view.ts';

/** The options, one a line. */
export function OptionsField({ draft, onChange, error }: DraftFieldsProps) {
  const { options = '' } = draft;
  const found = linesOf(options);
  return (
    <TextAreaField
      label="Options"
      required
      value={options}
      onChange={(event) => onChange({ ...draft, options: event.currentTarget.value })}
      hint={found.length < 2 ? 'One a line, two at least' : `${found.length} options`}
      error={aboutField(error, 'label_spec.options')}
    />
  );
}

/** Answers as a worker sees them, to be pressed. */
export function OptionList({ options }: { readonly options: readonly string[] }) {
  return (
    <ul className="worker-options">
      {[...new Set(options)].map((option) => (
        <li key={option} dir="auto">
          {option}
        </li>
      ))}
    </ul>
  );
}
