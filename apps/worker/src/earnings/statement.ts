import type { Earnings, Forfeits } from '@asg/sdk';

type Payment = Earnings['data'][number];
type Forfeit = Forfeits['data'][number];

/** What a worker was paid in a month, 1 to 12; `forfeitedSats` went back. */
export interface MonthOfPay {
  readonly month: number;
  readonly payments: number;
  readonly labels: number;
  readonly earnedSats: number;
  readonly paidSats: number;
  readonly forfeitedSats: number;
}

/** A year, in sums and line by line. */
export interface Statement {
  readonly months: readonly MonthOfPay[];
  readonly total: MonthOfPay;
  /** RFC 4180, in pieces. */
  readonly csv: readonly string[];
}

const empty = { payments: 0, labels: 0, earnedSats: 0, paidSats: 0, forfeitedSats: 0 };
const columns = ['kind', 'made_at', 'id', 'txid', 'labels', 'earned_sats', 'paid_sats', 'seen_at'];

/** Made of payments as they come, and of what went back; months without either are left out. No value of the CSV has a comma or a quote. */
export async function statementFrom(
  year: number,
  payments: AsyncIterable<Payment>,
  forfeits: readonly Forfeit[],
): Promise<Statement> {
  const months = new Map<number, MonthOfPay>();
  const csv = [row(columns)];
  const add = (madeAt: string, more: Partial<MonthOfPay>): void => {
    const month = Number(madeAt.slice(5, 7));
    months.set(month, plus(months.get(month) ?? { month, ...empty }, more));
  };
  for await (const { made_at, settlement_id, txid, labels, earned_sats, paid_sats, at } of payments) {
    add(made_at, { payments: 1, labels, earnedSats: earned_sats, paidSats: paid_sats });
    csv.push(row(['payment', made_at, settlement_id, txid, labels, earned_sats, paid_sats, at]));
  }
  for (const { at, forfeit_id, txid, sats } of forfeits) {
    if (sats === null || !at.startsWith(`${year}-`)) continue;
    add(at, { forfeitedSats: sats });
    csv.push(row(['forfeit', at, forfeit_id, txid ?? '', 0, 0, 0 - sats, '']));
  }
  const inOrder = Array.from(months.values()).toSorted((a, b) => a.month - b.month);
  return { months: inOrder, total: inOrder.reduce(plus, { month: 0, ...empty }), csv };
}

function plus(all: MonthOfPay, more: Partial<MonthOfPay>): MonthOfPay {
  return {
    month: all.month,
    payments: all.payments + (more.payments ?? 0),
    labels: all.labels + (more.labels ?? 0),
    earnedSats: all.earnedSats + (more.earnedSats ?? 0),
    paidSats: all.paidSats + (more.paidSats ?? 0),
    forfeitedSats: all.forfeitedSats + (more.forfeitedSats ?? 0),
  };
}

const row = (values: readonly (string | number)[]): string => `${values.join(',')}\r\n`;
