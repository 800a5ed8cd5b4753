import type { MarkKind } from '@asg/kinds';
import { Disagreed } from '../bench/disagreed.tsx';
import { Frequencies } from '../bench/frequencies.tsx';
import { type AskedSpec, type KindView, linesOf } from '../view.ts';
import { marksIn, noneText, type Shape, textOf, whomOf } from './marks.ts';
import { agreesBy } from './votes.ts';

const startIn = (written: string): { start_with?: string } =>
  written.trim() === '' ? {} : { start_with: written.trim() };

interface Marking<One, Extent> {
  /** The rules of the kind. */
  readonly kind: MarkKind<One, Extent>;
  readonly shape: Shape;
  readonly barName: string;
  readonly barDefault: number;
}

type Own = 'Answer' | 'AnswerField' | 'Fields' | 'OnItem' | 'Shown' | 'given';

/** What kinds that mark places in an item have in common. */
export function markingView<One, Extent>({
  kind,
  shape,
  barName,
  barDefault,
}: Marking<One, Extent>): Omit<KindView, Own> {
  const barOf = ({ agreement_bar = barDefault }: AskedSpec): number => agreement_bar;
  const classesIn = (answer: string): readonly string[] => {
    const marks = marksIn(answer, shape) ?? [];
    return marks.length === 0 ? [noneText] : [...new Set(marks.map(({ name }) => name))];
  };
  return {
    hasItems: false,
    isOfOptions: false,
    draft: { classes: '', startWith: '', [barName]: String(barDefault) },
    draftOf: ({ classes = [], agreement_bar = barDefault, start_with = '' }) => ({
      classes: classes.join('\n'),
      startWith: start_with,
      [barName]: String(agreement_bar),
    }),
    specOf: (draft) => ({
      classes: [...linesOf(draft.classes ?? '')],
      agreement_bar: Number(draft[barName] ?? barDefault),
      ...startIn(draft.startWith ?? ''),
    }),
    paid: (spec) => `Paid ${whomOf(barOf(spec))}`,
    asks: ({ classes = [] }) => ({ name: 'Classes', texts: classes }),
    template: (answers) => answers.join(', '),
    text: (answer) => textOf(answer, shape),
    answers: () => null,
    agrees: agreesBy(kind, shape, barDefault),
    counted: ({ classes = [] }) => [...classes, noneText],
    parts: classesIn,
    scored: (answer) => classesIn(answer).filter((one) => one !== noneText),
    judged: (answers) => answers,
    bench: { First: Frequencies, Second: Disagreed },
  };
}
