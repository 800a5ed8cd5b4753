import type { TaskFilter } from '@asg/engines';
import { pageLimitDefault, routes, type TaskFilterQuery } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal, refuseFields } from '../refusals/refusal.ts';
import { momentOf } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { taskReply } from './replies.ts';

export function serveTaskList(serve: Serve, { taskList }: GatewayOptions): void {
  serve(routes.listTasks, async (request) => {
    const { query } = request;
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    const { limit = pageLimitDefault, cursor = null } = query;
    const page = await taskList.page(customerOf(request).customerId, filter, { limit, cursor });
    return { status: 200, body: { data: page.tasks.map(taskReply), next_cursor: page.nextCursor } };
  });
}

/** Which tasks a query asks for. */
export function filterOf(query: TaskFilterQuery): TaskFilter | Refusal {
  const moments = [
    momentOf('created_after', query.created_after),
    momentOf('created_before', query.created_before),
  ] as const;
  const bad = moments.flatMap((moment) => (moment.ok ? [] : [moment.detail]));
  if (bad.length > 0) return refuseFields(bad);
  const [after, before] = moments.map((moment) => (moment.ok ? moment.ms : null));
  return {
    status: query.status ?? null,
    type: query.type ?? null,
    batchId: query.batch_id ?? null,
    jobId: query.job_id ?? null,
    createdAfterMs: after ?? null,
    createdBeforeMs: before ?? null,
    text: query.search?.trim() ?? null,
  };
}
