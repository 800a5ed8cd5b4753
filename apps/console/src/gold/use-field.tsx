import { type GoldUse, goldUses } from '@asg/domain/names';
import { SelectField } from '@asg/ui';

interface UseFieldProps {
  readonly use: GoldUse;
  readonly onChange: (use: GoldUse) => void;
}

const words: Readonly<Record<GoldUse, string>> = {
  test: 'Tests: unmarked among your tasks',
  practice: 'Practice: workers are told the answer',
};

/** What gold is for. */
export function UseField({ use, onChange }: UseFieldProps) {
  return (
    <SelectField
      label="What it is for"
      value={use}
      onChange={(event) => onChange(goldUses.find((one) => one === event.currentTarget.value) ?? use)}
    >
      {goldUses.map((one) => (
        <option key={one} value={one}>
          {words[one]}
        </option>
      ))}
    </SelectField>
  );
}
