import { fraction, pick } from '@asg/runtime';
import type { KindAnswer } from './known.ts';

/** Each span by itself: as it is, overlooked, or with another label; half as often wrong as one question would be. */
export const textSpans: KindAnswer<'text_spans'> = ({ skill, random }, { classes }, { spans }) => {
  const wrong = (1 - skill) / 2;
  const marked = spans.flatMap((span) => {
    if (fraction(random) >= wrong) return [span];
    return fraction(random) < 1 / 2 ? [] : [{ ...span, label: pick(classes, random) }];
  });
  return { value: marked.length === 0 ? { none: true } : { spans: marked } };
};
