import { SelectField } from '@asg/ui';
import { encodings } from './encodings.ts';

interface EncodingFieldProps {
  /** Null: as the file tells it. */
  readonly encoding: string | null;
  readonly onChoose: (encoding: string | null) => void;
}

const own = '';

/** In which encoding a file is read. */
export function EncodingField({ encoding, onChoose }: EncodingFieldProps) {
  return (
    <SelectField
      label="Encoding"
      hint="How the file writes letters. Look at the first rows: they show whether it is the right one"
      value={encoding ?? own}
      onChange={(event) => onChoose(event.currentTarget.value === own ? null : event.currentTarget.value)}
    >
      <option value={own}>As the file tells it (UTF-8, or UTF-16 with its mark)</option>
      {encodings.map(([label, name]) => (
        <option key={label} value={label}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
