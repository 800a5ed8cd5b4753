import { confidenceBins, type ResultFigures } from '@asg/domain';

/** What the results of a job, a batch or a template are like, from its sums. */
export interface Distribution {
  readonly options: readonly string[];
  readonly opened: number;
  readonly decided: number;
  readonly expired: number;
  readonly cancelled: number;
  /** Decided tasks whose options are not these: they are in no figure by option. */
  readonly otherDecided: number;
  /** Of tasks that closed. */
  readonly labels: number;
  readonly labelsSaved: number;
  readonly capSats: number;
  readonly costSats: number;
  /** What all tasks will have cost, if those to come cost as those that were paid; null: none was. */
  readonly forecastSats: number | null;
  /** Tasks by the option that was decided on, in the order of `options`. */
  readonly answers: readonly number[];
  /** Of equal bins of the confidence, from 0 to 1. */
  readonly confidence: readonly number[];
  /** By answer, then by what labels said. */
  readonly votes: readonly (readonly number[])[];
  /** Of a job or a batch; of a template 0. */
  readonly labelsPerMinute: number;
  /** Until all are decided, at the labels of the last hour; null: none came. In seconds. */
  readonly secondsLeft: number | null;
}

export const rateMinutes = 60;

/** `options`: as `summedAnswers`. `all`, `answered`: `scopeSum` and `answerSum`. `minutes`: labels of the last `rateMinutes`, the latest last. */
export function distributionOf(
  options: readonly string[],
  all: ResultFigures,
  answered: ResultFigures,
  minutes: readonly number[],
): Distribution {
  const figure = (name: string): number => all[name] ?? 0;
  const [opened, decided] = [figure('opened'), figure('decided')];
  const [expired, cancelled] = [figure('expired'), figure('cancelled')];
  const answers = options.map((_, i) => answered[`a${i}`] ?? 0);
  const confidence = Array.from({ length: confidenceBins }, (_, bin) => answered[`h${bin}`] ?? 0);
  const [labels, paid, costSats] = [figure('labels'), figure('paid'), figure('costSats')];
  const open = Math.max(0, opened - decided - expired - cancelled);
  const labelsPerMinute = rateOf(minutes);
  const closed = decided + expired;
  const labelsLeft = closed === 0 ? null : (labels / closed) * open;
  return {
    options,
    opened,
    decided,
    expired,
    cancelled,
    // By confidences: an answer may be several options, or none.
    otherDecided: Math.max(0, decided - confidence.reduce((sum, one) => sum + one, 0)),
    labels,
    labelsSaved: figure('saved'),
    capSats: figure('capSats'),
    costSats,
    forecastSats: paid === 0 ? null : Math.round((costSats / paid) * (decided + open)),
    answers,
    confidence,
    votes: options.map((_, i) => options.map((__, j) => answered[`v${i}.${j}`] ?? 0)),
    labelsPerMinute,
    secondsLeft:
      open === 0
        ? 0
        : labelsLeft === null || labelsPerMinute === 0
          ? null
          : (labelsLeft / labelsPerMinute) * 60,
  };
}

/** Over the minutes since the first of them with a label. */
function rateOf(minutes: readonly number[]): number {
  const first = minutes.findIndex((labels) => labels > 0);
  if (first === -1) return 0;
  return minutes.reduce((sum, labels) => sum + labels, 0) / (minutes.length - first);
}
