import { Readable } from 'node:stream';
import { houseCustomerId } from '@asg/domain';
import type { TrailFilter } from '@asg/people';
import { type AuditLogFilterQuery, pageLimitDefault, routes } from '@asg/wire';
import { customerOf, workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { Refusal, refuseFields } from '../refusals/refusal.ts';
import { momentOf } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { csvOf, jsonlOf, pageReply, type Reader } from './replies.ts';

type Format = 'jsonl' | 'csv';

const mediaTypes = { jsonl: 'application/x-ndjson', csv: 'text/csv; charset=utf-8' };

/** Trails, for those whose they are, and for operators. */
export function serveTrail(serve: Serve, { trailReader }: GatewayOptions): void {
  const file = (ownerId: string | null, filter: TrailFilter, format: Format, reader: Reader) => {
    const pages = trailReader.pages(ownerId, filter);
    const text = format === 'csv' ? csvOf(pages, reader) : jsonlOf(pages, reader);
    const headers = {
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="audit-log.${format}"`,
    };
    return { status: 200, headers, body: Readable.from(text, { objectMode: false }) } as const;
  };

  const own = async (
    ownerId: string,
    query: AuditLogFilterQuery & { readonly limit?: number; readonly cursor?: string },
  ) => {
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    const { limit = pageLimitDefault, cursor = null } = query;
    const page = await trailReader.of(ownerId, filter, { limit, before: cursor });
    return { status: 200, body: pageReply(page, 'owner') } as const;
  };

  serve(routes.listAuditLog, (request) => own(customerOf(request).customerId, request.query));

  serve(routes.listWorkerAuditLog, (request) => own(workerOf(request).worker.workerId, request.query));

  serve(routes.exportAuditLog, async (request) => {
    const { format = 'jsonl', ...query } = request.query;
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    return file(customerOf(request).customerId, filter, format, 'owner');
  });

  serve(routes.adminListAuditLog, async ({ query }) => {
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    const { limit = pageLimitDefault, cursor = null, owner_id: ownerId } = query;
    const page = { limit, before: cursor };
    const found = await (ownerId === undefined
      ? trailReader.all(filter, page)
      : trailReader.of(ownerOf(ownerId), filter, page));
    return { status: 200, body: pageReply(found, 'operator') };
  });

  serve(routes.adminExportAuditLog, async ({ query: { format = 'jsonl', owner_id: ownerId, ...query } }) => {
    const filter = filterOf(query);
    if (filter instanceof Refusal) return filter;
    return file(ownerId === undefined ? null : ownerOf(ownerId), filter, format, 'operator');
  });
}

/** `house`: the operator's own trail. */
const ownerOf = (ownerId: string): string => (ownerId === 'house' ? houseCustomerId : ownerId);

function filterOf(query: AuditLogFilterQuery): TrailFilter | Refusal {
  const [since, until] = [momentOf('since', query.since), momentOf('until', query.until)];
  if (!since.ok || !until.ok)
    return refuseFields([since, until].flatMap((moment) => (moment.ok ? [] : [moment.detail])));
  return {
    action: query.action,
    outcome: query.outcome,
    actorId: query.actor_id,
    objectId: query.object_id,
    ...(since.ms !== null && { sinceMs: since.ms }),
    ...(until.ms !== null && { untilMs: until.ms }),
  };
}
