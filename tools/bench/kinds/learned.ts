import { unknownWorker, type WorkerStatistics } from '@asg/consensus';
import { basesOf, type Kind, newCrowdModel, taught, weighed } from '../../../packages/kinds/src/index.ts';
import type { CrowdTask } from './crowds.ts';

/** What the labels of each task amount to, all of them, one task after the other: each teaches who is to be believed in the next. */
export function learnedValues<Spec, Value>(
  kind: Kind<Spec, Value>,
  tasks: readonly CrowdTask<Spec, Value>[],
): readonly Value[] {
  const workers = new Map<number, WorkerStatistics>();
  let model: ReturnType<typeof newCrowdModel> | null = null;
  return tasks.map(({ spec, labels: given }) => {
    const before = model ?? newCrowdModel(kind.units(spec));
    const labels = given.map(({ worker: number, value, ...shown }) => {
      const worker = workers.get(number) ?? unknownWorker;
      const said = { ...shown, worker, answers: kind.answers(value, spec) };
      return { ...said, number, value, columns: weighed(before, said) };
    });
    const limits = { minLabels: labels.length, maxLabels: labels.length };
    const policy = { policy: 'adaptive', targetConfidence: 0.95, ...limits } as const;
    const after = taught(before, labels, null);
    model = after.model;
    for (const [i, { number }] of labels.entries()) workers.set(number, after.workers[i] ?? unknownWorker);
    const found = kind.combine(labels, { kind: 'weighed', policy, bases: basesOf(before) }, spec);
    if (found.kind !== 'decided') throw new Error(`all labels are there, and the task is ${found.kind}`);
    return found.value;
  });
}
