import { pageLimitDefault, routes } from '@asg/wire';
import type { GatewayOptions } from '../options.ts';
import { refuse, refuseFields } from '../refusals/refusal.ts';
import { pageReply } from '../replies/page.ts';
import type { Serve } from '../serving/serve.ts';
import { moveReply, settlementDetailReply, settlementReply, treasuryReply } from './replies.ts';

/** What the operator sees of payments, and the moves of the treasury's coins; behind the admin token. */
export function serveSettlement(serve: Serve, options: GatewayOptions): void {
  const { settlements, explorerUrl, log } = options;
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
