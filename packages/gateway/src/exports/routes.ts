import { Readable } from 'node:stream';
import { type ExportFormat, exportExtensions, exportMediaTypes } from '@asg/domain';
import { type ExportedFile, type ExportStyle, formatProblem, sizeProblem } from '@asg/exports';
import { routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { filterOf } from '../tasks/list-routes.ts';
import { attachmentOf, fileNameOf } from './file-name.ts';

/** Tasks with their labels, as files. */
export function serveExports(serve: Serve, { jobs, exports, taskList }: GatewayOptions): void {
  serve(routes.exportJob, async (request) => {
    const { partial = false } = request.query;
    const order = orderOf(request.query);
    if (order instanceof Refusal) return order;
    const stored = await jobs.job(customerOf(request).customerId, request.params.job_id);
    if (stored === null) return refuse('job_not_found');
    const { job } = stored;
    const problem = formatProblem(order.format, job.taskType) ?? sizeProblem(order.format, job.cursor.line);
    if (problem !== null)
      return refuseFields([{ field: 'format', constraint: 'task_type', message: problem }]);
    if (job.endedAtMs === null && !partial) return refuse('job_not_completed');
    return fileReply(exports.job(job, order.format, order.style), order.format, job.jobId);
  });

  serve(routes.exportBatch, async (request) => {
    const order = orderOf(request.query);
    if (order instanceof Refusal) return order;
    const { batch_id: batchId } = request.params;
    const file = await exports.batch(customerOf(request).customerId, batchId, order.format, order.style);
    return file === null ? refuse('batch_not_found') : fileReply(file, order.format, batchId);
  });

  serve(routes.exportTasks, async (request) => {
    const order = orderOf(request.query);
    if (order instanceof Refusal) return order;
    const filter = filterOf(request.query);
    if (filter instanceof Refusal) return filter;
    const { customerId } = customerOf(request);
    const file = exports.tasks(() => taskList.pages(customerId, filter), order.format, order.style);
    return fileReply(file, order.format, 'tasks');
  });
}

/** What a spreadsheet may open. */
const tables: readonly ExportFormat[] = ['csv', 'preferences_csv'];

interface ExportQuery {
  readonly format?: ExportFormat | undefined;
  readonly bom?: boolean | undefined;
  readonly guard_formulas?: boolean | undefined;
}

function orderOf({
  format = 'jsonl',
  bom,
  guard_formulas: guardsFormulas,
}: ExportQuery): { readonly format: ExportFormat; readonly style: ExportStyle } | Refusal {
  const given = Object.entries({ bom, guard_formulas: guardsFormulas });
  const wrong = tables.includes(format) ? [] : given.filter(([, value]) => value !== undefined);
  if (wrong.length === 0) return { format, style: { bom, guardsFormulas } };
  return refuseFields(
    wrong.map(([field]) => ({
      field,
      constraint: 'format',
      message: `${field} goes with format=csv alone, or preferences_csv`,
    })),
  );
}

function fileReply({ title, bytes }: ExportedFile, format: ExportFormat, fallback: string) {
  const name = `${fileNameOf(title, fallback)}.${exportExtensions[format]}`;
  const headers = { 'content-type': exportMediaTypes[format], 'content-disposition': attachmentOf(name) };
  // A stream in place of the text: it leaves as fast as the client takes it.
  return { status: 200, headers, body: Readable.from(bytes, { objectMode: false }) } as const;
}
