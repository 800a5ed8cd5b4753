import type { Prediction } from '@asg/domain';
import { fraction, pick, type Random } from '@asg/runtime';

/** What a simulated model says. */
export const modelKinds = [
  'right 80 %',
  'right 90 %',
  'right 97 %',
  'right 80 %, with scores',
  'right 90 %, with scores that claim too much',
  'always wrong',
  'repeats the majority of all answers',
  'repeats the majority of the first three answers',
  'repeats the majority of the first five answers',
  'repeats the first answer',
  'repeats the first three answers half of the time',
  'always the same option',
  'at random',
  'right 90 %, always wrong from half way on',
] as const;
export type ModelKind = (typeof modelKinds)[number];

export interface SimulatedTask {
  readonly truth: number;
  readonly answers: readonly { readonly worker: number; readonly option: number }[];
  readonly prediction: Prediction;
  /** Log-likelihoods of the prediction by what is true of the model; null: no oracle is asked. */
  readonly oracle: readonly number[] | null;
  readonly full: boolean;
}

export interface SimulatedModel {
  readonly tasks: readonly SimulatedTask[];
  /** By worker. */
  readonly accuracies: readonly number[];
}

const workers = 60;
const answersOfTask = 10;
const crowdAccuracy = 0.75;
const spread = 0.15;
const unit = 65_536;
const millionths = 1_000_000;

/** Log-likelihoods, in 1/65536, of an option that is given with this accuracy, all others alike. */
export function columnOf(options: number, option: number, accuracy: number): readonly number[] {
  return Array.from({ length: options }, (_, truth) =>
    Math.round(Math.log(truth === option ? accuracy : (1 - accuracy) / (options - 1)) * unit),
  );
}

/** A crowd that is right three times in four, and a model beside it. */
export function simulated(kind: ModelKind, options: number, count: number, random: Random): SimulatedModel {
  const accuracies = Array.from(
    { length: workers },
    () => crowdAccuracy + (2 * fraction(random) - 1) * spread,
  );
  const all = Array.from({ length: options }, (_, option) => option);
  const answer = (truth: number, accuracy: number): number =>
    fraction(random) < accuracy
      ? truth
      : pick(
          all.filter((option) => option !== truth),
          random,
        );
  const tasks = Array.from({ length: count }, (_, i): SimulatedTask => {
    const truth = pick(all, random);
    const asked = new Set<number>();
    while (asked.size < answersOfTask) asked.add(Math.floor(fraction(random) * workers));
    const answers = [...asked].map((worker) => ({ worker, option: answer(truth, accuracies[worker] ?? 0) }));
    const said = (): { readonly option: number; readonly accuracy?: number; readonly score?: number } => {
      switch (kind) {
        case 'right 80 %':
          return { option: answer(truth, 0.8), accuracy: 0.8 };
        case 'right 90 %':
          return { option: answer(truth, 0.9), accuracy: 0.9 };
        case 'right 97 %':
          return { option: answer(truth, 0.97), accuracy: 0.97 };
        case 'right 80 %, with scores': {
          const sure = 0.6 + 0.4 * fraction(random);
          return { option: answer(truth, sure), accuracy: Math.min(sure, 0.999), score: sure };
        }
        case 'right 90 %, with scores that claim too much': {
          const sure = 0.8 + 0.2 * fraction(random);
          return { option: answer(truth, sure), accuracy: Math.min(sure, 0.999), score: 1 - (1 - sure) / 10 };
        }
        case 'always wrong':
          return { option: answer(truth, 0) };
        case 'repeats the majority of all answers':
          return { option: majorityOf(answers, random) };
        case 'repeats the majority of the first three answers':
          return { option: majorityOf(answers.slice(0, 3), random) };
        case 'repeats the majority of the first five answers':
          return { option: majorityOf(answers.slice(0, 5), random) };
        case 'repeats the first answer':
          return { option: majorityOf(answers.slice(0, 1), random) };
        case 'repeats the first three answers half of the time':
          return {
            option: fraction(random) < 0.5 ? majorityOf(answers.slice(0, 3), random) : answer(truth, 0.8),
          };
        case 'always the same option':
          return { option: 0 };
        case 'at random':
          return { option: pick(all, random) };
        case 'right 90 %, always wrong from half way on':
          return { option: answer(truth, i < count / 2 ? 0.9 : 0) };
      }
    };
    const { option, accuracy, score } = said();
    const others = score === undefined ? 0 : (1 - score) / (options - 1);
    return {
      truth,
      answers,
      prediction: {
        model: 'm',
        option,
        ...(score !== undefined && {
          scores: all.map((one) => Math.round((one === option ? score : others) * millionths)),
        }),
      },
      oracle: accuracy === undefined ? null : columnOf(options, option, accuracy),
      full: i % 64 === 63,
    };
  });
  return { tasks, accuracies };
}

function majorityOf(answers: SimulatedTask['answers'], random: Random): number {
  const counts = new Map<number, number>();
  for (const { option } of answers) counts.set(option, (counts.get(option) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return pick(
    [...counts.keys()].filter((option) => counts.get(option) === most),
    random,
  );
}
