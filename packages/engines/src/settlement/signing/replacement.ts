import { buildTransaction, type MinimumFee, type SigningKey } from '@asg/chain';
import type { Coin, SettlementRecord } from '@asg/domain';
import { type StorageReader, standingSettlement } from '@asg/storage';
import { assertPaysLedger, ledgerOutputs } from './ledger.ts';
import type { Signed } from './signed.ts';

/** A refusal for the fee that names none is answered with so much more. */
const feeStep = 1.25;

/** What takes the place of a transaction that can never be mined: the same payments from other bytes. */
export interface ReplacementPlan {
  readonly old: SettlementRecord;
  readonly settlementId: string;
  readonly coins: readonly Coin[];
  readonly changeScript: string;
  readonly keys: readonly SigningKey[];
  readonly feeRateSatsPerKb: number;
  readonly nowMs: number;
}

/** Signs the replacement. It pays the ledger of the old one to the satoshi; only coins, miner fee and change differ. */
export function signReplacement(plan: ReplacementPlan): Signed<SettlementRecord> {
  const { old, settlementId, coins, keys, feeRateSatsPerKb } = plan;
  const { changeScript } = plan;
  const outputs = ledgerOutputs({ ...old, settlementId });
  const built = buildTransaction({ coins, outputs, changeScript, feeRateSatsPerKb, keys });
  if (!built.ok) return built;
  const { txid, raw, extended } = built.transaction;
  const settlement: SettlementRecord = {
    ...old,
    settlementId,
    state: 'signed',
    inputs: coins,
    minerFeeSats: built.feeSats,
    txid,
    raw,
    extended,
    change: built.change,
    replaces: old.settlementId,
    createdAtMs: plan.nowMs,
    seenAtMs: null,
    note: null,
    proof: null,
    replacedBy: null,
  };
  assertPaysLedger(settlement);
  return { ok: true, settlement };
}

/**
 * The rate for the replacement of what was refused for its fee, satoshis per 1,000 bytes: the one that the refusal names.
 * One that was named before and has risen since is also met with a step, as far as `rateMax` allows.
 */
export function rateAfterRefusal(
  { minerFeeSats, raw, replaces }: Pick<SettlementRecord, 'minerFeeSats' | 'raw' | 'replaces'>,
  minimumFee: MinimumFee | undefined,
  rateMax: number,
): number {
  const bytes = raw.length / 2;
  const step = Math.ceil((minerFeeSats * feeStep * 1_000) / bytes);
  if (minimumFee === undefined) return step;
  const { satoshis, of } = minimumFee;
  const named = of === 'kilobyte' ? Math.ceil(satoshis) : Math.ceil((satoshis * 1_000) / bytes);
  // Less than was refused would be refused again.
  if (named * bytes <= minerFeeSats * 1_000) return step;
  return replaces === null ? named : Math.max(named, Math.min(step, rateMax));
}

/**
 * The coins of `old` as they are now: those made by a transaction that was itself replaced are the same outputs of what
 * replaced it, so that only one of the two families can ever be mined.
 */
export async function inheritedCoins(
  old: SettlementRecord,
  storage: Pick<StorageReader, 'settlement'>,
): Promise<readonly Coin[]> {
  const coins = await Promise.all(
    old.inputs.map(async (coin) => {
      const parent = await storage.settlement.byTxid(coin.txid);
      const replacement = parent === null ? null : await replacementOf(parent, storage);
      if (parent === null || replacement === null) return coin;
      const isChange = parent.change?.vout === coin.vout;
      return isChange && replacement.change !== null
        ? replacement.change
        : { ...coin, txid: replacement.txid };
    }),
  );
  // One coin was inherited and another already was the replacement's, where the network mined what we had replaced.
  return [...new Map(coins.map((coin) => [`${coin.txid}:${coin.vout}`, coin])).values()];
}

/** The last of its replacements; null: it was not replaced. */
export async function replacementOf(
  { replacedBy }: SettlementRecord,
  storage: Pick<StorageReader, 'settlement'>,
): Promise<SettlementRecord | null> {
  return replacedBy === null ? null : standingSettlement(storage, replacedBy);
}

/** The coins of a withdrawal that are a worker's: whatever happened to the treasury's, these are to be moved. */
export function heldInputs({ inputs, withdrawal }: SettlementRecord, treasury: SigningKey): readonly Coin[] {
  if (withdrawal === undefined) return [];
  return inputs.filter((coin) => coin.lockingScript !== treasury.lockingScript);
}
