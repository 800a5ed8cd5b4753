import { isSameCoin } from './coin.ts';
import type { SettlementProgress, SettlementRecord } from './settlement.ts';
import { legalSettlementTransitions } from './states.ts';

/** Whether another may still take its place. */
export function isReplaceable({ state, replacedBy }: SettlementProgress): boolean {
  return replacedBy === null && legalSettlementTransitions[state].includes('failed');
}

/** Whether the new one may take the old one's place, as far as their state and sums go. */
export function mayReplace(old: SettlementRecord | null, settlement: SettlementRecord): boolean {
  return old !== null && isReplaceable(old) && paysTheSame(old, settlement);
}

function paysTheSame(a: SettlementRecord, b: SettlementRecord): boolean {
  const ledger = ({ purpose, tasks, payees, outputs, withdrawal, feeSats }: SettlementRecord): string =>
    JSON.stringify([purpose, tasks, payees, outputs, withdrawal, feeSats]);
  return ledger(a) === ledger(b);
}

/**
 * Whether the new transaction can be mined only if the old one never is: it spends a coin of the old one, or one of what
 * took the place of a transaction that made such a coin. `heirTxids`: of those, as far as they are known.
 */
export function isBound(
  old: Pick<SettlementRecord, 'inputs'>,
  { inputs }: Pick<SettlementRecord, 'inputs'>,
  heirTxids: readonly string[],
): boolean {
  return inputs.some(
    (coin) => heirTxids.includes(coin.txid) || old.inputs.some((other) => isSameCoin(coin, other)),
  );
}
