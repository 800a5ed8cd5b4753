import { type LabelSpec, type Prediction, predictionsMax } from '@asg/domain';
import { at } from '@asg/values/present';
import type { Violation } from '../context.ts';
import type { PredictionInput } from './task-input.ts';

type Refuse = (field: string, constraint: Violation['constraint'], message: string) => void;
type Options = LabelSpec['options'];

const millionths = 1_000_000;

/** What is wrong with predictions of a task with these options, beside what their schema says. */
export function predictionViolations(
  predictions: readonly PredictionInput[] | null | undefined,
  options: Options,
  refuse: Refuse,
): void {
  const models = new Set<string>();
  for (const [i, { model, label, scores }] of (predictions ?? []).entries()) {
    const field = `predictions.${i}`;
    if (models.has(model)) refuse(`${field}.model`, 'repeated', `is there twice: ${JSON.stringify(model)}`);
    models.add(model);
    if ((label == null) === (scores == null)) refuse(field, 'one_of', 'must have either label or scores');
    else if (label != null && !options.includes(label))
      refuse(`${field}.label`, 'option', `must be one of the options, not ${JSON.stringify(label)}`);
    else if (scores != null) scoreViolations(scores, options, `${field}.scores`, refuse);
  }
  if (models.size > predictionsMax)
    refuse('predictions', 'max', `must be of at most ${predictionsMax} models`);
}

function scoreViolations(
  scores: Readonly<Record<string, number>>,
  options: Options,
  field: string,
  refuse: Refuse,
): void {
  const other = Object.keys(scores).find((option) => !options.includes(option));
  if (other !== undefined)
    refuse(field, 'option', `names ${JSON.stringify(other)}, which is none of the options`);
  else if (!Object.values(scores).some((score) => score > 0))
    refuse(field, 'sum', 'must have a score above 0');
}

/** Predictions as they are kept. They keep the rules of `predictionViolations`. */
export function keptPredictions(
  predictions: readonly PredictionInput[],
  options: Options,
): readonly Prediction[] {
  return predictions.map(({ model, label, scores }) => {
    if (scores == null) return { model, option: options.indexOf(label ?? '') };
    const given = options.map((option) => (Object.hasOwn(scores, option) ? (scores[option] ?? 0) : 0));
    const sum = given.reduce((all, one) => all + one, 0);
    const shares = given.map((score) => Math.round((score / sum) * millionths));
    const best = given.reduce((found, score, option) => (score > at(given, found) ? option : found), 0);
    return { model, option: best, scores: shares };
  });
}
