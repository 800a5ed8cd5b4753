import type { CustomerChange } from '@asg/engines';
import { pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import { rfc3339, rfc3339OrNull } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import {
  adminWorkerReply,
  auditReply,
  confusionReply,
  customerReply,
  moveReply,
  settlementDetailReply,
  settlementReply,
  treasuryReply,
} from './replies.ts';

/** The operator's routes; every one of them is behind the admin token. */
export function serveAdmin(serve: Serve, options: GatewayOptions): void {
  serveCustomersAdmin(serve, options);
  serveWorkersAdmin(serve, options);
  serveMoneyAdmin(serve, options);
}

function serveCustomersAdmin(serve: Serve, { customers, log }: GatewayOptions): void {
  serve(routes.adminListCustomers, async ({ query: { limit = pageLimitDefault, cursor = null } }) => {
    const found = await customers.list({ limit: limit + 1, before: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.customerId, customerReply) };
  });

  serve(routes.adminGetCustomer, async ({ params }) => {
    const customer = await customers.find(params.customer_id);
    return customer === null ? refuse('customer_not_found') : { status: 200, body: customerReply(customer) };
  });

  serve(routes.adminChangeCustomer, async ({ params, body }) => {
    const change = customerChange(body);
    if ('status' in change) return change;
    const changed = await customers.change(params.customer_id, change);
    if (changed === null) return refuse('customer_not_found');
    log.info({ customer_id: params.customer_id, change }, 'the operator changed a customer');
    const { customer, liveKey } = changed;
    return { status: 200, body: { customer: customerReply(customer), api_key: liveKey } };
  });
}

type ChangeBody = {
  readonly tier?: CustomerChange['tier'] | null;
  readonly quota?: { readonly set?: number | null; readonly add?: number | null } | null;
  readonly suspended?: boolean | null;
};

function customerChange({ tier, quota, suspended }: ChangeBody): CustomerChange | Refusal {
  const { set = null, add = null } = quota ?? {};
  if (quota != null && (set === null) === (add === null)) {
    const message = 'quota must have either set or add';
    return refuseFields([{ field: 'quota', constraint: 'oneOf', message }]);
  }
  return {
    ...(tier == null ? {} : { tier }),
    ...(suspended == null ? {} : { suspended }),
    ...(set === null ? {} : { quota: { set } }),
    ...(add === null ? {} : { quota: { add } }),
  };
}

function serveWorkersAdmin(serve: Serve, options: GatewayOptions): void {
  const { workers, quality, consensus, log } = options;
  const reply = async (worker: Parameters<typeof quality.of>[0]) =>
    adminWorkerReply(await quality.of(worker));

  serve(routes.adminListWorkers, async ({ query: { limit = pageLimitDefault, cursor = null } }) => {
    const found = await workers.list({ limit: limit + 1, before: cursor });
    const known = await Promise.all(found.map((worker) => quality.of(worker)));
    return { status: 200, body: pageReply(known, limit, (one) => one.worker.workerId, adminWorkerReply) };
  });

  serve(routes.adminGetWorker, async ({ params }) => {
    const worker = await workers.find(params.worker_id);
    return worker === null ? refuse('worker_not_found') : { status: 200, body: await reply(worker) };
  });

  serve(routes.adminGetConfusion, async ({ params, query }) => {
    const { limit = pageLimitDefault, cursor = null } = query;
    const worker = await workers.find(params.worker_id);
    if (worker === null) return refuse('worker_not_found');
    const found = await consensus.confusions(worker.workerId, { limit: limit + 1, after: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.template, confusionReply) };
  });

  serve(routes.adminSuspendWorker, async ({ params, body }) => {
    const worker = await workers.suspend(params.worker_id, body.reason.trim());
    if (worker === null) return refuse('worker_not_found');
    log.info({ worker_id: params.worker_id, reason: body.reason }, 'the operator suspended a worker');
    return { status: 200, body: await reply(worker) };
  });

  serve(routes.adminReinstateWorker, async ({ params }) => {
    const worker = await workers.reinstate(params.worker_id);
    if (worker === null) return refuse('worker_not_found');
    log.info({ worker_id: params.worker_id }, 'the operator reinstated a worker');
    return { status: 200, body: await reply(worker) };
  });
}

function serveMoneyAdmin(serve: Serve, options: GatewayOptions): void {
  const { settlements, consensus, queues, explorerUrl, log } = options;
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

  serve(routes.adminGetTreasury, async () => ({
    status: 200,
    body: treasuryReply(await settlements.report()),
  }));

  serve(routes.adminListSettlements, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, state = null } = query;
    const found = await settlements.settlements({ limit: limit + 1, before: cursor, state });
    const body = pageReply(
      found,
      limit,
      (one) => one.settlementId,
      (one) => settlementReply(one, explorerUrl),
    );
    return { status: 200, body };
  });

  serve(routes.adminGetSettlement, async ({ params }) => {
    const settlement = await settlements.settlement(params.settlement_id);
    return settlement === null
      ? refuse('settlement_not_found')
      : { status: 200, body: settlementDetailReply(settlement, explorerUrl) };
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

  serve(routes.adminRequestMove, async ({ body: { purpose, coins = null } }) => {
    const asked = await settlements.requestMove({ purpose, coins });
    if (!asked.ok) return refuseFields([asked.violation]);
    log.info({ ...asked.report.move }, 'the operator asked for a treasury move');
    return { status: 202, body: moveReply(asked.report) };
  });

  serve(routes.adminGetMove, async ({ params }) => {
    const report = await settlements.move(params.settlement_id);
    return report === null ? refuse('settlement_not_found') : { status: 200, body: moveReply(report) };
  });
}
