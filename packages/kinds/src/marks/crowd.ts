import { unknownWorker, type WorkerStatistics } from '@asg/consensus';
import { at } from '@asg/values/present';
import { type CrowdModel, type TaughtCrowd, taught, weighed } from '../units/crowd.ts';
import { type MarkKind, markUnit } from './mark-kind.ts';

/** A label that is a list of marks, and what is known of who gave it. */
interface MarkedBy<Mark> {
  readonly value: readonly Mark[];
  readonly worker: WorkerStatistics;
}

/** What a worker says by not making a mark, and by making it: the columns of their label, whatever marks it has. */
export const markColumns = (model: CrowdModel, worker: WorkerStatistics): readonly (readonly number[])[] =>
  markUnit.answers.flatMap((_, answer) => weighed(model, { worker, answers: [answer] }));

/**
 * The crowd after one more closed task: each mark that somebody made teaches as any other unit does, by who made it and who did not.
 * `truth`: the right value, where it is known.
 */
export function taughtByMarks<Mark>(
  kind: Pick<MarkKind<Mark, never>, 'makers'>,
  before: CrowdModel,
  labels: readonly MarkedBy<Mark>[],
  truth: readonly Mark[] | null,
): TaughtCrowd {
  const values = labels.map(({ value }) => value);
  let found: TaughtCrowd = { model: before, workers: labels.map(({ worker }) => worker) };
  for (const made of kind.makers(truth === null ? values : [...values, truth])) {
    const { model, workers } = found;
    const said = labels.map((_, i) => {
      const one = { worker: workers[i] ?? unknownWorker, answers: [made[i] === true ? 1 : 0] };
      return { ...one, columns: weighed(model, one) };
    });
    found = taught(model, said, truth === null ? null : [at(made, labels.length) ? 1 : 0]);
  }
  return found;
}
