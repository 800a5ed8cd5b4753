import { at } from '@asg/values/present';
import { ln, softmax, toUnits, unit } from '../adaptive/arithmetic.ts';
import { cellsWith } from '../adaptive/learning.ts';
import {
  type Independence,
  independenceAfter,
  isIndependent,
  nothingOfIndependence,
  saysAsMost,
} from './echo.ts';
import { allCells, optionsOf, type PredictorMatrix, pairsOf } from './matrix.ts';
import { expectedTrust, type Trust, trustAfter, trustIn } from './trust.ts';

/** What a customer's model says of a task. */
export interface Prediction {
  readonly model: string;
  /** Index into the label spec's options: the one it is for, the first of those with the highest score. */
  readonly option: number;
  /** By option, in millionths of their sum; of an answer that says several things, how likely each is. Not there: it came as a label. */
  readonly scores?: readonly number[];
  /** How sure it is of the whole answer, in millionths. Not there: it does not say. */
  readonly confidence?: number;
}

/** Weight, in predictions, of the prior that a model knows nothing. */
const chanceWeight = 6;
/** Weight, in predictions, of what the accuracy alone says of a row of the matrix. */
const rowWeight = 6;
/** Weight, in predictions, of the accuracy over all in each bin of scores. */
const scoreWeight = 15;
const scoreBins = 10;
const noScores: readonly number[] = Array<number>(scoreBins).fill(0);
/** Predictions after which counts are halved: a model that changes is judged by what it does now. */
const countedMax = 300;
/** No prediction rules an option out, and none proves it. */
const likelihoodMin = 1e-4;
/** A prediction speaks for its option as one of a model that is right nine times in ten at most; four times in five where it may repeat what most labels say. */
const rightMost = 0.9;
const rightMostAsMost = 0.8;
/** Evidence (nats) that a model has become worse: from the first on it counts the less, at the second all but a part is forgotten. */
const driftFrom = 3;
const driftMax = 8;
const driftStepMax = 1;
const forgetTo = 1 / 16;
/** A model is better than chance from so many times the accuracy of chance on. */
const chanceTimesMin = 1.2;
/** A decision can be wrong: predictions are judged by it mixed with this share of even chances. */
const evenShare = 0.01;

/** What is known of a customer's model on a template, by that customer's tasks alone; counts in 1/65536. Its matrix is no larger than a worker's. */
export interface PredictorStatistics extends PredictorMatrix {
  /** Its options are a scale: what is expected of its mistakes is half as much with every step. */
  readonly isScale?: true;
  /** As of a worker: predictions that were right, and all; old ones count half. */
  readonly agreed: number;
  readonly counted: number;
  /** By bin of the score: predictions that came with one, and how many were right. Empty: none came with one. */
  readonly scored: readonly number[];
  readonly scoredRight: readonly number[];
  /** Evidence that it has become worse than it was (cumulative sum, E. S. Page 1954), in 1/65536 nats. */
  readonly drift: number;
  /** How often that was found. */
  readonly drifts: number;
  readonly trust: Trust;
  /** Whether it knows more than labels. Not there: nothing is known of that. */
  readonly independence?: Independence;
  /** Tasks that it was there for, and those whose decision it counted in. */
  readonly tasks: number;
  readonly used: number;
  /** Tasks that people labelled fully without it, how often it was right, and the labels that it would have saved. */
  readonly measured: number;
  readonly measuredRight: number;
  readonly saved: number;
}

export function newPredictor(options: number, isScale = false): PredictorStatistics {
  return {
    ...(isScale && { isScale }),
    agreed: 0,
    counted: 0,
    options,
    cells: [],
    scored: [],
    scoredRight: [],
    drift: 0,
    drifts: 0,
    trust: expectedTrust,
    tasks: 0,
    used: 0,
    measured: 0,
    measuredRight: 0,
    saved: 0,
  };
}

/** The share of its predictions that are right, as far as is known: that of chance while nothing is. */
export function predictorAccuracy({ agreed, counted }: PredictorStatistics, options: number): number {
  return (agreed + (chanceWeight * unit) / options) / (counted + chanceWeight * unit);
}

/** Where in the bins a prediction's score is; null: it has none. */
function binOf({ option, scores, confidence }: Prediction, options: number): number | null {
  const score = scores === undefined ? confidence : at(scores, option);
  if (score === undefined) return null;
  const height = (score / 1_000_000 - 1 / options) / (1 - 1 / options);
  return Math.min(scoreBins - 1, Math.max(0, Math.floor(height * scoreBins)));
}

/** The share that is right of predictions with scores of this bin, calibrated by what came of them. */
function scoreAccuracy(known: PredictorStatistics, options: number, bin: number): number {
  const right = (known.scoredRight[bin] ?? 0) + scoreWeight * unit * predictorAccuracy(known, options);
  return right / ((known.scored[bin] ?? 0) + scoreWeight * unit);
}

/**
 * Log-likelihoods of a prediction where each option is right, up to a constant, in 1/65536: none speaks for anything while nothing is known of the model.
 * The row of its matrix, moved by how often a score like this one is right. `option` and scores are in the order of the template.
 */
export function predictionColumn(known: PredictorStatistics, prediction: Prediction): readonly number[] {
  const counts = weightOf(known);
  return fullColumn(known, prediction).map((log) => Math.round(log * counts));
}

/** How far its predictions count for what its matrix says, 0 to 1: nothing while it may repeat labels, less while it seems to have become worse. */
export function weightOf(known: PredictorStatistics): number {
  if (!isIndependent(known.independence ?? nothingOfIndependence)) return 0;
  const worse = Math.max(0, known.drift / unit - driftFrom) / (driftMax - driftFrom);
  return trustIn(known.trust) * Math.max(0, 1 - worse);
}

/** One question of a task that people labelled fully. `early`, `all`: log posteriors by people's labels alone, of the first ones and of all. */
export interface MeasuredUnit {
  readonly prediction: Prediction;
  readonly early: readonly number[];
  readonly all: readonly number[];
}

/**
 * The statistics with one more task that people labelled fully without it: how well what was known at the label at which it would have ended foretold what all
 * labels say. `saved`: the labels behind that one, as against without it.
 */
export function measuredPredictor(
  known: PredictorStatistics,
  units: readonly MeasuredUnit[],
  saved: number,
): PredictorStatistics {
  let { trust } = known;
  let right = 0;
  for (const { prediction, early, all } of units) {
    const final = softmax(all);
    trust = trustAfter(trust, fullColumn(known, prediction), early, final);
    right += at(final, prediction.option) / units.length;
  }
  return {
    ...known,
    trust,
    measured: known.measured + 1,
    measuredRight: known.measuredRight + toUnits(right),
    saved: known.saved + saved,
  };
}

function fullColumn(known: PredictorStatistics, prediction: Prediction): readonly number[] {
  const options = optionsOf(known);
  const { option } = prediction;
  const accuracy = predictorAccuracy(known, options);
  const bin = binOf(prediction, options);
  const logs = likelihoodsOf(known, option).map((likelihood) => ln(Math.max(likelihoodMin, likelihood)));
  if (bin !== null) {
    const share = scoreAccuracy(known, options, bin);
    logs[option] = at(logs, option) + ln((share / (1 - share)) * ((1 - accuracy) / accuracy));
  }
  const highest = Math.max(...logs);
  const right = saysAsMost(known.independence ?? nothingOfIndependence) ? rightMostAsMost : rightMost;
  const most = ln((right / (1 - right)) * (options - 1));
  return logs.map((log) => toUnits(Math.max(-most, log - highest)));
}

/** One question of a closed task, when a model learns from it. */
export interface PredictedUnit {
  readonly prediction: Prediction;
  /** Log posterior by people's labels alone, in 1/65536, up to a constant. */
  readonly people: readonly number[];
  /** The same with all that is known beside the labels. */
  readonly all: readonly number[];
  /** People's labels in the order of their arrival, where they decided it without this model; else null. */
  readonly alone: readonly number[] | null;
}

/** The statistics with one more closed task, each of whose questions has as many answers. Work grows with questions × options². */
export function taughtPredictor(
  known: PredictorStatistics,
  units: readonly PredictedUnit[],
): PredictorStatistics {
  const options = optionsOf(known);
  let { agreed, counted, scored, scoredRight, drift } = known;
  let cells = pairsOf(known);
  for (const { prediction, people, all } of units) {
    const { option } = prediction;
    const shares = softmax(all).map((share) => toUnits((1 - evenShare) * share + evenShare / options));
    const right = at(shares, option);
    const bin = binOf(prediction, options);
    if (bin !== null) {
      scored = withCount(scored, bin, unit);
      scoredRight = withCount(scoredRight, bin, right);
    }
    agreed += right;
    counted += unit;
    cells = cellsWith(cells, option, shares);
    drift = driftAfter(known, drift, prediction, people);
  }
  const isWorse = drift >= driftMax * unit;
  const besides = units.flatMap(({ prediction: { option }, all, alone: labels }) =>
    labels === null ? [] : { option, options, labels, known: foretold(known, option, softmax(all)) },
  );
  const learnt = {
    ...known,
    ...(besides.length > 0 && {
      independence: independenceAfter(known.independence ?? nothingOfIndependence, besides),
    }),
    tasks: known.tasks + 1,
    agreed,
    counted,
    options,
    cells,
    scored,
    scoredRight,
    drift: isWorse ? 0 : drift,
    drifts: known.drifts + (isWorse ? 1 : 0),
  };
  if (isWorse) return forgotten(learnt, forgetTo);
  return learnt.counted > countedMax * units.length * unit ? forgotten(learnt, 1 / 2) : learnt;
}

/** Whether people's labels speak for what it was, or for one of whose predictions half are by chance: the ratio, summed up from where it was best. */
function driftAfter(
  known: PredictorStatistics,
  drift: number,
  { option }: Prediction,
  people: readonly number[],
): number {
  const options = optionsOf(known);
  const accuracy = predictorAccuracy(known, options);
  // Of one that is no better than chance there is nothing to become worse.
  if (accuracy * options < chanceTimesMin) return 0;
  const as = foretold(known, option, softmax(people));
  const worse = as / 2 + 1 / (2 * options);
  const step = Math.max(-driftStepMax, Math.min(driftStepMax, ln(worse / as)));
  return Math.max(0, drift + toUnits(step));
}

/** How likely this prediction is where each option is right: the column of its matrix. */
function likelihoodsOf(known: PredictorStatistics, option: number): readonly number[] {
  const options = optionsOf(known);
  const accuracy = predictorAccuracy(known, options);
  const cells = allCells(known);
  return Array.from({ length: options }, (_, truth) => {
    const row = cells.slice(truth * options, (truth + 1) * options).reduce((sum, count) => sum + count, 0);
    const mistake = known.isScale === true ? nearness(truth, option, options) : 1 / (options - 1);
    const expected = rowWeight * unit * (truth === option ? accuracy : (1 - accuracy) * mistake);
    return (at(cells, truth * options + option) + expected) / (row + rowWeight * unit);
  });
}

/** Of the mistakes where a step of a scale is right, the share that another one is expected to have: half as much with every step between. */
function nearness(truth: number, option: number, options: number): number {
  const all = Array.from({ length: options }, (_, step) =>
    step === truth ? 0 : 2 ** -Math.abs(step - truth),
  );
  return at(all, option) / all.reduce((sum, one) => sum + one, 0);
}

/** `counts`: empty: there are none yet. */
const withCount = (counts: readonly number[], bin: number, count: number): readonly number[] =>
  (counts.length === 0 ? noScores : counts).with(bin, (counts[bin] ?? 0) + count);

/** How likely it is by how likely each option is to be right. */
function foretold(known: PredictorStatistics, option: number, shares: readonly number[]): number {
  return likelihoodsOf(known, option).reduce(
    (sum, likelihood, truth) => sum + likelihood * at(shares, truth),
    0,
  );
}

function forgotten(known: PredictorStatistics, share: number): PredictorStatistics {
  const less = (count: number): number => Math.trunc(count * share);
  return {
    ...known,
    agreed: less(known.agreed),
    counted: less(known.counted),
    cells: pairsOf(known).map((value, i) => (i % 2 === 0 ? value : less(value))),
    scored: known.scored.map(less),
    scoredRight: known.scoredRight.map(less),
  };
}
