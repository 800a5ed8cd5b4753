import { aboutField } from '@asg/console-kit';
import { CheckField, TextField } from '@asg/ui';
import { optionsOf, type Spec, sharesOf } from './spec.ts';

interface ScaleFieldsProps {
  readonly spec: Spec;
  readonly onChange: (spec: Spec) => void;
  readonly error: unknown;
}

/** What the customer knows of the options beforehand; workers are not told. */
export function ScaleFields({ spec, onChange, error }: ScaleFieldsProps) {
  const options = optionsOf(spec);
  const isWrong = spec.shares.trim() !== '' && options.length > 1 && sharesOf(spec) === null;
  return (
    <>
      <TextField
        label="How frequent each option is"
        note="optional"
        value={spec.shares}
        onChange={(event) => onChange({ ...spec, shares: event.currentTarget.value })}
        hint="A number above 0 for each option, in their order, with blanks between, e.g. 90 10. Workers are not told"
        error={
          isWrong
            ? `Give ${options.length} numbers above 0, one for each option`
            : aboutField(error, 'label_spec.class_shares')
        }
      />
      <CheckField
        label="The options are a scale, in this order: near ones are taken for each other more often"
        checked={spec.isScale}
        onChange={(event) => onChange({ ...spec, isScale: event.currentTarget.checked })}
      />
    </>
  );
}
