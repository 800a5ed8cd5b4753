import {
  listedKeysMax,
  listedValue,
  type MetadataPair,
  parseJson,
  storedMetadata,
  type TaskFilter,
} from '@asg/domain';
import type { ListState } from '@asg/engines';
import { isRecord } from '@asg/values/json';
import { pageLimitDefault, routes, type TaskFilterQuery } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal, refuseFields } from '../refusals/refusal.ts';
import { momentOf, rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { taskReply } from './replies.ts';

const notMembers = {
  field: 'metadata',
  constraint: 'members',
  message: `metadata must be a JSON object with 1 to ${listedKeysMax} members that are texts, numbers, true or false`,
};

export function serveTaskList(serve: Serve, { taskList, listKeys, clock }: GatewayOptions): void {
  serve(routes.listTasks, async (request) => {
    const { query } = request;
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    const { limit = pageLimitDefault, cursor = null, sort = 'created', order = 'desc' } = query;
    const wanted = { limit, cursor, sort, order };
    const { tasks, nextCursor, lists } = await taskList.page(customerOf(request).customerId, filter, wanted);
    const body = {
      data: tasks.map(taskReply),
      next_cursor: nextCursor,
      lists: listsReply(lists, clock.nowMs()),
    };
    return { status: 200, body };
  });

  serve(routes.chooseListedKeys, async (request) => {
    const { keys } = request.body;
    tellTrail(request, { personal: { keys: keys.join(', ') } });
    const lists = await listKeys.choose(customerOf(request).customerId, keys);
    return { status: 200, body: listsReply(lists, clock.nowMs()) };
  });
}

function listsReply({ keys, filledTo }: ListState, nowMs: number) {
  return { keys: [...keys], filled_to: filledTo === null ? null : rfc3339(Math.min(filledTo, nowMs)) };
}

/** Which tasks a query asks for. */
export function filterOf(query: TaskFilterQuery): TaskFilter | Refusal {
  const moments = [
    momentOf('created_after', query.created_after),
    momentOf('created_before', query.created_before),
    momentOf('decided_after', query.decided_after),
    momentOf('decided_before', query.decided_before),
  ] as const;
  const bad = moments.flatMap((moment) => (moment.ok ? [] : [moment.detail]));
  if (bad.length > 0) return refuseFields(bad);
  const metadata = membersOf(query.metadata);
  if (metadata === null) return refuseFields([notMembers]);
  const [after, before, decidedAfter, decidedBefore] = moments.map((moment) =>
    moment.ok ? moment.ms : null,
  );
  return {
    status: query.status ?? null,
    type: query.type ?? null,
    batchId: query.batch_id ?? null,
    jobId: query.job_id ?? null,
    template: query.template ?? null,
    answer: query.answer ?? null,
    review: query.review ?? null,
    metadata,
    createdAfterMs: after ?? null,
    createdBeforeMs: before ?? null,
    decidedAfterMs: decidedAfter ?? null,
    decidedBeforeMs: decidedBefore ?? null,
    confidenceFrom: query.confidence_from ?? null,
    confidenceBelow: query.confidence_below ?? null,
    text: query.search?.trim() ?? null,
  };
}

/** The members that metadata is to have; null: they say nothing that a list could have. */
function membersOf(text: string | undefined): readonly MetadataPair[] | null {
  if (text === undefined) return [];
  const parsed = parseJson(text, 'metadata');
  if (!parsed.ok || !isRecord(parsed.value)) return null;
  const metadata = storedMetadata(parsed.value);
  const keys = Object.keys(parsed.value);
  const pairs = keys.flatMap((key) => {
    const value = listedValue(metadata, key);
    return value === null ? [] : [{ key, value }];
  });
  return pairs.length < keys.length || keys.length < 1 || keys.length > listedKeysMax ? null : pairs;
}
