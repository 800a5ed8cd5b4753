import assert from 'node:assert/strict';
import { buildTransaction, sha256, type TreasuryKey } from '@asg/chain';
import {
  type Coin,
  type CommittedHead,
  commitmentRoot,
  type PayableTask,
  type PayeeRecord,
  type PayeeSum,
  type PayoutRules,
  payableLabels,
  planPayouts,
  type Sats,
  type SettlementRecord,
  type Task,
} from '@asg/domain';
import { entryOf } from '@asg/values/present';
import { assertPaysLedger, ledgerOutputs } from './ledger.ts';

/** How the payee's sum is paid out. */
export type Payee = { readonly carriedSats: Sats } & (
  | {
      readonly pay: 'script';
      readonly lockingScript: string;
      readonly held: boolean;
      /** Because the worker is new. */
      readonly maturing?: boolean;
    }
  /** To outputs that hold `satoshis` together. */
  | ({ readonly pay: 'paymail'; readonly satoshis: Sats } & Pick<PayeeRecord, 'outputs'> & {
        readonly paymail: NonNullable<PayeeRecord['paymail']>;
      })
  /** Not now: all is carried over, since when, and when it is tried again. */
  | { readonly pay: 'later'; readonly carried: NonNullable<PayeeRecord['carried']> }
);

/** What goes into a batch's transaction. */
export interface BatchPlan {
  readonly settlementId: string;
  readonly laneId: string;
  readonly lanePosition: number;
  readonly tasks: readonly Task[];
  readonly payees: ReadonlyMap<string, Payee>;
  /** Workers without a label on these tasks who are paid what is carried for them. */
  readonly carriedIds?: readonly string[];
  readonly coins: readonly Coin[];
  readonly rules: PayoutRules;
  /** Where the platform's fee goes; needed where there is one. */
  readonly feeScript: string | null;
  readonly feeRateSatsPerKb: number;
  readonly nowMs: number;
  /** What it commits to beside the tasks. */
  readonly trail?: readonly CommittedHead[];
}

export type SignBatchResult =
  | { readonly ok: true; readonly settlement: SettlementRecord }
  | { readonly ok: false; readonly missingSats: Sats };

/** Whose labels on these tasks are paid. */
export function payableTasks(tasks: readonly Task[]): readonly PayableTask[] {
  return tasks.map((task) => {
    const { taskId, cover } = task;
    const workerIds = payableLabels(task).map((label) => label.workerId);
    return cover === undefined ? { taskId, workerIds } : { taskId, workerIds, cover };
  });
}

/** Where there is no address for the fee any more, none is taken. */
function withoutFee(task: PayableTask): PayableTask {
  const { cover } = task;
  return cover === undefined || cover.feePercent === 0
    ? task
    : { ...task, cover: { ...cover, feePercent: 0 } };
}

/** The workers whose labels on these tasks are paid. */
export function payeesOf(tasks: readonly Task[]): readonly string[] {
  return workersOn(payableTasks(tasks));
}

/** Everyone who is paid for one of these tasks, once. */
export function workersOn(tasks: readonly PayableTask[]): readonly string[] {
  return [...new Set(tasks.flatMap((task) => task.workerIds))];
}

/** Plans, signs and checks a batch's transaction. Pure: the same plan gives the same bytes. */
export function signBatch(plan: BatchPlan, treasury: TreasuryKey): SignBatchResult {
  const { payees, rules, tasks, trail = [] } = plan;
  const carried = new Map([...payees].map(([id, payee]) => [id, payee.carriedSats]));
  const unpayable = new Set([...payees].flatMap(([id, payee]) => (payee.pay === 'later' ? [id] : [])));
  const priced = payableTasks(tasks);
  const payable = plan.feeScript === null ? priced.map(withoutFee) : priced;
  const payouts = planPayouts(payable, carried, rules, unpayable, plan.carriedIds);
  const root = Buffer.from(
    commitmentRoot(
      tasks.filter((task) => task.decision !== null),
      sha256,
      trail,
    ),
  ).toString('hex');
  const ledger = {
    settlementId: plan.settlementId,
    purpose: 'payment',
    payees: payouts.payees.map((sum) => payeeRecord(sum, entryOf(payees, sum.workerId))),
    feeSats: payouts.feeSats,
    feeScript: payouts.feeSats > 0 ? plan.feeScript : null,
    root,
    outputs: [],
  } as const;
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
    lanePosition: plan.lanePosition,
    state: 'signed',
    inputs: plan.coins,
    tasks: payouts.tasks,
    ...(trail.length > 0 && { trail }),
    minerFeeSats: built.feeSats,
    txid: built.transaction.txid,
    raw: built.transaction.raw,
    extended: built.transaction.extended,
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

function payeeRecord(sum: PayeeSum, payee: Payee): PayeeRecord {
  const { paidSats } = sum;
  if (payee.pay === 'later') return { ...sum, outputs: [], carried: payee.carried };
  if (paidSats === 0) return { ...sum, outputs: [] };
  switch (payee.pay) {
    case 'script':
      return {
        ...sum,
        outputs: [{ satoshis: paidSats, lockingScript: payee.lockingScript }],
        ...(payee.held ? { held: true } : {}),
        ...(payee.maturing === true ? { maturing: true } : {}),
      };
    case 'paymail':
      assert.equal(paidSats, payee.satoshis, 'destinations are for the very sum that is paid');
      return { ...sum, outputs: payee.outputs, paymail: payee.paymail };
  }
}
