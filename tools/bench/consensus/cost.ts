import {
  adaptiveDefaults,
  basisOf,
  decideAdaptive,
  learnFrom,
  logLikelihoodsOf,
  newTemplate,
  unknownWorker,
  viewOf,
  type WorkerStatistics,
} from '@asg/domain';
import { fraction, seededRandom } from '@asg/runtime';
import type { Figure } from '../figures.ts';

const options = 10;
const workersCount = 10_000;
const tasksCount = 40_000;
const labelsOfTask = 5;
const microsecondsMax = 20;

/** The adaptive policy's work for a label, all counted: weighing, deciding, and its share of learning at the close. */
export function benchConsensus(): readonly Figure[] {
  const random = seededRandom('consensus');
  const workers = Array.from({ length: workersCount }, (): WorkerStatistics => unknownWorker);
  let view = viewOf(newTemplate(options));
  const policy = { policy: 'adaptive', ...adaptiveDefaults } as const;
  const tasks = Array.from({ length: tasksCount }, () => {
    const truth = Math.floor(fraction(random) * options);
    return Array.from({ length: labelsOfTask }, () => ({
      number: Math.floor(fraction(random) * workersCount),
      option: fraction(random) < 0.7 ? truth : Math.floor(fraction(random) * options),
    }));
  });
  let labelled = 0;
  const started = process.cpuUsage();
  for (const task of tasks) {
    const basis = basisOf(view);
    const labels: { number: number; worker: WorkerStatistics; option: number; column: readonly number[] }[] =
      [];
    for (const { number, option } of task) {
      const worker = workers[number]!;
      labels.push({ number, worker, option, column: logLikelihoodsOf(view, worker, option) });
      labelled++;
      if (decideAdaptive(labels, basis, policy).kind === 'decided') break;
    }
    const learned = learnFrom(view, { labels, truth: null });
    view = viewOf(learned.template);
    labels.forEach(({ number }, i) => {
      workers[number] = learned.workers[i]!;
    });
  }
  // Of the processor, not of the clock: others work on the same machine.
  const microseconds = process.cpuUsage(started).user / labelled;
  const stored = workers.map((worker) => JSON.stringify(worker).length);
  const numbers = workers.map(({ cells }) => cells.length + 2);
  const mean = (values: readonly number[]): string =>
    Math.round(values.reduce((sum, value) => sum + value, 0) / values.length).toLocaleString('en-US');
  return [
    {
      what: `adaptive consensus, a label (${options} options, ${workersCount.toLocaleString('en-US')} workers)`,
      value: `${microseconds.toFixed(1)} µs`,
      aim: `under ${microsecondsMax} µs`,
      reached: microseconds < microsecondsMax,
    },
    { what: 'labels of a worker', value: mean([labelled / workersCount]) },
    {
      what: 'worker and template, in memory (8 bytes a number), mean',
      value: `${mean(numbers.map((n) => n * 8))} B`,
    },
    { what: 'worker and template, as JSON, mean', value: `${mean(stored)} B` },
    { what: 'worker and template, as JSON, largest', value: `${Math.max(...stored)} B` },
    {
      what: 'template, as JSON',
      value: `${JSON.stringify(view.statistics).length.toLocaleString('en-US')} B`,
    },
  ];
}
