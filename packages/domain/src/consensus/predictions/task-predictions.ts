import {
  newPredictor,
  type Prediction,
  type PredictorStatistics,
  predictionColumn,
  unit,
  type WeighedPrediction,
} from '@asg/consensus';
import { predictionsMax } from '@asg/consensus/adaptive-defaults';
import { at } from '@asg/values/present';
import { hasUnits, saidOf } from '../../answers/answers.ts';
import type { Asked } from '../../answers/rules.ts';
import type { Task } from '../../task/task.ts';

/** Models that a template's record keeps, those that it heard of last. */
const predictorsMax = 8;

const millionths = 1_000_000;
/** What makes no answer likelier than another by so much (nats) says nothing. */
const tellingMin = 0.1;

/** What is known of one of a customer's models. */
export interface NamedPredictor extends PredictorStatistics {
  readonly model: string;
}

/** What models say of a task: what came with it, and what came later in its place or beside it. */
export function predictionsOf({
  predictions = [],
  predicted,
}: Pick<Task, 'predictions' | 'predicted'>): readonly Prediction[] {
  return predicted === undefined ? predictions : withPredictions(predictions, predicted);
}

/** A model's later prediction takes the place of its earlier one. */
function withPredictions(known: readonly Prediction[], more: readonly Prediction[]): readonly Prediction[] {
  const models = new Set(more.map(({ model }) => model));
  return [...known.filter(({ model }) => !models.has(model)), ...more];
}

/** What came later, with these; `same`: they say nothing new; `too_many`: they are of too many models. */
export function predictedAfter(
  task: Pick<Task, 'predictions' | 'predicted'>,
  more: readonly Prediction[],
): readonly Prediction[] | 'same' | 'too_many' {
  const predicted = withPredictions(task.predicted ?? [], more);
  const all = predictionsOf({ ...task, predicted });
  if (all.length > predictionsMax) return 'too_many';
  return JSON.stringify(all) === JSON.stringify(predictionsOf(task)) ? 'same' : predicted;
}

/** What a prediction says of each unit, in the order of the template. `places`: of each of the task's options. */
export function unitPredictions(
  task: Asked,
  { option, scores, ...prediction }: Prediction,
  places: readonly number[],
): readonly Prediction[] {
  if (hasUnits(task))
    return saidOf(task, option).map((answer, i) => {
      const present = scores?.[i];
      return {
        ...prediction,
        option: answer,
        ...(present !== undefined && { scores: [millionths - present, present] }),
      };
    });
  if (scores === undefined) return [{ ...prediction, option: at(places, option) }];
  const sorted = [...scores];
  for (const [i, place] of places.entries()) sorted[place] = at(scores, i);
  return [{ ...prediction, option: at(places, option), scores: sorted }];
}

/** Whether it speaks for anything: with a model that does, fewer people may decide. */
export const isTelling = (column: readonly number[]): boolean =>
  Math.max(...column) - Math.min(...column) >= tellingMin * unit;

/**
 * Those that speak for anything, weighed, in the order of the template. Models of one customer err alike, so of several each counts less: two as one and
 * a third, many as two.
 */
export function weighedPredictions(
  known: readonly NamedPredictor[],
  predictions: readonly Prediction[],
): readonly WeighedPrediction[] {
  const weighed = predictions.flatMap((prediction) => {
    const predictor = known.find(({ model }) => model === prediction.model);
    if (predictor === undefined) return [];
    const column = predictionColumn(predictor, prediction);
    return isTelling(column) ? [{ model: prediction.model, column }] : [];
  });
  const part = 2 / (weighed.length + 1);
  if (weighed.length < 2) return weighed;
  return weighed.map(({ model, column }) => ({ model, column: column.map((log) => Math.round(log * part)) }));
}

/** The record with what a task taught of these models, which are then the last that it heard of. */
export function withPredictors(
  known: readonly NamedPredictor[],
  taught: readonly NamedPredictor[],
): readonly NamedPredictor[] {
  const models = new Set(taught.map(({ model }) => model));
  return [...known.filter(({ model }) => !models.has(model)), ...taught].slice(-predictorsMax);
}

export function predictorOf(
  known: readonly NamedPredictor[],
  model: string,
  { options, isScale }: { readonly options: number; readonly isScale: boolean },
): NamedPredictor {
  return known.find((one) => one.model === model) ?? { model, ...newPredictor(options, isScale) };
}
