import type { Prediction } from '@asg/consensus';
import { drawnOrder } from '@asg/kinds';
import { present } from '@asg/values/present';
import type { LabelBegin } from '../names.ts';
import { answerText, answerValue } from './answers.ts';
import { rulesFor } from './kinds.ts';
import { type GivenPrediction, keptPredictions } from './predicted.ts';
import type { Asked } from './rules.ts';

/** Looks at a task that has a start: of so many one is without it, and shows what workers mark by themselves. */
export const looksWithoutStartOneIn = 64;

/** Of a task: the value that workers begin with, if any. */
interface Begun {
  readonly start?: number;
}
interface Drawn extends Begun {
  readonly salt: string;
}

/** What workers begin with: what the model that the label spec names says, where that came with the task. */
export function startOf({ labelSpec }: Asked, predictions: readonly Prediction[]): Begun {
  const said = predictions.find(({ model }) => model === labelSpec.start_with);
  return said === undefined ? {} : { start: said.option };
}

/** The same of an item whose answer is known, as the text of a value; null: it has none. */
export function givenStart(
  { labelSpec }: Asked,
  predictions: readonly GivenPrediction[] | null | undefined,
): string | null {
  const said = predictions?.find(({ model }) => model === labelSpec.start_with);
  if (said === undefined) return null;
  const kept = keptPredictions([said], { labelSpec });
  const { start } = startOf({ labelSpec }, kept.predictions);
  return answerText({ labelSpec, ...kept }, present(start, 'the start'));
}

/**
 * What this worker begins with; null: there is no start. It hangs on the salt, which nobody knows before the task is closed, and on who
 * the worker is: to take the task again draws nothing anew.
 */
export function beginOf({ start, salt }: Drawn, workerId: string): LabelBegin | null {
  if (start === undefined) return null;
  return drawnOrder(salt + workerId, looksWithoutStartOneIn)[0] === 0 ? 'empty' : 'start';
}

/** What this worker is shown to begin with, as JSON; undefined: nothing. */
export function startFor(task: Asked & Drawn, workerId: string): unknown {
  const { start } = task;
  return start !== undefined && beginOf(task, workerId) === 'start' ? answerValue(task, start) : undefined;
}

/** How far two lists of marks of a task are apart, 0 to 65536. */
export const marksApart = (asked: Asked, one: number, other: number): number =>
  present(rulesFor(asked.labelSpec)?.apart, 'the distance of marks')(asked, one, other);
