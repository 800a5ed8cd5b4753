import type { Task } from '@asg/sdk';
import { percent } from '../parts/format.ts';
import { viewOf } from './types.ts';

type Said = NonNullable<Task['predictions']>[number];

/** How sure a model says that it is; null: it does not. Of an answer of several parts, of each. */
export function claimOf({ task_type }: Task, { label, scores, confidence }: Said): string | null {
  if (confidence !== undefined) return percent(confidence, 1);
  const parts = viewOf(task_type).scored(label);
  const claims = parts.flatMap((part) => {
    const score = scores?.[part];
    if (score === undefined) return [];
    return parts.length === 1 ? percent(score, 1) : `${part} ${percent(score, 1)}`;
  });
  return claims.length === 0 ? null : claims.join(', ');
}
