import type { SettlementState } from '../names.ts';
import type { Coin } from '../settlement/coin.ts';
import type { SettlementRecord } from '../settlement/settlement.ts';

/** Coins at addresses held for workers count once the network has the settlement that made them, and can be withdrawn in these states. */
export const withdrawableStates: readonly SettlementState[] = ['mined', 'final'];

/** Coins that are added up for a worker at most. */
export const heldCoinsSummedMax = 10_000;

/** What a settlement pays to addresses held for workers, in the order of its outputs. */
export function heldIn({
  txid,
  payees,
}: Pick<SettlementRecord, 'txid' | 'payees'>): readonly { readonly workerId: string; readonly coin: Coin }[] {
  // Output 0 is the commitment, and the payees' outputs follow it.
  let vout = 0;
  return payees.flatMap(({ workerId, outputs, held }) =>
    outputs.flatMap((output) => {
      vout++;
      return held === true ? [{ workerId, coin: { txid, vout, ...output } }] : [];
    }),
  );
}
