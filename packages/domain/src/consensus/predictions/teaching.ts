import {
  basisOf,
  type DecisionBasis,
  logPosterior,
  measuredPredictor,
  type Prediction,
  predictionColumn,
  type TemplateView,
  taughtPredictor,
  type WeighedLabel,
} from '@asg/consensus';
import { at } from '@asg/values/present';
import type { Task } from '../../task/task.ts';
import { predictionsByUnit, type TemplateModel } from '../adaptive/template-model.ts';
import { consensusOf, modelsCounted } from '../policies.ts';
import { isTelling, type NamedPredictor, predictorOf, withPredictors } from './task-predictions.ts';

/** A unit of a closed task, as models learn from it. */
interface PredictedClose {
  readonly view: TemplateView;
  readonly labels: readonly WeighedLabel[];
  /** Log-likelihoods of the predictions that are known to tell something; none of a task that people labelled fully. */
  readonly beside: readonly (readonly number[])[];
}

/** The labels as a whole, in the order of the template, and of each unit. */
interface Closed {
  readonly labels: readonly WeighedLabel[];
  readonly units: readonly PredictedClose[];
}

/** The customer's models after one more closed task, each by itself; nothing where there are none. Gold tasks have no predictions. */
export function predictorsAfter(
  task: Task,
  before: TemplateModel,
  { labels, units }: Closed,
): Pick<TemplateModel, 'predictors'> {
  const predictions = predictionsByUnit(before, task);
  const [first = []] = predictions;
  if (first.length === 0) return {};
  const { consensus, decision } = task;
  const ground = consensus.policy === 'adaptive' ? decision?.ground : undefined;
  const counted = modelsCounted(ground);
  const known = before.predictors ?? [];
  const posteriors = units.map(({ view, labels: given, beside }) => {
    const people = logPosterior(view.prior, given);
    return {
      people,
      all: logPosterior(
        people,
        beside.map((column) => ({ column })),
      ),
    };
  });
  const kind = { options: at(units, 0).view.statistics.options, isScale: task.labelSpec.scale !== undefined };
  const taught = first.map(({ model }, i): NamedPredictor => {
    const said = predictions.map((ofUnit) => at(ofUnit, i));
    const unknown = predictorOf(known, model, kind);
    const measured = ground?.full === true ? measuredBy(unknown, said, { task, labels, units }) : unknown;
    const isCounted = counted.includes(model);
    const after = taughtPredictor(
      measured,
      said.map((prediction, place) => ({
        prediction,
        ...at(posteriors, place),
        alone: isCounted ? null : at(units, place).labels.map(({ option }) => option),
      })),
    );
    return { ...measured, ...after, used: after.used + (isCounted ? 1 : 0) };
  });
  return { predictors: withPredictors(known, taught) };
}

/** What a task that people labelled fully shows of a model: where it would have ended with it and without, and what all labels say. */
function measuredBy(
  known: NamedPredictor,
  said: readonly Prediction[],
  { task: { labelSpec, consensus }, labels, units }: Closed & { readonly task: Task },
): NamedPredictor {
  const { model } = known;
  const plain = units.map(({ view }): DecisionBasis => ({ ...basisOf(view), thresholdAccuracy: null }));
  const columns = said.map((prediction) => predictionColumn(known, prediction));
  const labelsWith = (bases: readonly DecisionBasis[]): number => {
    const [first, ...others] = bases;
    const basis = { ...(first ?? at(plain, 0)), ...(others.length > 0 && { others }) };
    const policy = { ...consensus, maxLabels: labels.length };
    for (let count = 1; count < labels.length; count++) {
      const found = consensusOf({ labelSpec, labels: labels.slice(0, count), consensus: policy }, basis);
      if (found.kind !== 'open') return count;
    }
    return labels.length;
  };
  const without = labelsWith(plain);
  const withIt = plain.map((basis, i) => ({
    ...basis,
    ...(isTelling(at(columns, i)) && { predictions: [{ model, column: at(columns, i) }] }),
    givenOnly: true as const,
  }));
  const needed = columns.some(isTelling) ? labelsWith(withIt) : without;
  const measured = said.map((prediction, i) => {
    const { view, labels: given } = at(units, i);
    const early = logPosterior(view.prior, given.slice(0, needed));
    return { prediction, early, all: logPosterior(view.prior, given) };
  });
  return { ...known, ...measuredPredictor(known, measured, without - needed) };
}
