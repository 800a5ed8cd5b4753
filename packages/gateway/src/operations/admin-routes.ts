import { routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { auditReply } from './audit-reply.ts';

/** What waits, and whether all that is stored is right; behind the admin token. */
export function serveOperationsAdmin(serve: Serve, options: GatewayOptions): void {
  const { settlements, consensus, queues, log } = options;
  serve(routes.adminGetQueues, async () => {
    const { work, payment, carried, settlements: watched } = await queues.report();
    const { count, oldestSinceMs } = payment;
    return {
      status: 200,
      body: {
        work,
        payment: { count, oldest_since: rfc3339OrNull(oldestSinceMs) },
        carried: carried.map(({ workerId, satoshis, sinceMs, dueAtMs, problem }) => ({
          worker_id: workerId,
          sats: satoshis,
          since: rfc3339(sinceMs),
          due_at: rfc3339(dueAtMs),
          problem,
        })),
        settlements: watched,
      },
    };
  });

  serve(routes.adminAudit, async () => {
    const report = await settlements.audit();
    if (!report.ok) log.error({ results: report.results.filter((one) => !one.ok) }, 'the audit found faults');
    return { status: 200, body: auditReply(report) };
  });

  serve(routes.adminAuditDecisions, async () => {
    const report = await consensus.auditDecisions();
    if (!report.ok) log.error({ ...report }, 'stored decisions do not come out the same');
    return { status: 200, body: report };
  });
}
