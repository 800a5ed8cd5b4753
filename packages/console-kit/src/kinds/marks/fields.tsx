import { SelectField, TextAreaField, TextField } from '@asg/ui';
import { plural } from '../../parts/format.ts';
import { aboutField } from '../../parts/problem.ts';
import { OptionList } from '../choice/options.tsx';
import { type AskedSpec, type DraftFieldsProps, linesOf } from '../view.ts';
import { noneText, whomOf } from './marks.ts';

const bars = [1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3];

interface MarksFieldsProps extends DraftFieldsProps {
  /** What the bar is kept as in the draft, and what it is to begin with. */
  readonly barName: string;
  readonly barDefault: number;
  /** What counts as the same. */
  readonly hint: string;
}

/** The classes, one a line, who is paid, and what workers begin with. */
export function MarksFields({ draft, onChange, error, barName, barDefault, hint }: MarksFieldsProps) {
  const { classes = '' } = draft;
  const found = linesOf(classes);
  const bar = Number(draft[barName] ?? barDefault);
  const offered = bars.includes(bar) ? bars : [...bars, bar];
  const about = error === null ? null : aboutField(error, 'label_spec.classes');
  const aboutOne = found
    .map((_, i) => aboutField(error, `label_spec.classes.${i}`))
    .find((one) => one !== null);
  return (
    <>
      <TextAreaField
        label="Classes"
        required
        value={classes}
        onChange={(event) => onChange({ ...draft, classes: event.currentTarget.value })}
        hint={found.length === 0 ? 'One a line, 1 to 50' : plural(found.length, 'class', 'classes')}
        error={about ?? aboutOne ?? null}
      />
      <SelectField
        label="Workers are paid"
        value={String(bar)}
        onChange={(event) => onChange({ ...draft, [barName]: event.currentTarget.value })}
        hint={`${hint} Workers are told before they begin`}
        error={aboutField(error, 'label_spec.agreement_bar')}
      >
        {offered.map((one) => (
          <option key={one} value={one}>
            {whomOf(one)}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Workers begin with the marks of"
        value={draft.startWith ?? ''}
        onChange={(event) => onChange({ ...draft, startWith: event.currentTarget.value })}
        hint="A model by its name, of predictions that come with the tasks: workers correct its marks. Empty: they see no prediction"
        error={aboutField(error, 'label_spec.start_with')}
      />
    </>
  );
}

/** What can be marked, as a worker chooses among it. `does`: what a worker does. */
export function MarksShown({
  spec: { classes = [] },
  does,
}: {
  readonly spec: AskedSpec;
  readonly does: string;
}) {
  return (
    <>
      <p className="ui-hint">{does}</p>
      <OptionList options={[...classes, noneText]} />
    </>
  );
}
