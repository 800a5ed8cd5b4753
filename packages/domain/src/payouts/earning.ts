import type { Sats } from '../money/sats.ts';
import type { PayeeSum } from '../settlement/payouts.ts';
import type { SettlementRecord } from '../settlement/settlement.ts';

/** One payment to one worker. */
export interface EarningRecord {
  readonly settlementId: string;
  readonly txid: string;
  readonly labels: number;
  readonly earnedSats: Sats;
  readonly paidSats: Sats;
  readonly atMs: number;
}

/** What is booked once the settlement is seen: a line for each payee, of 0 where the sum is carried on. */
export function earningsIn(
  { settlementId, txid, payees }: Pick<SettlementRecord, 'settlementId' | 'txid' | 'payees'>,
  atMs: number,
): readonly { readonly workerId: string; readonly line: EarningRecord }[] {
  return payees.map(({ workerId, labels, earnedSats, paidSats }) => ({
    workerId,
    line: { settlementId, txid, labels, earnedSats, paidSats, atMs },
  }));
}

/** What a new settlement adds to the sums that are carried, or takes from them; nothing for those it leaves as they are. */
export function carriesIn(
  payees: readonly PayeeSum[],
): readonly { readonly workerId: string; readonly bySats: number }[] {
  return payees.flatMap(({ workerId, carriedInSats, carriedOutSats }) => {
    const bySats = carriedOutSats - carriedInSats;
    return bySats === 0 ? [] : [{ workerId, bySats }];
  });
}

/** Whether each payee's carried sum is the one that the plan used. `carriedSats`: what they are now, in order. */
export function areCarriesAsPlanned(payees: readonly PayeeSum[], carriedSats: readonly number[]): boolean {
  return payees.every(({ carriedInSats }, index) => carriedSats[index] === carriedInSats);
}
