import { Readable } from 'node:stream';
import { dateOfPlace, sats } from '@asg/domain';
import type { Balances } from '@asg/engines';
import { last } from '@asg/values/present';
import { pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { idempotencyKeyOf } from '../refusals/idempotency.ts';
import { Refusal, refuse, refuseFields } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { balanceReply, cursorAfter, lineReply, statementCsvText } from './balance-replies.ts';

/** What customers have to spend, and how it came and went. */
export function serveBalance(serve: Serve, { balances }: GatewayOptions): void {
  serve(routes.getBalance, async (request) => {
    const { customerId } = customerOf(request);
    const report = await balances.of(customerId);
    if (report === null) throw new Error(`customer ${customerId} has a key but no record`);
    return { status: 200, body: balanceReply(report) };
  });

  serve(routes.getStatement, (request) =>
    statementPage(balances, customerOf(request).customerId, request.query),
  );

  serve(routes.getStatementCsv, async (request) =>
    wholeStatement(balances, customerOf(request).customerId, 'statement.csv'),
  );

  serve(routes.setBalanceLimits, async (request) => {
    const { spend_per_day_sats: spendPerDaySats, balance_low_sats: balanceLowSats } = request.body;
    const { customerId } = customerOf(request);
    const known = await balances.of(customerId);
    if (known !== null) tellTrail(request, { before: balanceReply(known).limits });
    const report = await balances.setLimits(customerId, { spendPerDaySats, balanceLowSats });
    return { status: 200, body: balanceReply(report) };
  });
}

/** The same for the operator, who gives grants. */
export function serveBalanceAdmin(serve: Serve, { balances, log }: GatewayOptions): void {
  serve(routes.adminGetBalance, async ({ params }) => {
    const report = await balances.of(params.customer_id);
    return report === null ? refuse('customer_not_found') : { status: 200, body: balanceReply(report) };
  });

  serve(routes.adminGetStatement, async ({ params, query }) => {
    const { customer_id: customerId } = params;
    if ((await balances.of(customerId)) === null) return refuse('customer_not_found');
    return statementPage(balances, customerId, query);
  });

  serve(routes.adminGetStatementCsv, async ({ params: { customer_id: customerId } }) => {
    if ((await balances.of(customerId)) === null) return refuse('customer_not_found');
    return wholeStatement(balances, customerId, `statement-${customerId}.csv`);
  });

  serve(routes.adminGrantSats, async ({ params, body, headers }) => {
    const { customer_id: customerId } = params;
    const key = idempotencyKeyOf(body, headers);
    if (key instanceof Refusal) return key;
    const note = body.note.trim();
    const granted = await balances.grant(customerId, { sats: sats(body.sats), note, key });
    if (granted.kind === 'not_found') return refuse('customer_not_found');
    if (granted.kind === 'conflict') return refuse('idempotency_conflict');
    if (granted.kind === 'too_much') {
      const message = `sats must be at most ${granted.leftSats}: more would be in the balance then than there will ever be`;
      return refuseFields([{ field: 'sats', constraint: 'maximum', message }]);
    }
    const { entry, isRepeated, report } = granted;
    const answer = { entry: lineReply({ kind: 'entry', entry }), balance: balanceReply(report) };
    if (isRepeated) return { status: 200, body: { ...answer, idempotent: true } };
    log.info({ customer_id: customerId, sats: entry.sats, note }, 'the operator gave a customer satoshis');
    return { status: 201, body: answer };
  });
}

function wholeStatement(balances: Balances, customerId: string, fileName: string) {
  const text = statementCsvText(balances.pages(customerId));
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  };
  return { status: 200, body: Readable.from(text, { objectMode: false }), headers } as const;
}

async function statementPage(
  balances: Balances,
  customerId: string,
  { limit = pageLimitDefault, cursor }: { readonly limit?: number; readonly cursor?: string },
) {
  const before = cursor === undefined ? null : Buffer.from(cursor, 'base64url').toString();
  if (before !== null && dateOfPlace(before) === null) {
    const message = 'cursor must be the next_cursor of an earlier answer';
    return refuseFields([{ field: 'cursor', constraint: 'pattern', message }]);
  }
  // One more than the page may have tells that there is a next one.
  const found = await balances.statement(customerId, { limit: limit + 1, before });
  const page = found.slice(0, limit);
  const next_cursor = found.length > limit ? cursorAfter(last(page)) : null;
  return { status: 200, body: { data: page.map(lineReply), next_cursor } } as const;
}
