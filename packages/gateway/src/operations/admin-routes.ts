import { routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { auditReply } from './audit-reply.ts';

const hoursDefault = 24;

/** What waits, and whether all that is stored is right; behind the admin token. */
export function serveOperationsAdmin(serve: Serve, options: GatewayOptions): void {
  const { settlements, consensus, queues, vitals, log } = options;
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

  serve(routes.adminGetVitals, async ({ query: { hours = hoursDefault } }) => {
    const { fromMs, stepMs, points } = await vitals.last(hours);
    return {
      status: 200,
      body: { from: rfc3339(fromMs), step_seconds: stepMs / 1000, points: points.map(pointReply) },
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

type Points = Awaited<ReturnType<GatewayOptions['vitals']['last']>>['points'];

function pointReply(point: Points[number]) {
  if (point === null) return null;
  return {
    processes: point.processes,
    requests_per_second: rounded(point.requestsPerSecond),
    failed_per_minute: rounded(point.failedPerMinute),
    p95_ms: point.p95Ms,
    labels_per_minute: rounded(point.labelsPerMinute),
    event_loop_delay_ms: point.loopDelayMs,
    memory_bytes: point.memoryBytes,
    disk_free_bytes: point.diskFreeBytes,
    work: point.work,
    payment: point.payment,
    payment_lag_seconds: rounded(point.paymentLagMs / 1000),
    webhook_endpoints: point.endpoints,
    webhook_lag_seconds: rounded(point.webhookLagMs / 1000),
  };
}

const rounded = (n: number): number => Math.round(n * 100) / 100;
