import { buildTransaction, heldKey, type SigningKey, type TreasuryKey } from '@asg/chain';
import { type Coin, type LaneRecord, type SettlementRecord, sats, type TxOutput } from '@asg/domain';
import type { TreasuryMove } from '@asg/storage';
import { assertPaysLedger } from './ledger.ts';
import type { Signed } from './signed.ts';

/** A new coin smaller than this is not worth making, satoshis. */
const fanOutCoinMin = 10_000;
export const fanOutCoinsMax = 100;

export interface MovePlan {
  readonly move: TreasuryMove;
  readonly lane: LaneRecord;
  readonly coins: readonly Coin[];
  readonly treasury: TreasuryKey;
  readonly feeRateSatsPerKb: number;
  readonly nowMs: number;
}

/** Signs a fan-out or a consolidation: the treasury's own coins, from the treasury to itself. */
export function signMove(plan: MovePlan): Signed<SettlementRecord> {
  const { move, coins, treasury } = plan;
  const outputs = move.purpose === 'fan_out' ? evenOutputs(coins, move.coins ?? 1, treasury) : [];
  return signOutputs(plan, outputs, {});
}

/** Where held coins go: outputs that hold as much as the coins do, to the satoshi. */
export interface WithdrawalPlan {
  readonly owner: NonNullable<SettlementRecord['withdrawal']>;
  readonly outputs: readonly TxOutput[];
}

/** Signs a withdrawal or a forfeit of the held ones among `coins`; the treasury's pay the miners. */
export function signWithdrawal(plan: MovePlan, { owner, outputs }: WithdrawalPlan): Signed<SettlementRecord> {
  return signOutputs(plan, outputs, { withdrawal: owner });
}

/** Signs a sweep: coins that were paid to these deposits, and perhaps one of the treasury's, become one of the treasury's. */
export function signSweep(plan: MovePlan, depositIds: readonly string[]): Signed<SettlementRecord> {
  return signOutputs(plan, [], { sweep: { depositIds } });
}

/** Signs a refund: from the treasury to the customer. */
export function signRefund(
  plan: MovePlan,
  { customerId, satoshis, lockingScript }: NonNullable<TreasuryMove['refund']>,
): Signed<SettlementRecord> {
  return signOutputs(plan, [{ satoshis, lockingScript }], { refund: { customerId } });
}

type About = Pick<SettlementRecord, 'withdrawal' | 'sweep' | 'refund'>;

function signOutputs(plan: MovePlan, outputs: readonly TxOutput[], about: About): Signed<SettlementRecord> {
  const { move, lane, coins, treasury, feeRateSatsPerKb } = plan;
  const changeScript = treasury.lockingScript;
  const keys = keysOf(treasury, about);
  const built = buildTransaction({ coins, outputs, changeScript, feeRateSatsPerKb, keys });
  if (!built.ok) return built;
  const { txid, raw, extended } = built.transaction;
  const settlement: SettlementRecord = {
    settlementId: move.settlementId,
    laneId: lane.laneId,
    lanePosition: lane.position + 1,
    purpose: move.purpose,
    state: 'signed',
    inputs: coins,
    tasks: [],
    payees: [],
    outputs,
    ...about,
    feeSats: sats(0),
    feeScript: null,
    minerFeeSats: built.feeSats,
    root: '',
    txid,
    raw,
    extended,
    change: built.change,
    replaces: null,
    createdAtMs: plan.nowMs,
    seenAtMs: null,
    note: null,
    proof: null,
    replacedBy: null,
  };
  assertPaysLedger(settlement);
  return { ok: true, settlement };
}

/** What signs for the coins of a settlement. */
export function keysOf(
  treasury: TreasuryKey,
  { withdrawal, sweep }: Pick<SettlementRecord, 'withdrawal' | 'sweep'>,
): readonly SigningKey[] {
  const deposits = (sweep?.depositIds ?? []).map((depositId) => treasury.deriveDeposit(depositId));
  return [
    treasury,
    ...(withdrawal === undefined ? [] : [heldKey(treasury, withdrawal.workerId)]),
    ...deposits,
  ];
}

/** Equal shares for so many new lanes and the one that pays for it. */
function evenOutputs(coins: readonly Coin[], count: number, treasury: TreasuryKey): readonly TxOutput[] {
  const total = coins.reduce((sum, coin) => sum + coin.satoshis, 0);
  const share = Math.max(fanOutCoinMin, Math.floor(total / (count + 1)));
  return Array.from({ length: count }, () => ({
    satoshis: sats(share),
    lockingScript: treasury.lockingScript,
  }));
}
