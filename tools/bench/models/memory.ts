import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { seededRandom } from '@asg/runtime';
import { type Figure, mean } from '../figures.ts';
import { simulated } from './crowd.ts';
import { knownAfter } from './replay.ts';

const optionCounts = [2, 4, 10, 50];
const tasks = 1_500;
const copies = 2_000;

/** What a model of a customer takes on a template, beside a worker who has given hundreds of labels there: as it is stored, and in memory. */
export function benchModelMemory(): readonly Figure[] {
  return optionCounts.map((options) => {
    const scene = simulated('right 80 %', options, tasks, seededRandom(`memory ${options}`));
    const { workers, model } = knownAfter(scene, options);
    const [stored, known] = [mean(workers.map(storedBytes)), mean(workers.map(heapBytes))];
    const [storedModel, knownModel] = [storedBytes(model), heapBytes(model)];
    const told = (one: number, other: number, where: string): string =>
      `${one.toFixed(0)} bytes ${where}, a worker ${other.toFixed(0)}`;
    return {
      what: `${options} options: a model after ${tasks} tasks`,
      value: `${told(storedModel, stored, 'stored')}; ${told(knownModel, known, 'in memory')}`,
    };
  });
}

const storedBytes = (record: unknown): number => Buffer.byteLength(JSON.stringify(record));

/** By what many copies of it take. */
function heapBytes(record: unknown): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const text = JSON.stringify(record);
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = Array.from({ length: copies }, () => JSON.parse(text) as unknown);
  collect();
  const bytes = (process.memoryUsage().heapUsed - before) / copies;
  if (kept.length < copies) throw new Error('copies are missing');
  return bytes;
}
