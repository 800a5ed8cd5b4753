import { recordOf, type TaskState, taskStates } from '../names.ts';
import type { Task } from '../task/task.ts';

/** Figures by name; what a change adds to a sum, or what a sum is. */
export type ResultFigures = Readonly<Record<string, number>>;
export type StateCounts = Readonly<Record<TaskState, number>>;
type BatchTask = Pick<Task, 'taskId' | 'batchId' | 'state'>;

const figureOf = (state: TaskState): string => `in_${state}`;

export const isStateFigure = (figure: string): boolean =>
  taskStates.some((state) => figureOf(state) === figure);

/** What a task of a batch adds to the batch's sum when it goes from one state to another. Pending ones are the rest, so a new one adds nothing. */
export function movedStates(from: TaskState, to: TaskState): ResultFigures {
  if (from === to) return {};
  return { ...(from === 'pending' ? {} : { [figureOf(from)]: -1 }), [figureOf(to)]: 1 };
}

/** How many of a batch's tasks are in each state. `others`: those that it names and does not count, as often as it names them. */
export function batchCounts(
  taskCount: number,
  figures: ResultFigures,
  others: readonly (BatchTask | null)[],
): StateCounts {
  const counts = recordOf(taskStates, (state) => figures[figureOf(state)] ?? 0);
  const elsewhere = taskStates.reduce((sum, state) => sum + counts[state], 0);
  counts.pending = taskCount - others.length - elsewhere;
  for (const task of others) if (task !== null) counts[task.state]++;
  return counts;
}

/** Of the tasks that a batch names, in order: those that it does not count, and what its sum is. */
export function countedBatch(
  batchId: string,
  tasks: readonly (BatchTask | null)[],
): { readonly repeated: readonly string[]; readonly figures: ResultFigures } {
  const own = new Set<string>();
  const repeated: string[] = [];
  const figures: Record<string, number> = {};
  for (const state of taskStates) if (state !== 'pending') figures[figureOf(state)] = 0;
  for (const task of tasks) {
    if (task === null) continue;
    if (task.batchId !== batchId || own.has(task.taskId)) repeated.push(task.taskId);
    else {
      own.add(task.taskId);
      const figure = figureOf(task.state);
      if (task.state !== 'pending') figures[figure] = (figures[figure] ?? 0) + 1;
    }
  }
  return { repeated, figures };
}
