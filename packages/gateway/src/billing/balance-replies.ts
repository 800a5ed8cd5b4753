import { linePlace, lineSats, refundableSats, type StatementLine, utcDate } from '@asg/domain';
import type { BalanceReport } from '@asg/engines';
import { csvLines } from '@asg/formats';
import type { AnswerOf, routes } from '@asg/wire';
import { rfc3339 } from '../replies/time.ts';

type Balance = AnswerOf<typeof routes.getBalance>['body'];
type Line = AnswerOf<typeof routes.getStatement>['body']['data'][number];

export function balanceReply(report: BalanceReport): Balance {
  const { customer, allowanceLeftSats, availableSats, reservedTodaySats, isLow } = report;
  const { balance, limits } = customer;
  return {
    customer_id: customer.customerId,
    funding: customer.tier === 'sandbox' ? 'allowance' : 'balance',
    available_sats: availableSats,
    free_sats: balance.freeSats,
    funded_free_sats: Math.max(0, refundableSats(balance)),
    reserved_sats: balance.reservedSats,
    spent_sats: balance.spentSats,
    entered_sats: balance.enteredSats,
    upgrade_grant_sats: balance.upgradeGrantSats,
    allowance_sats: balance.allowanceSats,
    allowance_left_sats: allowanceLeftSats,
    reserved_today_sats: reservedTodaySats,
    is_low: isLow,
    limits: {
      spend_per_day_sats: limits?.spendPerDaySats ?? null,
      balance_low_sats: limits?.balanceLowSats ?? null,
    },
  };
}

export function lineReply(line: StatementLine): Line {
  const sats = lineSats(line);
  if (line.kind === 'spent') {
    const { date, tasks } = line.day;
    return { kind: 'spent', date, at: null, sats, tasks, note: null, ref: null, entry_id: null };
  }
  const { kind, atMs, note, ref, entryId } = line.entry;
  return { kind, date: utcDate(atMs), at: rfc3339(atMs), sats, tasks: null, note, ref, entry_id: entryId };
}

/** Leads to the lines after this one; callers do not look into it. */
export function cursorAfter(line: StatementLine): string {
  return Buffer.from(linePlace(line)).toString('base64url');
}

const columns = ['date', 'at', 'kind', 'sats', 'tasks', 'note', 'ref', 'entry_id'] as const;

/** The statement as CSV, a page at a time: a header, the lines, and their total. */
export async function* statementCsvText(
  pages: AsyncIterable<readonly StatementLine[]>,
): AsyncGenerator<string, void, undefined> {
  const text = (lines: readonly Partial<Line>[], hasHead = false): string =>
    [...csvLines(lines, { columns, hasHead, guardsFormulas: true, lineEnd: '\r\n' })].join('');
  yield text([], true);
  let total = 0;
  for await (const lines of pages) {
    for (const line of lines) total += lineSats(line);
    yield text(lines.map(lineReply));
  }
  yield text([{ date: 'total', sats: total }]);
}
