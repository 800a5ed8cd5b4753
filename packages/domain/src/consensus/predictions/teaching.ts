import {
  type AdaptivePolicy,
  basisOf,
  type DecisionBasis,
  decideAdaptive,
  logPosterior,
  measuredPredictor,
  type Prediction,
  predictionColumn,
  type TemplateView,
  taughtPredictor,
  type WeighedLabel,
} from '@asg/consensus';
import { type NamedPredictor, predictorOf, withPredictors } from './task-predictions.ts';

/** A closed task, as models learn from it. */
export interface PredictedClose {
  readonly view: TemplateView;
  readonly labels: readonly WeighedLabel[];
  /** Log-likelihoods of the predictions that are known to tell something; none of a task that people labelled fully. */
  readonly beside: readonly (readonly number[])[];
  /** Under the adaptive policy: how it was decided. */
  readonly decided: { readonly policy: AdaptivePolicy; readonly basis: DecisionBasis } | null;
}

/** The models of a record after one more closed task, each by itself. `predictions`: in the order of the template. */
export function taughtPredictors(
  known: readonly NamedPredictor[],
  predictions: readonly Prediction[],
  close: PredictedClose,
): readonly NamedPredictor[] {
  const { view, labels, beside, decided } = close;
  const people = logPosterior(view.prior, labels);
  const all = logPosterior(
    people,
    beside.map((column) => ({ column })),
  );
  const counted = new Set(decided?.basis.predictions?.map(({ model }) => model));
  const taught = predictions.map((prediction): NamedPredictor => {
    const before = predictorOf(known, prediction.model, view.statistics.options);
    const measured =
      decided?.basis.full === true ? measuredBy(before, prediction, close, decided.policy) : before;
    const alone = counted.has(prediction.model) ? null : labels.map(({ option }) => option);
    const after = taughtPredictor(measured, prediction, { people, all, alone });
    return { ...measured, ...after, used: after.used + (counted.has(prediction.model) ? 1 : 0) };
  });
  return withPredictors(known, taught);
}

/** What a task that people labelled fully shows of a model: where it would have ended with it and without, and what all labels say. */
function measuredBy(
  known: NamedPredictor,
  prediction: Prediction,
  { view, labels }: PredictedClose,
  policy: AdaptivePolicy,
): NamedPredictor {
  const basis: DecisionBasis = { ...basisOf(view), thresholdAccuracy: null };
  const { model } = prediction;
  const column = predictionColumn(known, prediction);
  const isTelling = column.some((log) => log !== 0);
  const labelsWith = (one: DecisionBasis): number => {
    const found = decideAdaptive(labels, one, { ...policy, maxLabels: labels.length });
    return found.kind === 'decided' ? found.workerCount : labels.length;
  };
  const without = labelsWith(basis);
  const needed = isTelling
    ? labelsWith({ ...basis, predictions: [{ model, column }], givenOnly: true })
    : without;
  const early = logPosterior(view.prior, labels.slice(0, needed));
  const all = logPosterior(view.prior, labels);
  return { ...known, ...measuredPredictor(known, prediction, { early, all, saved: without - needed }) };
}
