import { openTask, type Task, type TaskOrder } from '@asg/domain';

/** The columns a task is made of. `work_json` is null until something has happened to it. */
export interface TaskRow {
  readonly order_json: string;
  readonly work_json: string | null;
}

export function taskOf(row: TaskRow): Task {
  const order = JSON.parse(row.order_json) as TaskOrder;
  if (row.work_json === null) return openTask(order);
  return { ...order, ...(JSON.parse(row.work_json) as Work) };
}

type Work = Omit<Task, keyof TaskOrder>;

/** The mutable part of a task as JSON. */
export function workJson(task: Task): string {
  const { state, labels, assignments, skippedBy, decision, payment, closedAtMs, targetLabels } = task;
  const work: Work = { state, labels, assignments, skippedBy, decision, payment, closedAtMs };
  return JSON.stringify(targetLabels === undefined ? work : { ...work, targetLabels });
}

/** The unchangeable part of a task as JSON, and nothing else that the object may carry. */
export function orderJson(order: TaskOrder): string {
  return JSON.stringify(order);
}
