import { kinds } from '@asg/kinds';
import { SelectField } from '@asg/ui';
import { percent } from '../../parts/format.ts';
import { aboutField } from '../../parts/problem.ts';
import { Frequencies } from '../bench/frequencies.tsx';
import { OptionsField } from '../choice/options.tsx';
import { type AskedSpec, type DraftFieldsProps, type KindView, linesOf } from '../view.ts';
import { OptionsAnswer } from './answer.tsx';
import { CoOccurrence } from './co-occurrence.tsx';
import { OptionsAnswerField } from './options-field.tsx';
import { noneText, optionsIn } from './said.ts';

const barDefault = 0.5;
const bars: readonly (readonly [bar: number, whom: string])[] = [
  [1, 'where all options are the same'],
  [0.75, 'where three quarters of the options are the same'],
  [0.5, 'where half of the options are the same'],
  [0.33, 'where a third of the options is the same'],
];

const whomOf = (bar: number): string =>
  bars.find(([one]) => one === bar)?.[1] ?? `where ${percent(bar)} of the options are the same`;

/** All options that apply, or none. */
export const multiLabel: KindView = {
  hasItems: false,
  isOfOptions: false,
  draft: { options: '', share: String(barDefault) },
  draftOf: ({ options = [], agreement_bar = barDefault }) => ({
    options: options.join('\n'),
    share: String(agreement_bar),
  }),
  specOf: ({ options = '', share }) => ({
    options: [...linesOf(options)],
    agreement_bar: Number(share ?? barDefault),
  }),
  Fields: MultiLabelFields,
  Shown: ({ spec: { options = [] } }) => (
    <ul className="worker-options worker-ticks">
      {[...new Set([...options, noneText])].map((option) => (
        <li key={option} dir="auto">
          {option}
        </li>
      ))}
    </ul>
  ),
  paid: ({ agreement_bar = barDefault }) => `Paid ${whomOf(agreement_bar)}`,
  asks: ({ options = [] }) => ({ name: 'Options', texts: options }),
  template: (answers) => answers.join(', '),
  text: (answer) => {
    const options = optionsIn(answer);
    if (options === null) return answer;
    return options.length === 0 ? noneText : options.join(', ');
  },
  Answer: OptionsAnswer,
  answers: () => null,
  AnswerField: OptionsAnswerField,
  given: (answer) => {
    const options = optionsIn(answer);
    if (options === null) return { label: answer };
    return { value: options.length === 0 ? { none: true } : { options: [...options] } };
  },
  agrees: (answer, consensus, spec) => {
    const read = specIn(spec);
    const [one, other] = [optionsIn(answer), optionsIn(consensus)];
    if (read === null || one === null || other === null) return answer === consensus;
    return kinds.multi_label.agrees(one, other, read);
  },
  counted: ({ options = [] }) => [...options, noneText],
  parts: (answer) => {
    const options = optionsIn(answer) ?? [];
    return options.length === 0 ? [noneText] : options;
  },
  scored: (answer) => optionsIn(answer) ?? [],
  // An option is as another one: a model is known by how it says that one applies.
  judged: () => ['An option does not apply', 'It applies'],
  bench: { First: Frequencies, Second: CoOccurrence },
};

function specIn({ options = [], agreement_bar = barDefault }: AskedSpec) {
  const found = kinds.multi_label.parseSpec({ options, agreement_bar });
  return found.ok ? found.value : null;
}

function MultiLabelFields({ draft, onChange, error }: DraftFieldsProps) {
  const bar = Number(draft.share ?? barDefault);
  const offered = bars.some(([one]) => one === bar) ? bars : [...bars, [bar, whomOf(bar)] as const];
  return (
    <>
      <OptionsField draft={draft} onChange={onChange} error={error} />
      <SelectField
        label="Workers are paid"
        value={String(bar)}
        onChange={(event) => onChange({ ...draft, share: event.currentTarget.value })}
        hint="Of the options that the worker or the consensus has, as many must be in both. Workers are told before they begin"
        error={aboutField(error, 'label_spec.agreement_bar')}
      >
        {offered.map(([one, whom]) => (
          <option key={one} value={one}>
            {whom}
          </option>
        ))}
      </SelectField>
    </>
  );
}
