import { kinds } from '@asg/kinds';
import { Confusion } from '../bench/confusion.tsx';
import { OptionList } from '../choice/options.tsx';
import { type AskedSpec, jsonIn, type KindView } from '../view.ts';
import { Histogram } from './histogram.tsx';
import { barDefault, barsOf, stepsOf, stepText } from './scale.ts';
import { ScaleFields, scaleDraft, scaleIn, whomOf } from './scale-fields.tsx';

function stepIn(answer: string): number | null {
  const json = jsonIn(answer);
  return typeof json === 'number' ? json : null;
}

function textOf(answer: string, { scale }: AskedSpec): string {
  const step = stepIn(answer);
  return step === null ? answer : stepText(step, scale);
}

const answersOf = ({ scale }: AskedSpec): readonly string[] =>
  scale === undefined ? [] : stepsOf(scale).map(kinds.rating.canonical);

const barIn = ({ scale, agreement_bar }: AskedSpec): number =>
  agreement_bar ?? (scale === undefined ? 0 : barDefault(scale));

/** A step of a scale. */
export const rating: KindView = {
  hasItems: false,
  isOfOptions: false,
  draft: { from: '1', to: '5', labels: '', steps: '' },
  draftOf: scaleDraft,
  specOf: (draft) => {
    const { scale, labels } = scaleIn(draft);
    const { from, to } = scale;
    const bar = Number(draft.steps ?? '');
    const isOffered = draft.steps !== '' && barsOf(scale).includes(bar);
    return {
      scale: { from, to, ...(labels.every((label) => label === '') ? {} : { labels: [...labels] }) },
      ...(isOffered ? { agreement_bar: bar } : {}),
    };
  },
  Fields: ScaleFields,
  Shown: ({ spec }) => <OptionList options={answersOf(spec).map((answer) => textOf(answer, spec))} />,
  paid: (spec) => `Paid ${whomOf(barIn(spec))}`,
  asks: (spec) => ({ name: 'Scale', texts: answersOf(spec).map((answer) => textOf(answer, spec)) }),
  template: (answers) => `${answers[0] ?? ''} to ${answers.at(-1) ?? ''}`,
  text: textOf,
  answers: answersOf,
  given: (answer) => {
    const step = stepIn(answer);
    return step === null ? { label: answer } : { value: step };
  },
  agrees: (answer, consensus, spec) => {
    const [one, other] = [stepIn(answer), stepIn(consensus)];
    if (one === null || other === null) return answer === consensus;
    return Math.abs(one - other) <= barIn(spec);
  },
  counted: answersOf,
  parts: (answer) => [answer],
  scored: (answer) => [answer],
  judged: (answers) => answers,
  bench: { First: Histogram, Second: Confusion },
};
