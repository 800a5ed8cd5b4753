import { drawnOrder, type Parsed, refused } from '@asg/kinds';
import { isRecord } from '@asg/values/json';
import { at } from '@asg/values/present';
import type { LabelSpec } from '../values/label-spec.ts';
import { answerText, answerValue, countedAnswers, countedPlaces, parseAnswer } from './answers.ts';
import type { Asked, GivenAnswer, KeptAnswer } from './rules.ts';

interface Shown {
  readonly taskId: string;
  readonly labelSpec: Pick<LabelSpec, 'items'>;
}

/**
 * Where a worker sees each of several items, from 0, in the order of the label spec: drawn for their claim, so that who favours a place
 * favours no item. Null: there are none, or the label is from before claims were kept with it.
 */
export function shownOrder(
  { taskId, labelSpec: { items } }: Shown,
  nonce: string | undefined,
): readonly number[] | null {
  return items === undefined || nonce === undefined ? null : drawnOrder(taskId + nonce, items.length);
}

/** The options in the order that a template has them in, whatever the order of a task. */
export const sortedOptions = (options: readonly string[]): readonly string[] => [...options].sort();

/** What the model of a template counts, in its order. Items of comparisons are others in each task: it counts places. */
export function templateAnswers(spec: LabelSpec): readonly string[] {
  const { options, items, kind } = spec;
  if (items !== undefined) return options.map((_, i) => (i < items.length ? String(i + 1) : 'tie'));
  return kind === undefined ? sortedOptions(options) : countedAnswers({ labelSpec: spec });
}

/** Of each of a task's options, its place in the template. Which item of a comparison is where hangs on their names alone. */
export function templatePlaces(spec: LabelSpec, template: readonly string[]): number[] {
  const { options, items } = spec;
  if (items === undefined) return options.map((option) => template.indexOf(option));
  const drawn = drawnOrder(JSON.stringify(items), items.length);
  return options.map((_, i) => drawn[i] ?? i);
}

/** The place in the template of an answer of a kind other than choice; of one that says several things, the same whole number. */
export function templatePlace(spec: LabelSpec, option: number): number {
  return spec.items === undefined ? option : at(templatePlaces(spec, []), option);
}

/** Of each answer of the template, the place where the worker saw it; undefined: where it stands. */
export function seenPlaces(task: Shown & { readonly labelSpec: LabelSpec }, nonce: string | undefined) {
  const shown = shownOrder(task, nonce);
  if (shown === null) return undefined;
  const seen = [...task.labelSpec.options.keys()];
  const places = templatePlaces(task.labelSpec, []);
  for (const [i, place] of shown.entries()) seen[at(places, i)] = place;
  return seen;
}

/** What the results of tasks are summed up by. Comparisons are of other items each: of them, whether there was a better one. */
export function summedAnswers(spec: LabelSpec): readonly string[] {
  if (spec.items !== undefined) return ['item', 'tie'];
  return spec.kind === undefined ? sortedOptions(spec.options) : countedAnswers({ labelSpec: spec });
}

/** The places of an answer among `summedAnswers`. */
export function summedPlaces(asked: Asked, option: number): readonly number[] {
  const { labelSpec: spec } = asked;
  if (spec.items !== undefined) return [option < spec.items.length ? 0 : 1];
  if (spec.kind !== undefined) return countedPlaces(asked, option);
  return [sortedOptions(spec.options).indexOf(at(spec.options, option))];
}

/** What is kept of a worker's answer: of a comparison they name what they saw by its place, from "1" on. */
export function parseAnswerByWorker(
  task: Shown & Asked,
  nonce: string | undefined,
  given: GivenAnswer,
): Parsed<KeptAnswer> {
  const { items } = task.labelSpec;
  const shown = shownOrder(task, nonce);
  const { value } = given;
  if (shown === null || items === undefined || !isRecord(value) || value.item === undefined)
    return parseAnswer(task, given);
  const item = items[shown.findIndex((place) => String(place + 1) === value.item)];
  return item === undefined
    ? refused('value.item', 'unknown', `must be one of those shown, "1" to "${items.length}"`)
    : parseAnswer(task, { ...given, value: { ...value, item } });
}

/** An answer as the worker of this claim is told of it: see `parseAnswerByWorker`. */
export function answerToWorker(
  task: Shown & Asked,
  nonce: string | undefined,
  option: number,
): { readonly text: string; readonly value: unknown } {
  const place = shownOrder(task, nonce)?.[option];
  if (place === undefined) return { text: answerText(task, option), value: answerValue(task, option) };
  const value = { item: String(place + 1) };
  return { text: JSON.stringify(value), value };
}
