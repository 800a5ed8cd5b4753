import { settlementsOfYear, type WalletChange } from '@asg/domain';
import { routes } from '@asg/wire';
import { workerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import type { RateLimits } from '../rate-limits/rate-limits.ts';
import { type Refusal, refuse } from '../refusals/refusal.ts';
import { rfc3339 } from '../replies/time.ts';
import type { Serve } from '../serving/serve.ts';
import { holdReason } from './hold-reply.ts';
import { earningsReply, forfeitsReply, summaryReply, withdrawalReply, withdrawalsReply } from './replies.ts';

const earningsDefault = 20;
const forfeitsMax = 20;

export function servePayouts(
  serve: Serve,
  limits: RateLimits,
  { workers, withdrawals, pay, walletChanges, explorerUrl }: GatewayOptions,
): void {
  serve(routes.withdraw, async (request, reply) => {
    const { worker, session } = workerOf(request);
    const { workerId } = worker;
    // Each that is refused later leaves a record.
    const limited = limits.ofSession(reply, 'withdraw', session.sessionId);
    if (limited !== null) return limited;
    const asked = await withdrawals.request(workerId);
    if (!asked.ok && asked.refusal === 'not_mature')
      return refuse('pay_on_hold', { message: holdReason(asked.held) });
    if (!asked.ok && asked.refusal === 'no_wallet')
      return walletNeeded(await walletChanges.waiting(workerId));
    if (!asked.ok) return refuse('nothing_to_withdraw');
    return { status: 202, body: withdrawalReply(asked.withdrawal, explorerUrl) };
  });

  serve(routes.listWithdrawals, async (request) => {
    const { limit = earningsDefault, cursor = null } = request.query;
    const { workerId } = workerOf(request).worker;
    const found = await withdrawals.list(workerId, { limit: limit + 1, before: cursor });
    return { status: 200, body: withdrawalsReply(found, limit, explorerUrl) };
  });

  serve(routes.listForfeits, async (request) => {
    const { worker } = workerOf(request);
    const found = await withdrawals.forfeits(worker.workerId, forfeitsMax);
    return { status: 200, body: forfeitsReply(found, worker, explorerUrl) };
  });

  serve(routes.listEarnings, async (request) => {
    const { limit = earningsDefault, cursor = null, summary = false, year } = request.query;
    const span = year === undefined ? null : settlementsOfYear(year);
    const { worker } = workerOf(request);
    const before = [cursor, span?.beforeId ?? null].filter((edge) => edge !== null).toSorted()[0] ?? null;
    const [read, held] = await Promise.all([
      workers.earnings(worker.workerId, { limit: limit + 1, before }),
      withdrawals.heldBack(worker),
    ]);
    const found = read.filter(({ settlementId }) => span === null || settlementId >= span.fromId);
    const pendingFrom = held?.firstId ?? null;
    const body = earningsReply(found, limit, { explorerUrl, pendingFrom });
    if (!summary) return { status: 200, body };
    return { status: 200, body: { ...body, summary: summaryReply(await pay.summary(worker, held)) } };
  });
}

function walletNeeded(waiting: WalletChange | null): Refusal {
  if (waiting === null) return refuse('wallet_needed');
  const message = `your wallet comes into force at ${rfc3339(waiting.fromMs)}: withdraw then`;
  return refuse('wallet_needed', { message });
}
