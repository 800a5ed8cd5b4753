import type { Prediction } from '@asg/consensus';
import { predictionsMax } from '@asg/consensus/adaptive-defaults';
import { type Parsed, parsed, quoted, refused } from '@asg/kinds';
import type { RefuseValue } from '@asg/values';
import { at } from '@asg/values/present';
import {
  answerText,
  answerValue,
  countedAnswers,
  hasMarks,
  hasUnits,
  parseAnswer,
  parseAnswerText,
  withValues,
} from './answers.ts';
import type { Asked, GivenAnswer, KeptAnswer } from './rules.ts';

/** What a model of the customer's says of a task: an answer as a worker gives it, but by ids, or scores. */
export interface GivenPrediction extends GivenAnswer {
  readonly model: string;
  /** By what is counted: of each answer, or of each thing that an answer may say. */
  readonly scores?: Readonly<Record<string, number>> | null | undefined;
  /** 0 to 1: how sure it is of the whole answer. */
  readonly confidence?: number | null | undefined;
}

/** What is kept of predictions. */
export interface KeptPredictions {
  readonly predictions: readonly Prediction[];
  /** As in `Asked`: of boxes and spans. */
  readonly values?: readonly string[];
}

const millionths = 1_000_000;

/** What is wrong with predictions of a task, beside what their schema says. */
export function predictionViolations(
  predictions: readonly GivenPrediction[],
  asked: Asked,
  refuse: RefuseValue,
): void {
  const models = new Set<string>();
  for (const [i, { model, label, value, scores, confidence }] of predictions.entries()) {
    const field = `predictions.${i}`;
    if (models.has(model)) refuse(`${field}.model`, 'repeated', `is there twice: ${JSON.stringify(model)}`);
    models.add(model);
    const hasAnswer = label != null || value != null;
    if (hasAnswer === (scores != null))
      refuse(
        field,
        'one_of',
        `must have either ${asked.labelSpec.kind === undefined ? 'label' : 'value'} or scores`,
      );
    else if (scores != null) {
      scoreViolations(scores, asked, `${field}.scores`, refuse);
      if (confidence != null)
        refuse(`${field}.confidence`, 'one_of', 'must not be there beside scores, which say it');
    } else answerViolations({ label, value }, asked, field, refuse);
  }
  if (models.size > predictionsMax)
    refuse('predictions', 'max', `must be of at most ${predictionsMax} models`);
}

function answerViolations(given: GivenAnswer, asked: Asked, field: string, refuse: RefuseValue): void {
  const found = answerOf(given, asked);
  if (found.ok) return;
  const { field: of, constraint, message } = found.refusal;
  refuse(`${field}.${of}`, constraint, message);
}

/** What is kept of an answer: a value, or the words of one as a file has them. */
function answerOf({ label, value }: GivenAnswer, asked: Asked): Parsed<KeptAnswer> {
  if (value != null) return parseAnswer(asked, { label, value });
  const answer = answerOfWords(asked, label ?? '');
  return answer !== null
    ? parsed(answer)
    : refused('label', 'option', `must be one of the options, not ${quoted(label ?? '')}`);
}

/** An option, the id of an item or `tie`, a step, options with | between, or the text of a value; null: it is none of them. */
function answerOfWords(asked: Asked, text: string): KeptAnswer | null {
  if (hasMarks(asked)) return parseAnswerText(asked, text);
  const names = countedAnswers(asked);
  const said = hasUnits(asked) ? text.split('|').map((one) => one.trim()) : [text];
  const places = said.map((one) => names.indexOf(one));
  const isClear = said.every((one, i) => names.lastIndexOf(one) === places[i]);
  if (!isClear || places.includes(-1) || new Set(places).size < places.length)
    return parseAnswerText(asked, text);
  return { option: hasUnits(asked) ? places.reduce((set, place) => set + 2 ** place, 0) : at(places, 0) };
}

function scoreViolations(
  scores: NonNullable<GivenPrediction['scores']>,
  asked: Asked,
  field: string,
  refuse: RefuseValue,
): void {
  if (hasMarks(asked)) {
    refuse(field, 'kind', 'are of things that can be counted: give a value');
    return;
  }
  const names = countedAnswers(asked);
  const other = Object.keys(scores).find((name) => !names.includes(name));
  const given = Object.entries(scores);
  if (new Set(names).size < names.length)
    refuse(field, 'ambiguous', 'cannot be told apart where an item has the id "tie": give a value');
  else if (other !== undefined)
    refuse(field, 'option', `names ${JSON.stringify(other)}, which is none of the options`);
  else if (hasUnits(asked)) {
    const above = given.find(([, score]) => score > 1);
    if (above !== undefined)
      refuse(field, 'probability', `must be 0 to 1 for each option: ${JSON.stringify(above[0])} is above`);
  } else if (!given.some(([, score]) => score > 0)) refuse(field, 'sum', 'must have a score above 0');
}

/** Predictions as they are kept, and the values that their options are places among. They keep the rules of `predictionViolations`. */
export function keptPredictions(predictions: readonly GivenPrediction[], asked: Asked): KeptPredictions {
  let known = asked;
  const kept = predictions.map(({ model, label, value, scores, confidence }): Prediction => {
    if (scores != null) return { model, ...keptScores(scores, asked) };
    const found = answerOf({ label, value }, known);
    if (!found.ok) throw new Error(`${found.refusal.field} ${found.refusal.message}`);
    known = withValues(known, found.value);
    return {
      model,
      option: found.value.option,
      ...(confidence != null && { confidence: Math.round(confidence * millionths) }),
    };
  });
  return { predictions: kept, ...(known.values !== undefined && { values: known.values }) };
}

function keptScores(
  scores: NonNullable<GivenPrediction['scores']>,
  asked: Asked,
): Pick<Prediction, 'option' | 'scores'> {
  const given = countedAnswers(asked).map((name) => (Object.hasOwn(scores, name) ? (scores[name] ?? 0) : 0));
  if (hasUnits(asked)) {
    const present = given.map((score) => Math.round(score * millionths));
    const set = present.reduce((all, score, i) => (2 * score >= millionths ? all + 2 ** i : all), 0);
    return { option: set, scores: present };
  }
  const sum = given.reduce((all, one) => all + one, 0);
  const best = given.reduce((found, score, option) => (score > at(given, found) ? option : found), 0);
  return { option: best, scores: given.map((score) => Math.round((score / sum) * millionths)) };
}

/** A prediction as its customer is told of it. */
export function toldPrediction(asked: Asked, { model, option, scores, confidence }: Prediction) {
  const value = answerValue(asked, option);
  const names = countedAnswers(asked);
  return {
    model,
    label: answerText(asked, option),
    ...(value !== undefined && { value }),
    ...(scores !== undefined && {
      scores: Object.fromEntries(names.map((name, i) => [name, at(scores, i) / millionths])),
    }),
    ...(confidence !== undefined && { confidence: confidence / millionths }),
  };
}
