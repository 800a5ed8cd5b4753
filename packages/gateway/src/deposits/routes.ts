import { sats } from '@asg/domain';
import { pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { depositReply, refundReply } from './replies.ts';

export function serveDeposits(serve: Serve, options: GatewayOptions): void {
  const { deposits, network, explorerUrl } = options;
  const shown = { network, rules: deposits.rules, explorerUrl };
  const page = async (
    customerId: string,
    { limit = pageLimitDefault, cursor }: { readonly limit?: number; readonly cursor?: string },
  ) => {
    const found = await deposits.list(customerId, { limit: limit + 1, before: cursor ?? null });
    return pageReply(
      found,
      limit,
      ({ deposit }) => deposit.depositId,
      (report) => depositReply(report, shown),
    );
  };

  serve(routes.openDeposit, async (request) => {
    const { customerId } = customerOf(request);
    const amount = request.body?.amount_sats ?? null;
    const opened = await deposits.open(customerId, amount === null ? null : sats(amount));
    if (opened === 'too_many') return refuse('too_many_deposits');
    return { status: 201, body: depositReply(opened, shown) };
  });

  serve(routes.listDeposits, async (request) => ({
    status: 200,
    body: await page(customerOf(request).customerId, request.query),
  }));

  serve(routes.getDeposit, async (request) => {
    const report = await deposits.get(customerOf(request).customerId, request.params.deposit_id);
    return report === null ? refuse('deposit_not_found') : { status: 200, body: depositReply(report, shown) };
  });

  serve(routes.watchDeposit, async (request) => {
    const report = await deposits.watch(customerOf(request).customerId, request.params.deposit_id);
    return report === null ? refuse('deposit_not_found') : { status: 200, body: depositReply(report, shown) };
  });

  serve(routes.postDepositTransaction, async (request) => {
    const { customerId } = customerOf(request);
    const { transaction } = request.body;
    const outcome = await deposits.post(customerId, request.params.deposit_id, transaction.toLowerCase());
    if (outcome === null) return refuse('deposit_not_found');
    if (!outcome.ok) return refuseFields([outcome.violation]);
    return { status: 200, body: depositReply(outcome.report, shown) };
  });

  serve(routes.adminListDeposits, async ({ params, query }) => ({
    status: 200,
    body: await page(params.customer_id, query),
  }));
}

/** Behind the admin token. */
export function serveRefunds(serve: Serve, { refunds, explorerUrl, log }: GatewayOptions): void {
  serve(routes.adminRefund, async ({ params, body, headers }) => {
    const outcome = await refunds.ask({
      customerId: params.customer_id,
      requestId: headers['idempotency-key'] ?? null,
      satoshis: sats(body.sats),
      address: body.address,
    });
    switch (outcome.kind) {
      case 'no_customer':
        return refuse('customer_not_found');
      case 'conflict':
        return refuse('idempotency_conflict');
      case 'refused':
        return refuseFields([outcome.violation]);
      case 'asked': {
        log.info({ ...outcome.report.refund }, 'the operator asked for a refund');
        return { status: 202, body: refundReply(outcome.report, explorerUrl) };
      }
    }
  });

  serve(routes.adminListRefunds, async ({ params, query }) => {
    const { limit = pageLimitDefault, cursor = null } = query;
    const found = await refunds.list(params.customer_id, { limit: limit + 1, before: cursor });
    const body = pageReply(
      found,
      limit,
      ({ refund }) => refund.settlementId,
      (report) => refundReply(report, explorerUrl),
    );
    return { status: 200, body };
  });
}
