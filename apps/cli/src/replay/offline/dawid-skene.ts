import { at, entryOf } from '@asg/values/present';
import type { OfflineQuestion, OfflineRun } from './order.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

const rounds = 50;
/** Keeps a worker's unseen confusions possible. */
const smoothing = 0.01;

/**
 * Expectation maximisation over all labels at once (A. P. Dawid and A. M. Skene, 1979), from majority votes. For
 * comparison: it knows every label before it decides the first task. Gold questions count with their truth.
 */
export function dawidSkene({ options, gold, questions }: OfflineRun): readonly Outcome[] {
  const all = [...gold, ...questions];
  const goldCount = gold.length;
  let posteriors = all.map((question, i) =>
    i < goldCount ? certain(question, options) : votes(question, options),
  );
  for (let round = 0; round < rounds; round++) {
    const { classes, workers } = maximised(all, posteriors, options);
    posteriors = all.map((question, i) =>
      i < goldCount ? certain(question, options) : expected(question, classes, workers),
    );
  }
  return questions.map((question, i) => {
    const posterior = at(posteriors, goldCount + i);
    const confidence = Math.max(...posterior);
    const option = posterior.indexOf(confidence);
    return outcomeOf(question, { option, confidence, posterior: null, labels: question.answers.length });
  });
}

type Matrix = readonly (readonly number[])[];

function certain({ truth }: OfflineQuestion, options: number): readonly number[] {
  return Array.from({ length: options }, (_, option) => (option === truth ? 1 : 0));
}

function votes({ answers }: OfflineQuestion, options: number): readonly number[] {
  const counts = Array<number>(options).fill(0);
  for (const { option } of answers) counts[option] = at(counts, option) + 1;
  return normalised(counts);
}

function maximised(
  all: readonly OfflineQuestion[],
  posteriors: Matrix,
  options: number,
): { readonly classes: readonly number[]; readonly workers: ReadonlyMap<number, Matrix> } {
  const classes = Array<number>(options).fill(smoothing);
  const workers = new Map<number, number[][]>();
  all.forEach(({ answers }, i) => {
    at(posteriors, i).forEach((share, truth) => {
      classes[truth] = at(classes, truth) + share;
      for (const { worker, option } of answers) {
        let matrix = workers.get(worker);
        if (matrix === undefined) {
          matrix = Array.from({ length: options }, () => Array<number>(options).fill(smoothing));
          workers.set(worker, matrix);
        }
        at(matrix, truth)[option] = at(at(matrix, truth), option) + share;
      }
    });
  });
  return {
    classes: normalised(classes),
    workers: new Map([...workers].map(([worker, matrix]) => [worker, matrix.map(normalised)])),
  };
}

function expected(
  { answers }: OfflineQuestion,
  classes: readonly number[],
  workers: ReadonlyMap<number, Matrix>,
): readonly number[] {
  const logs = classes.map((share, truth) => {
    let log = Math.log(share);
    for (const { worker, option } of answers)
      log += Math.log(at(at(entryOf(workers, worker), truth), option));
    return log;
  });
  const highest = Math.max(...logs);
  return normalised(logs.map((log) => Math.exp(log - highest)));
}

function normalised(values: readonly number[]): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}
