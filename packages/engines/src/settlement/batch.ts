import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buildTransaction, dataScript, type TreasuryKey, verifyTransaction } from '@asg/chain';
import {
  addSats,
  type Coin,
  commitmentPushes,
  commitmentRoot,
  type PayoutRules,
  payableLabels,
  planPayouts,
  type Sats,
  type Sha256,
  sats,
  type Task,
  type TxOutput,
} from '@asg/domain';
import type { SettlementRecord } from '@asg/storage';
import type { Payee } from './payees.ts';

const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();

/** What goes into a batch's transaction. */
export interface BatchPlan {
  readonly settlementId: string;
  readonly laneId: string;
  readonly tasks: readonly Task[];
  readonly payees: ReadonlyMap<string, Payee>;
  readonly coins: readonly Coin[];
  readonly rules: PayoutRules;
  /** Where the platform's fee goes; needed where there is one. */
  readonly feeScript: string | null;
  readonly feeRateSatsPerKb: number;
  readonly nowMs: number;
}

export type SignBatchResult =
  | { readonly ok: true; readonly settlement: SettlementRecord }
  | { readonly ok: false; readonly missingSats: Sats };

/** The workers whose labels on these tasks are paid. */
export function payeesOf(tasks: readonly Task[]): readonly string[] {
  return [...new Set(tasks.flatMap((task) => payableLabels(task).map((label) => label.workerId)))];
}

/** Plans, signs and checks a batch's transaction. Pure: the same plan gives the same bytes. */
export function signBatch(plan: BatchPlan, treasury: TreasuryKey): SignBatchResult {
  const { payees, rules, tasks } = plan;
  const payable = tasks.map((task) => ({
    taskId: task.taskId,
    workerIds: payableLabels(task).map((label) => label.workerId),
  }));
  const carried = new Map([...payees].map(([id, payee]) => [id, payee.carriedSats]));
  const payouts = planPayouts(payable, carried, rules);
  const root = Buffer.from(
    commitmentRoot(
      tasks.filter((task) => task.decision !== null),
      sha256,
    ),
  ).toString('hex');
  const ledger = {
    settlementId: plan.settlementId,
    payees: payouts.payees.map((sum) => ({ ...sum, lockingScript: payees.get(sum.workerId)!.lockingScript })),
    feeSats: payouts.feeSats,
    feeScript: payouts.feeSats > 0 ? plan.feeScript : null,
    root,
  };
  const built = buildTransaction({
    coins: plan.coins,
    outputs: ledgerOutputs(ledger),
    changeScript: treasury.lockingScript,
    feeRateSatsPerKb: plan.feeRateSatsPerKb,
    keys: [treasury],
  });
  if (!built.ok) return { ok: false, missingSats: built.missingSats };
  const settlement: SettlementRecord = {
    ...ledger,
    laneId: plan.laneId,
    state: 'signed',
    inputs: plan.coins,
    tasks: payouts.tasks,
    minerFeeSats: built.feeSats,
    txid: built.transaction.txid,
    raw: built.transaction.raw,
    extended: built.transaction.extended,
    change: built.change,
    createdAtMs: plan.nowMs,
    seenAtMs: null,
    note: null,
  };
  assertPaysLedger(settlement);
  return { ok: true, settlement };
}

type Ledger = Pick<SettlementRecord, 'settlementId' | 'payees' | 'feeSats' | 'feeScript' | 'root'>;

/** The outputs that the ledger calls for, in their order; the change follows them. */
function ledgerOutputs(ledger: Ledger): readonly TxOutput[] {
  const commitment = dataScript(commitmentPushes(ledger.settlementId, Buffer.from(ledger.root, 'hex')));
  const outputs: TxOutput[] = [{ satoshis: sats(0), lockingScript: commitment }];
  for (const { paidSats, lockingScript } of ledger.payees) {
    if (paidSats > 0) outputs.push({ satoshis: paidSats, lockingScript });
  }
  if (ledger.feeSats > 0) {
    assert.ok(ledger.feeScript, 'a platform fee needs an address to go to');
    outputs.push({ satoshis: ledger.feeSats, lockingScript: ledger.feeScript });
  }
  return outputs;
}

/**
 * Reads the signed bytes back and derives every output from the stored ledger a second time; runs each input's script.
 * Throws where anything differs: such a transaction must never leave.
 */
export function assertPaysLedger(settlement: SettlementRecord): void {
  const verdict = verifyTransaction(settlement.extended);
  assert.ok(verdict.ok, `settlement ${settlement.settlementId}: ${verdict.ok ? '' : verdict.reason}`);
  const { transaction, feeSats } = verdict;
  assert.equal(transaction.txid, settlement.txid);
  assert.equal(feeSats, settlement.minerFeeSats);
  const { satoshis, lockingScript } = settlement.change;
  assert.deepEqual(transaction.outputs, [...ledgerOutputs(settlement), { satoshis, lockingScript }]);
  const owed = addSats(...settlement.payees.flatMap((payee) => [payee.earnedSats, payee.carriedInSats]));
  const booked = addSats(...settlement.payees.flatMap((payee) => [payee.paidSats, payee.carriedOutSats]));
  assert.equal(owed, booked, 'a payout was lost or made up');
  const costs = addSats(...settlement.tasks.map((task) => task.costSats));
  assert.equal(costs, addSats(...settlement.payees.map((payee) => payee.earnedSats), settlement.feeSats));
}
