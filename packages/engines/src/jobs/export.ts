import { setImmediate } from 'node:timers/promises';
import { type ExportFormat, type JobRecord, jobTaskId, type Task } from '@asg/domain';
import type { Storage } from '@asg/storage';
import { groundTruthOf } from './ground-truth-export.ts';

const pageLines = 200;

const columns = [
  'line',
  'task_id',
  'status',
  'data_url',
  'consensus_label',
  'confidence',
  'agreement_count',
  'worker_count',
  'bsv_txid',
  'total_cost_sats',
  'settled_at',
  'metadata',
] as const;
type Cell = string | number | Readonly<Record<string, unknown>> | null;
type Row = Readonly<Record<(typeof columns)[number], Cell>>;

/** The job's tasks by line, as text of the format, a page of tasks at a time. */
export async function* exportOf(
  storage: Storage,
  job: JobRecord,
  format: ExportFormat,
): AsyncGenerator<Buffer> {
  const pages = format === 'ground_truth' ? groundTruthOf(storage, job) : rowsOf(storage, job, format);
  for await (const page of pages) {
    yield page;
    // A client that takes all at once would otherwise keep everybody else waiting.
    await setImmediate();
  }
}

async function* rowsOf(
  storage: Storage,
  { jobId, cursor }: JobRecord,
  format: 'jsonl' | 'csv',
): AsyncGenerator<Buffer> {
  if (format === 'csv') yield Buffer.from(`${columns.join(',')}\r\n`);
  for (let first = 1; first <= cursor.line; first += pageLines) {
    const count = Math.min(pageLines, cursor.line - first + 1);
    const ids = Array.from({ length: count }, (_, i) => jobTaskId(jobId, first + i));
    const tasks = await storage.tasks.many(ids);
    const rows = tasks.flatMap((task, i) => (task === null ? [] : [rowOf(task, first + i)]));
    const text = rows.map(format === 'csv' ? csvLine : jsonLine).join('');
    if (text !== '') yield Buffer.from(text);
  }
}

function rowOf(task: Task, line: number): Row {
  const { decision, payment } = task;
  const paid = payment.kind === 'paid' ? payment : null;
  return {
    line,
    task_id: task.taskId,
    status: task.state,
    data_url: task.dataUrl,
    consensus_label: decision === null ? null : (task.labelSpec.options[decision.option] ?? null),
    confidence: decision?.confidence ?? null,
    agreement_count: decision?.agreementCount ?? null,
    worker_count: decision?.workerCount ?? task.labels.length,
    bsv_txid: paid?.txid ?? null,
    total_cost_sats: paid?.costSats ?? null,
    settled_at: paid === null ? null : new Date(paid.settledAtMs).toISOString(),
    metadata: task.metadata,
  };
}

function jsonLine(row: Row): string {
  return `${JSON.stringify(row)}\n`;
}

/** RFC 4180. */
function csvLine(row: Row): string {
  const cells = columns.map((name) => {
    const value = row[name];
    const text = value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${cells.join(',')}\r\n`;
}
