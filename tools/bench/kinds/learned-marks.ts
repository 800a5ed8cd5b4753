import { unknownWorker, type WorkerStatistics } from '@asg/consensus';
import {
  basesOf,
  type Ground,
  type MarkKind,
  type MarksSpec,
  markUnit,
  newCrowdModel,
  taught,
  weighed,
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
  const columnsOf = (worker: number): readonly (readonly number[])[] =>
    [0, 1].flatMap((answer) => weighed(model, { worker: known(worker), answers: [answer] }));
  return tasks.map(({ spec, labels }) => {
    const given = labels.map(({ worker, value }) => ({ value, columns: columnsOf(worker) }));
    const limits = { minLabels: labels.length, maxLabels: labels.length };
    const policy = { policy: 'adaptive', targetConfidence: 0.95, ...limits } as const;
    const ground: Ground = { kind: 'weighed', policy, bases: basesOf(model) };
    const found = kind.combine(given, ground, spec);
    if (found.kind !== 'decided') throw new Error(`all labels are there, and the task is ${found.kind}`);
    for (const made of kind.makers(labels.map(({ value }) => value))) {
      const said = labels.map(({ worker }, i) => {
        const one = { worker: known(worker), answers: [made[i] === true ? 1 : 0] };
        return { ...one, columns: weighed(model, one) };
      });
      const after = taught(model, said, null);
      model = after.model;
      for (const [i, { worker }] of labels.entries()) workers.set(worker, after.workers[i] ?? unknownWorker);
    }
    return found.value;
  });
}
