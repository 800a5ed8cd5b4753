import { fraction, pick } from '@asg/runtime';
import type { LabelValue } from '@asg/sdk';
import type { KindAnswer } from './known.ts';

/** The best item; else another one, or that they are alike where that may be said. */
export const comparison: KindAnswer<'comparison'> = ({ skill, random }, { items, tie }, { best }) => {
  const answers: readonly { readonly value: LabelValue; readonly isRight: boolean }[] = [
    ...items.map(({ id, text }) => ({ value: { item: id }, isRight: text === best })),
    ...(tie ? [{ value: { tie: true as const }, isRight: best === null }] : []),
  ];
  const right = answers.filter(({ isRight }) => isRight);
  const wrong = answers.filter(({ isRight }) => !isRight);
  const isSeen = right.length > 0 && (wrong.length === 0 || fraction(random) < skill);
  return { value: pick(isSeen ? right : wrong, random).value };
};
