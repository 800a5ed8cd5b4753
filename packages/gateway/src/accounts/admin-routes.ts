import type { CustomerChange } from '@asg/people';
import { pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { type Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import {
  adminWorkerReply,
  customerReply,
  moneyReply,
  workerPayReply,
  workerTrustReply,
} from './admin-replies.ts';

const forfeitsMax = 20;

/** What the operator does with accounts; behind the admin token. */
export function serveAccountsAdmin(serve: Serve, options: GatewayOptions): void {
  serveCustomersAdmin(serve, options);
  serveWorkersAdmin(serve, options);
}

function serveCustomersAdmin(serve: Serve, { customers, standings, log }: GatewayOptions): void {
  serve(routes.adminListCustomers, async ({ query: { limit = pageLimitDefault, cursor = null } }) => {
    const found = await customers.list({ limit: limit + 1, before: cursor });
    return { status: 200, body: pageReply(found, limit, (one) => one.customerId, customerReply) };
  });

  serve(routes.adminListMoney, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, sort = 'spent', order } = query;
    const { data, nextCursor } = await standings.money(sort, { limit, cursor, isAscending: order === 'asc' });
    return { status: 200, body: { data: data.map(moneyReply), next_cursor: nextCursor } };
  });

  serve(routes.adminGetCustomer, async ({ params }) => {
    const customer = await customers.find(params.customer_id);
    return customer === null ? refuse('customer_not_found') : { status: 200, body: customerReply(customer) };
  });

  serve(routes.adminChangeCustomer, async (request) => {
    const { params, body } = request;
    const change = customerChange(body);
    if ('status' in change) return change;
    const found = await customers.find(params.customer_id);
    if (found !== null) {
      const { tier, quotaTotal, suspended } = found;
      const before = {
        ...(change.tier !== undefined && { tier }),
        ...(change.quota !== undefined && { quota: quotaTotal }),
        ...(change.suspended !== undefined && { suspended }),
      };
      tellTrail(request, { before });
    }
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
  const { customers, workers, withdrawals, quality, links, standings, explorerUrl, log } = options;
  const reply = async (worker: Parameters<typeof quality.of>[0]) =>
    adminWorkerReply(await quality.of(worker));

  serve(routes.adminListWorkers, async ({ query }) => {
    const { limit = pageLimitDefault, cursor = null, sort = null, search = null } = query;
    if (search !== null) {
      const worker = await workers.search(search.trim());
      return { status: 200, body: { data: worker === null ? [] : [await reply(worker)], next_cursor: null } };
    }
    if (sort !== null) {
      const page = { limit, cursor, isAscending: query.order === 'asc' };
      const { data, nextCursor } = await standings.workers(sort, page);
      return { status: 200, body: { data: await Promise.all(data.map(reply)), next_cursor: nextCursor } };
    }
    const found = await workers.list({ limit: limit + 1, before: cursor });
    const known = await Promise.all(found.map((worker) => quality.of(worker)));
    return { status: 200, body: pageReply(known, limit, (one) => one.worker.workerId, adminWorkerReply) };
  });

  serve(routes.adminGetWorker, async ({ params }) => {
    const worker = await workers.find(params.worker_id);
    return worker === null ? refuse('worker_not_found') : { status: 200, body: await reply(worker) };
  });

  serve(routes.adminGetWorkerTrust, async ({ params }) => {
    const [worker, customer] = await Promise.all([
      workers.find(params.worker_id),
      customers.find(params.customer_id),
    ]);
    if (worker === null) return refuse('worker_not_found');
    if (customer === null) return refuse('customer_not_found');
    const known = await quality.forCustomer(worker.workerId, customer.customerId);
    return { status: 200, body: workerTrustReply(known) };
  });

  serve(routes.adminGetWorkerPay, async ({ params: { worker_id: workerId } }) => {
    const worker = await workers.find(workerId);
    if (worker === null) return refuse('worker_not_found');
    const [totals, held, forfeits] = await Promise.all([
      workers.totals(workerId),
      withdrawals.heldBack(worker),
      withdrawals.forfeits(workerId, forfeitsMax),
    ]);
    return { status: 200, body: workerPayReply({ workerId, totals, held, forfeits }, explorerUrl) };
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

  serve(routes.adminDissolveLink, async ({ params: { worker_id: workerId, account_id: accountId } }) => {
    if ((await workers.find(workerId)) === null) return refuse('worker_not_found');
    if (!(await links.dissolve(workerId, accountId))) return refuse('link_not_found');
    log.info({ worker_id: workerId, account_id: accountId }, 'the operator dissolved a link');
    const worker = await workers.find(workerId);
    return worker === null ? refuse('worker_not_found') : { status: 200, body: await reply(worker) };
  });
}
