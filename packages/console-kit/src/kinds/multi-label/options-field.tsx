import { kinds } from '@asg/kinds';
import { CheckField } from '@asg/ui';
import type { AnswerFieldProps } from '../view.ts';
import { noneText, optionsIn } from './said.ts';

const { canonical, parseSpec } = kinds.multi_label;

/** All options to tick, and that none applies. */
export function OptionsAnswerField({ label, hint, spec, value, onChange, error = null }: AnswerFieldProps) {
  const ticked = value === '' ? null : optionsIn(value);
  const parsed = parseSpec({ options: spec.options });
  // As they are kept: by code points.
  const inOrder = parsed.ok ? parsed.value.options : (spec.options ?? []);
  const tick = (option: string, isOn: boolean): void => {
    const all = isOn ? [...(ticked ?? []), option] : (ticked ?? []).filter((one) => one !== option);
    onChange(all.length === 0 ? '' : canonical(inOrder.filter((one) => all.includes(one))));
  };
  return (
    <fieldset className="columns-kept">
      <legend className="ui-label">{label}</legend>
      {hint !== undefined && <p className="ui-hint">{hint}</p>}
      {[...new Set(spec.options)].map((option) => (
        <CheckField
          key={option}
          label={<bdi>{option}</bdi>}
          checked={ticked?.includes(option) === true}
          onChange={(event) => tick(option, event.currentTarget.checked)}
        />
      ))}
      <CheckField
        label={noneText}
        checked={ticked?.length === 0}
        onChange={(event) => onChange(event.currentTarget.checked ? canonical([]) : '')}
        error={error}
      />
    </fieldset>
  );
}
