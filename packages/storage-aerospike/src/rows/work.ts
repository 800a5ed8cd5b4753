import { type JobRecord, openTask, type Task, type TaskOrder } from '@asg/domain';
import type { StoredRow } from '@asg/storage';
import { sumNames } from '../derived-names.ts';
import { jobs, keptOf, lineKey, lines, rejectedOf } from '../jobs/store.ts';
import type { Effect } from '../records/effects.ts';

import { tasks } from '../tasks/task-kind.ts';
import { jsonOf, type Made, makeAll, moved, numberOf, type RowImporter, textOf } from './row-importer.ts';

/** The revision of a document that is made. */
const firstRevision = 1;

function taskOf(row: StoredRow): Task {
  const order = jsonOf<TaskOrder>(row, 'order_json');
  if (row.work_json === null) return openTask(order);
  const task = { ...order, ...jsonOf<Task>(row, 'work_json') };
  const { payment } = task;
  if (row.reserved_by === null || payment.kind !== 'due') return task;
  // A reservation changes its own column alone; what is held for no stored settlement was given back before.
  const settlementId = textOf(row, 'reserved_by');
  return { ...task, payment: { kind: 'reserved', sinceMs: payment.sinceMs, settlementId } };
}

/** Queued at the end of its class: workers begin at the head of the queue again. */
function queueEffect(row: StoredRow, { taskId, createdAtMs: nowMs }: Task): Effect {
  const place = { rank: numberOf(row, 'queue_rank'), language: textOf(row, 'language') };
  return ['do', 'queue', { taskId, ticket: firstRevision, ...place, nowMs }];
}

const importTasks: RowImporter = (records, rows) =>
  makeAll(
    records,
    tasks,
    rows.map((row) => {
      const task = taskOf(row);
      const isQueued = row.queue_seq !== null;
      return {
        id: task.taskId,
        state: { task, ticket: isQueued ? firstRevision : 0, by: moved },
        effects: isQueued ? [queueEffect(row, task)] : [],
      };
    }),
  );

const importJobs: RowImporter = (records, rows) =>
  makeAll(
    records,
    jobs,
    rows.map((row) => {
      const job = jsonOf<JobRecord>(row);
      const isWoken = job.status === 'labeling' && job.dueAtMs === null && row.due_at !== null;
      return { id: job.jobId, state: { job, isWoken } };
    }),
  );

const importCounts: RowImporter = async (records, rows) => {
  await Promise.all(
    rows.map((row) =>
      records.sums.add(sumNames.job(textOf(row, 'job_id')), moved, {
        opened: numberOf(row, 'opened'),
        settled: numberOf(row, 'settled'),
        expired: numberOf(row, 'expired'),
        cancelled: numberOf(row, 'cancelled'),
        costSats: numberOf(row, 'cost_sats'),
      }),
    ),
  );
};

const importRejections: RowImporter = async (records, rows) => {
  for (const [jobId, own] of Map.groupBy(rows, (row) => textOf(row, 'job_id'))) {
    const entries = own.map((row) => [lineKey(numberOf(row, 'line')), textOf(row, 'reason')] as const);
    await records.lists.put(rejectedOf(jobId), entries);
  }
};

const importLines: RowImporter = async (records, rows) => {
  const all = rows.map((row): Made<string> => {
    return { id: `${textOf(row, 'job_id')}|${numberOf(row, 'line')}`, state: textOf(row, 'sent') };
  });
  await makeAll(records, lines, all);
  for (const [jobId, own] of Map.groupBy(rows, (row) => textOf(row, 'job_id'))) {
    const entries = own.map((row) => [lineKey(numberOf(row, 'line')), ''] as const);
    await records.lists.put(keptOf(jobId), entries);
  }
};

export const workTakers = {
  task: importTasks,
  job: importJobs,
  job_count: importCounts,
  job_rejection: importRejections,
  job_line: importLines,
} as const;
