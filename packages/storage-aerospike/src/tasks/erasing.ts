import {
  type EraseTask,
  erasedOrder,
  isOpen,
  lineOfJobTask,
  type Task,
  type TaskOrder,
  withoutNote,
} from '@asg/domain';
import { sha256 } from '@asg/storage';
import { present } from '@asg/values/present';
import { keptOf, lineKey, lines } from '../jobs/store.ts';
import type { RecordStore } from '../records/record-store.ts';
import { erasedLists } from './listing.ts';
import { orderChunks, type Submission, submissions } from './submission.ts';
import { type TaskState, tasks } from './task-kind.ts';

/** Erases a task's content wherever it was written; null: there is no such task. Safe to repeat. */
export async function eraseTask(
  { documents, lists, cluster }: RecordStore,
  taskId: string,
  request: EraseTask,
): Promise<Task | null> {
  const { operations } = cluster.driver;
  const erased = await documents.change<TaskState, TaskState | null>(tasks, taskId, (found) => {
    if (found === null) return { result: null };
    const silent = isOpen(found.task.state) ? null : withoutNote(found.task);
    const task = silent ?? found.task;
    const order = erasedOrder(task, task, request, sha256);
    if (order === null && silent === null) return { result: found };
    const state = { ...found, task: { ...task, ...order } };
    const [fixed] = present(tasks.split, 'the fixed part of tasks').take(state);
    const operation = operations.write('o', JSON.stringify(fixed));
    const effects = order === null ? [] : erasedLists(found);
    return { state, effects, operations: [operation], result: state };
  });
  if (erased?.task.erased === undefined) return erased?.task ?? null;
  const { task, by } = erased;
  const submission = await documents.read<Submission>(submissions, by);
  for (let chunk = 0; chunk < (submission?.state.chunks ?? 0); chunk++)
    await documents.change<readonly TaskOrder[], null>(orderChunks, `${by} ${chunk}`, (orders) => {
      const without = (order: TaskOrder) => erasedOrder(task, order, request, sha256) ?? order;
      if (orders?.some((order) => order.taskId === taskId && without(order) !== order) !== true)
        return { result: null };
      return {
        state: orders.map((order) => (order.taskId === taskId ? without(order) : order)),
        result: null,
      };
    });
  if (task.jobId !== null) {
    const line = lineOfJobTask(taskId);
    await documents.change<string, null>(lines, `${task.jobId}|${line}`, (text) =>
      text === null ? { result: null } : { state: '', result: null },
    );
    await lists.remove(keptOf(task.jobId), [lineKey(line)]);
  }
  return task;
}
