import { SelectField, TextField } from '@asg/ui';
import { plural } from '../../parts/format.ts';
import { aboutField } from '../../parts/problem.ts';
import type { AskedSpec, Draft, DraftFieldsProps, Scale } from '../view.ts';
import { barDefault, barsOf, stepsOf } from './scale.ts';

/** Who is paid, after "Paid": so many steps off, at most. */
export const whomOf = (bar: number): string =>
  bar === 0 ? 'where the step is the same' : `where it is at most ${plural(bar, 'step')} off`;

export function scaleDraft({ scale, agreement_bar: bar }: AskedSpec): Draft {
  if (scale === undefined) return {};
  return {
    from: String(scale.from),
    to: String(scale.to),
    labels: (scale.labels ?? []).join('\n'),
    steps: bar === undefined ? '' : String(bar),
  };
}

interface DraftScale {
  readonly scale: Scale;
  /** One for each step, '' where nothing is written. */
  readonly labels: readonly string[];
}

/** What is no whole number is NaN, for which there are no steps. */
const numberIn = (text: string | undefined): number =>
  /^\s*[-−]?\d{1,3}\s*$/.test(text ?? '') ? Number((text ?? '').replace('−', '-')) : Number.NaN;

export function scaleIn({ from, to, labels = '' }: Draft): DraftScale {
  const scale = { from: numberIn(from), to: numberIn(to) };
  const written = labels.split('\n');
  return { scale, labels: stepsOf(scale).map((_, i) => (written[i] ?? '').trim()) };
}

/** The ends of a scale, what its steps mean, and who is paid. */
export function ScaleFields({ draft, onChange, error }: DraftFieldsProps) {
  const { scale } = scaleIn(draft);
  const steps = stepsOf(scale);
  const written = (draft.labels ?? '').split('\n');
  const about = (field: string): string | null => aboutField(error, `label_spec.scale${field}`);
  const label = (at: number, text: string): void => {
    const all = steps.map((_, i) => (i === at ? text.replaceAll('\n', ' ') : (written[i] ?? '')));
    onChange({ ...draft, labels: all.join('\n') });
  };
  const isWrong = steps.length === 0 && (draft.from ?? '') !== '' && (draft.to ?? '') !== '';
  const offered = barsOf(scale);
  const bar =
    offered.includes(Number(draft.steps)) && draft.steps !== '' ? Number(draft.steps) : barDefault(scale);
  return (
    <>
      <div className="form-row">
        <TextField
          label="Lowest step"
          required
          inputMode="numeric"
          autoComplete="off"
          value={draft.from ?? ''}
          onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })}
          error={about('.from')}
        />
        <TextField
          label="Highest step"
          required
          inputMode="numeric"
          autoComplete="off"
          value={draft.to ?? ''}
          onChange={(event) => onChange({ ...draft, to: event.currentTarget.value })}
          hint={steps.length > 0 ? plural(steps.length, 'step') : '2 to 21 steps'}
          error={
            isWrong
              ? 'Give two whole numbers, the lower one first, with 2 to 21 steps from one to the other'
              : (about('.to') ?? about(''))
          }
        />
      </div>
      {steps.length > 0 && (
        <fieldset className="step-fields">
          <legend className="ui-label">
            What each step means <span className="ui-label-note">(optional)</span>
          </legend>
          <p className="ui-hint">Of all steps or of none. Workers see it beside the number.</p>
          {steps.map((step, i) => (
            <TextField
              key={step}
              label={String(step)}
              maxLength={200}
              dir="auto"
              value={written[i] ?? ''}
              onChange={(event) => label(i, event.currentTarget.value)}
              error={about(`.labels.${i}`) ?? (i === 0 ? about('.labels') : null)}
            />
          ))}
        </fieldset>
      )}
      {offered.length > 0 && (
        <SelectField
          label="Workers are paid"
          value={String(bar)}
          onChange={(event) => onChange({ ...draft, steps: event.currentTarget.value })}
          hint="The consensus is the middle of what was said. Workers are told before they begin"
          error={aboutField(error, 'label_spec.agreement_bar')}
        >
          {offered.map((one) => (
            <option key={one} value={one}>
              {whomOf(one)}
            </option>
          ))}
        </SelectField>
      )}
    </>
  );
}
