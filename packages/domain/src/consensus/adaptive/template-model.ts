import {
  type Forecasts,
  joinedForecasts,
  joinedStatistics,
  newForecasts,
  newTemplate,
  optionPrecisions,
  type Prediction,
  type TemplateStatistics,
  type TemplateView,
  viewOf,
  type WeighedPrediction,
} from '@asg/consensus';
import { at } from '@asg/values/present';
import { hasMarks, hasUnits, marksItems } from '../../answers/answers.ts';
import { rulesOfType } from '../../answers/kinds.ts';
import { templateAnswers, templatePlaces } from '../../answers/places.ts';
import type { TaskType } from '../../names.ts';
import type { Task } from '../../task/task.ts';
import type { StartSums } from '../predictions/starts.ts';
import {
  type NamedPredictor,
  predictionsOf,
  unitPredictions,
  weighedPredictions,
} from '../predictions/task-predictions.ts';

/** What is known of a template. Options, in the order of `sortedOptions`, are counted by their places there. */
export interface TemplateModel {
  readonly type: TaskType;
  readonly options: readonly string[];
  readonly statistics: TemplateStatistics;
  /** Of answers that say several things: of the second and all further. Not there: they say one. */
  readonly others?: readonly TemplateStatistics[];
  readonly foretold: Forecasts;
  /** The customer's models, in a record of the customer's alone. */
  readonly predictors?: readonly NamedPredictor[];
  /** Of the customer's models, in the same record: those whose marks workers began with. */
  readonly starts?: readonly StartSums[];
}

/** What a model is before anything is known. */
export function newTemplateModel({ type, labelSpec }: Pick<Task, 'type' | 'labelSpec'>): TemplateModel {
  const options = templateAnswers(labelSpec);
  if (hasUnits({ labelSpec }) || hasMarks({ labelSpec }))
    return { type, options, statistics: newTemplate(2), foretold: newForecasts };
  return { type, options, statistics: newTemplate(options.length), foretold: newForecasts };
}

/** Of each answer that a template counts, how often a label that says so is right; null: there were none. */
export function answerPrecisions({ type, options, statistics, others = [] }: TemplateModel) {
  // A mark has a class, and no class of others that it is mistaken for is known.
  if (marksItems(type)) return options.map(() => null);
  if (rulesOfType(type)?.hasUnits !== true) return optionPrecisions(statistics);
  const units = [statistics, ...others];
  return options.map((_, i) => (units[i] === undefined ? null : at(optionPrecisions(units[i]), 1)));
}

/** Of each of a task's options, its place in the template. */
export function placesIn({ options }: TemplateModel, { labelSpec }: Pick<Task, 'labelSpec'>): number[] {
  return templatePlaces(labelSpec, options);
}

/** What is known of a template, as it bears on this task: by what its customer says of the options, too. */
export function viewFor(model: TemplateModel, task: Pick<Task, 'labelSpec'>): TemplateView {
  const { class_shares, scale, ordinal = scale !== undefined } = task.labelSpec;
  if (class_shares === undefined && !ordinal) return viewOf(model.statistics);
  const places = placesIn(model, task);
  const given = expectedShares(task.labelSpec);
  const inTemplate = (values: readonly number[]): readonly number[] =>
    values.reduce<readonly number[]>((all, value, i) => all.with(at(places, i), value), values);
  return viewOf(model.statistics, {
    scale: ordinal ? inTemplate([...places.keys()]) : null,
    expected: given === null ? null : inTemplate(given),
  });
}

/** By option, what the customer expects of all tasks, summing to 1; null: nothing is said. */
function expectedShares({ options, class_shares }: Task['labelSpec']): readonly number[] | null {
  if (class_shares === undefined) return null;
  const given = options.map((option) => class_shares[option] ?? 0);
  const sum = given.reduce((all, one) => all + one, 0);
  return given.map((one) => one / sum);
}

/** Names what a customer says of the options of a task: tasks of a template with the same have the same view. */
export function saidOfOptions({ labelSpec }: Pick<Task, 'labelSpec'>): string {
  const { options, class_shares, ordinal } = labelSpec;
  return class_shares === undefined && ordinal === undefined
    ? ''
    : JSON.stringify([options, expectedShares(labelSpec), ordinal]);
}

/** What models say of each unit of the task, weighed by what is known of them, in the order of the template; none: they say nothing. */
export function countedPredictions(
  model: TemplateModel,
  task: Pick<Task, 'labelSpec' | 'predictions' | 'predicted'>,
): readonly (readonly WeighedPrediction[])[] {
  const given = predictionsByUnit(model, task);
  return given.map((predictions) => weighedPredictions(model.predictors ?? [], predictions));
}

/** What models say of each unit of the task, in the order of the template; none: they say nothing. */
export function predictionsByUnit(
  model: TemplateModel,
  task: Pick<Task, 'labelSpec' | 'predictions' | 'predicted'>,
): readonly (readonly Prediction[])[] {
  const given = predictionsOf(task);
  if (given.length === 0) return [];
  const places = placesIn(model, task);
  const said = given.map((one) => unitPredictions(task, one, places));
  return at(said, 0).map((_, i) => said.map((units) => at(units, i)));
}

/** The same where it bears on who is asked next: what models and people differ on is the least certain, and a label tells the most. */
export function besideLabels(
  model: TemplateModel,
  task: Pick<Task, 'labelSpec' | 'consensus' | 'predictions' | 'predicted'>,
): readonly (readonly WeighedPrediction[])[] {
  return task.consensus.policy === 'adaptive' && task.consensus.full ? [] : countedPredictions(model, task);
}

/** A model with what another record tells of the same template. */
export function joinedModel(model: TemplateModel, other: TemplateModel | null): TemplateModel {
  if (other === null) return model;
  return {
    ...other,
    ...model,
    statistics: joinedStatistics(model.statistics, other.statistics),
    ...joinedOthers(model.others, other.others),
    foretold: joinedForecasts(model.foretold, other.foretold),
  };
}

function joinedOthers(
  one: TemplateModel['others'],
  other: TemplateModel['others'],
): Pick<TemplateModel, 'others'> {
  if (one === undefined || other === undefined) {
    const known = one ?? other;
    return known === undefined ? {} : { others: known };
  }
  return { others: one.map((statistics, i) => joinedStatistics(statistics, at(other, i))) };
}

/** What is known of a template for a customer's tasks: by everybody's record and their own; null: nothing yet. */
export function modelFor(shared: TemplateModel | null, own: TemplateModel | null): TemplateModel | null {
  return shared === null ? own : joinedModel(shared, own);
}
