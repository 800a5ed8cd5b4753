import { unknownWorker, type WorkerStatistics } from '@asg/consensus';
import {
  basesOf,
  type Ground,
  type MarkKind,
  type MarksSpec,
  markColumns,
  markUnit,
  newCrowdModel,
  taughtByMarks,
} from '../../../packages/kinds/src/index.ts';
import type { CrowdTask } from './crowds.ts';

/** What the labels of each task amount to, one task after the other: each mark teaches who is to be believed in the next task. */
export function learnedMarks<Mark>(
  kind: Pick<MarkKind<Mark, never>, 'combine' | 'makers'>,
  tasks: readonly CrowdTask<MarksSpec, readonly Mark[]>[],
): readonly (readonly Mark[])[] {
  const workers = new Map<number, WorkerStatistics>();
  let model = newCrowdModel([markUnit]);
  const known = (worker: number): WorkerStatistics => workers.get(worker) ?? unknownWorker;
  return tasks.map(({ spec, labels }) => {
    const given = labels.map(({ worker, value }) => ({ value, columns: markColumns(model, known(worker)) }));
    const limits = { minLabels: labels.length, maxLabels: labels.length };
    const policy = { policy: 'adaptive', targetConfidence: 0.95, ...limits } as const;
    const ground: Ground = { kind: 'weighed', policy, bases: basesOf(model) };
    const found = kind.combine(given, ground, spec);
    if (found.kind !== 'decided') throw new Error(`all labels are there, and the task is ${found.kind}`);
    const said = labels.map(({ worker, value }) => ({ value, worker: known(worker) }));
    const after = taughtByMarks(kind, model, said, null);
    model = after.model;
    for (const [i, { worker }] of labels.entries()) workers.set(worker, after.workers[i] ?? unknownWorker);
    return found.value;
  });
}
