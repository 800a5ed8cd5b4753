import { changedSums, countedBatch, type TaskState as State, type Task } from '@asg/domain';
import { sha256 } from '@asg/storage';
import { sumNames } from '../derived-names.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';
import { batches } from './submission.ts';
import { type TaskState, tasks } from './task-kind.ts';

/** What a change adds to sums of results, and what the task's record notes of it, so that each state is counted once. Figures are few: an hour has 60, a template two for each option and one for each pair. */
export function results(
  before: Task,
  after: Task,
  counted: State = 'pending',
): { readonly noted: Pick<TaskState, 'counted'>; readonly effects: readonly Effect[] } {
  const sums = changedSums(before, after, sha256, counted);
  return {
    noted: after.batchId == null || after.state === 'pending' ? {} : { counted: after.state },
    effects: sums.map(({ name, by }) => ['add', sumNames.results(name), by]),
  };
}

/** Each task of its own that the sum does not have as it is now; then the batch notes that all are counted. */
export async function countBatch({ documents }: RecordStore, batchId: string): Promise<boolean> {
  const batch = await documents.read(batches, batchId);
  if (batch === null) return false;
  const { taskIds } = batch.state;
  const found = await documents.readMany(tasks, taskIds);
  const own = found.flatMap((known) => (known?.state.task.batchId === batchId ? [known] : []));
  await documents.changeMany<TaskState, null>(
    tasks,
    [...new Map(own.map((known) => [known.id, known])).values()].map((known) => ({
      id: known.id,
      known,
      changer: (state) => {
        if (state === null || (state.counted ?? 'pending') === state.task.state) return { result: null };
        const { noted, effects } = results(state.task, state.task, state.counted);
        return { state: { ...state, ...noted }, effects, result: null };
      },
    })),
  );
  const listed = found.map((known) => known?.state.task ?? null);
  const { repeated } = countedBatch(batchId, listed);
  await documents.change(batches, batchId, (state) =>
    state === null || state.repeated !== undefined
      ? { result: null }
      : { state: { ...state, repeated }, result: null },
  );
  return true;
}
