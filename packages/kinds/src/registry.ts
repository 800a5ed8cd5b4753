import { choice } from './choice/choice.ts';
import { comparison } from './comparison/comparison.ts';
import { multiLabel } from './multi-label/multi-label.ts';
import { rating } from './rating/rating.ts';

/** Every kind, by the name that a label spec has for it. */
export const kinds = { choice, comparison, multi_label: multiLabel, rating } as const;
