import { type Chain, checkHeaderProof, sha256 } from '@asg/chain';
import {
  commitmentRoot,
  isSameCoin,
  onNetworkStates,
  payableLabels,
  type SettlementRecord,
  settlementStates,
  type Task,
} from '@asg/domain';
import { namesIn } from '@asg/domain/names';
import { entryOf, last } from '@asg/domain/present';
import type { Storage, StorageReader } from '@asg/storage';
import { assertPaysLedger } from '../signing/ledger.ts';

/** Settlements read at once: each holds its transaction. */
const settlementPage = 50;
const taskPage = 1_000;
const asksMax = 8;
const culpritsMax = 20;

/** What is proven, in the order of the report. */
export const auditChecks = {
  transactions: 'every stored transaction is signed, balances, and pays exactly what its ledger says',
  payouts: 'every payout is the number of agreeing labels times the price, counted anew from the labels',
  commitments: 'the commitment of every batch is that of its tasks as they are stored now',
  tasks: 'every paid or reserved task is in exactly one live batch, which names it too',
  coins: 'no coin is spent by two live transactions, and every lane stands on a coin of its last one',
  network: 'the network has every transaction that was seen, and none of those that were replaced',
  blocks: 'every mined transaction has a path to a block with proof of work that is in the chain now',
  workers: 'what each worker was paid and has left is the sum of their payouts',
} as const;
export type AuditCheck = keyof typeof auditChecks;

export interface AuditResult {
  readonly check: AuditCheck;
  readonly proves: string;
  readonly ok: boolean;
  readonly checked: number;
  readonly failed: number;
  /** What is wrong, in words; the first 20. */
  readonly culprits: readonly string[];
}

export interface AuditProgress {
  readonly settlements: number;
  readonly tasks: number;
}

export interface AuditReport extends AuditProgress {
  readonly ok: boolean;
  readonly results: readonly AuditResult[];
  readonly labelsPaid: number;
  readonly paidSats: number;
  readonly minerFeeSats: number;
}

interface WorkerSums {
  paidSats: number;
  paidLabels: number;
  carriedSats: number;
}

/**
 * Proves the money from the records and the chain alone: reads every settlement and task once, recomputes all that follows
 * from them, and compares. Changes nothing. Run while the system works, it may meet a change half way: run it again then.
 */
export async function auditMoney(
  storage: StorageReader,
  chain: Chain,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: AuditProgress) => void } = {},
): Promise<AuditReport> {
  const audit = new Audit(storage, chain, options);
  await audit.settlements();
  await audit.tasks();
  await audit.workers();
  return audit.report();
}

class Audit {
  readonly #storage: StorageReader;
  readonly #chain: Chain;
  readonly #options: Parameters<typeof auditMoney>[2] & object;
  readonly #tallies = new Map<AuditCheck, { checked: number; failed: number; culprits: string[] }>();
  readonly #coins = new Map<string, string>();
  readonly #workers = new Map<string, WorkerSums>();
  #settlementCount = 0;
  #taskCount = 0;
  #batchedTasks = 0;
  #labelsPaid = 0;
  #paidSats = 0;
  #minerFeeSats = 0;

  constructor(storage: StorageReader, chain: Chain, options: Parameters<typeof auditMoney>[2] & object) {
    this.#storage = storage;
    this.#chain = chain;
    this.#options = options;
    for (const check of namesIn(auditChecks))
      this.#tallies.set(check, { checked: 0, failed: 0, culprits: [] });
  }

  async settlements(): Promise<void> {
    for (let after: string | null = null; ; ) {
      this.#options.signal?.throwIfAborted();
      const page: readonly SettlementRecord[] = await this.#storage.settlement.inStates(
        settlementStates,
        settlementPage,
        after,
      );
      for (const settlement of page) await this.#settlement(settlement);
      for (let from = 0; from < page.length; from += asksMax)
        await Promise.all(page.slice(from, from + asksMax).map((one) => this.#onChain(one)));
      this.#settlementCount += page.length;
      this.#progress();
      if (page.length < settlementPage) return;
      after = last(page).settlementId;
    }
  }

  async #settlement(settlement: SettlementRecord): Promise<void> {
    const { settlementId, inputs, laneId, state, replacedBy } = settlement;
    this.#check('transactions', settlementId, () => assertPaysLedger(settlement));
    if (state === 'failed') {
      this.#expect('tasks', replacedBy !== null, `${settlementId} failed and nothing took its place`);
      return;
    }
    this.#minerFeeSats += settlement.minerFeeSats;
    for (const { txid, vout } of inputs) {
      const other = this.#coins.get(`${txid}:${vout}`);
      this.#expect('coins', other === undefined, `${txid}:${vout} is spent by ${other} and ${settlementId}`);
      this.#coins.set(`${txid}:${vout}`, settlementId);
    }
    const lane = await this.#storage.lanes.get(laneId);
    if (lane?.settlementId === settlementId) {
      const stands = isSameCoin(lane.coin, settlement.change);
      this.#expect('coins', stands, `${laneId} does not stand on the change of ${settlementId}`);
    }
    if (settlement.purpose === 'payment') await this.#payment(settlement);
  }

  async #payment(settlement: SettlementRecord): Promise<void> {
    const { settlementId, payees, root, txid } = settlement;
    const found = await this.#storage.tasks.many(settlement.tasks.map(({ taskId }) => taskId));
    const tasks = found.filter((task) => task !== null);
    this.#batchedTasks += settlement.tasks.length;
    const labels = new Map<string, number>();
    const prices = new Set<number>();
    for (const [index, cost] of settlement.tasks.entries()) {
      const task = found[index] ?? null;
      this.#expect('tasks', isIn(task, settlement), `${cost.taskId} is not what ${settlementId} says of it`);
      if (task === null) continue;
      const payable = payableLabels(task);
      for (const { workerId } of payable) labels.set(workerId, (labels.get(workerId) ?? 0) + 1);
      if (payable.length > 0) prices.add(cost.payoutSats / payable.length);
    }
    const [price = 0] = prices;
    const isFair =
      prices.size <= 1 &&
      payees.filter((payee) => payee.labels > 0).length === labels.size &&
      payees.every(
        ({ workerId, labels: paid, earnedSats }) =>
          (labels.get(workerId) ?? 0) === paid && earnedSats === paid * price,
      );
    this.#expect('payouts', isFair, `${settlementId} pays other sums than the labels of its tasks earn`);
    const decided = tasks.filter((task) => task.decision !== null);
    const now = Buffer.from(commitmentRoot(decided, sha256)).toString('hex');
    this.#expect(
      'commitments',
      now === root,
      `${settlementId} (${txid}) commits to other tasks than are stored`,
    );
    this.#addPayees(settlement);
  }

  #addPayees({ payees, seenAtMs }: SettlementRecord): void {
    for (const payee of payees) {
      const sums = this.#workers.get(payee.workerId) ?? { paidSats: 0, paidLabels: 0, carriedSats: 0 };
      sums.carriedSats += payee.carriedOutSats - payee.carriedInSats;
      if (seenAtMs !== null) {
        sums.paidSats += payee.paidSats;
        sums.paidLabels += payee.labels;
        this.#paidSats += payee.paidSats;
        this.#labelsPaid += payee.labels;
      }
      this.#workers.set(payee.workerId, sums);
    }
  }

  async #onChain({ settlementId, txid, state, proof }: SettlementRecord): Promise<void> {
    const status = await this.#chain.status(txid);
    if (onNetworkStates.includes(state)) {
      const isThere = status.kind === 'seen' || status.kind === 'mined';
      this.#expect(
        'network',
        isThere,
        `${settlementId} is ${state}, the network says of ${txid}: ${status.kind}`,
      );
    }
    if (state === 'failed')
      this.#expect('network', status.kind !== 'mined', `${settlementId} was replaced, yet ${txid} is mined`);
    if (state !== 'mined' && state !== 'final') return;
    const [header] = proof === null ? [] : await this.#chain.headers(proof.blockHeight, 1);
    const isProven = proof !== null && header === proof.header && checkHeaderProof(txid, proof);
    this.#expect('blocks', isProven, `${settlementId}: no path from ${txid} to block ${proof?.blockHeight}`);
  }

  /** The other way round: every task that says it is paid or reserved was met in a batch, and there are no others. */
  async tasks(): Promise<void> {
    let batched = 0;
    for (let after: string | null = null; ; ) {
      this.#options.signal?.throwIfAborted();
      const page: Awaited<ReturnType<Storage['tasks']['scan']>> = await this.#storage.tasks.scan({
        after,
        limit: taskPage,
      });
      for (const { payment, state, taskId, decision } of page.tasks) {
        if (payment.kind === 'paid' || payment.kind === 'reserved') batched++;
        const isPaid = payment.kind === 'paid';
        this.#expect(
          'tasks',
          (state === 'settled') === (isPaid && decision !== null),
          `${taskId} is ${state}, its payment ${payment.kind}`,
        );
      }
      this.#taskCount += page.tasks.length;
      this.#progress();
      if (page.next === null) break;
      after = page.next;
    }
    const message = `${batched} tasks say that they are in a batch, the batches hold ${this.#batchedTasks}`;
    this.#expect('tasks', batched === this.#batchedTasks, message);
  }

  async workers(): Promise<void> {
    for (const [workerId, sums] of this.#workers) {
      const totals = await this.#storage.workers.totals(workerId);
      const isSame =
        totals.paidSats === sums.paidSats &&
        totals.paidLabels === sums.paidLabels &&
        totals.carriedSats === sums.carriedSats;
      const { paidSats, paidLabels, carriedSats } = totals;
      const reported = JSON.stringify({ paidSats, paidLabels, carriedSats });
      this.#expect(
        'workers',
        isSame,
        `${workerId}: ${reported} is stored, the batches add up to ${JSON.stringify(sums)}`,
      );
    }
  }

  report(): AuditReport {
    const results = [...this.#tallies].map(([check, tally]) => ({
      check,
      proves: auditChecks[check],
      ok: tally.failed === 0,
      ...tally,
    }));
    return {
      ok: results.every((result) => result.ok),
      results,
      settlements: this.#settlementCount,
      tasks: this.#taskCount,
      labelsPaid: this.#labelsPaid,
      paidSats: this.#paidSats,
      minerFeeSats: this.#minerFeeSats,
    };
  }

  #check(check: AuditCheck, culprit: string, assertion: () => void): void {
    try {
      assertion();
      this.#expect(check, true, culprit);
    } catch (error) {
      const [why] = error instanceof Error ? error.message.split('\n') : [String(error)];
      this.#expect(check, false, `${culprit}: ${why}`);
    }
  }

  #expect(check: AuditCheck, isRight: boolean, culprit: string): void {
    const tally = entryOf(this.#tallies, check);
    tally.checked++;
    if (isRight) return;
    tally.failed++;
    if (tally.culprits.length < culpritsMax) tally.culprits.push(culprit);
  }

  #progress(): void {
    this.#options.onProgress?.({ settlements: this.#settlementCount, tasks: this.#taskCount });
  }
}

/** Whether the task says of itself what the settlement says of it. */
function isIn(task: Task | null, { settlementId, txid, seenAtMs }: SettlementRecord): boolean {
  if (task === null) return false;
  const { payment } = task;
  if (payment.kind === 'paid') return payment.settlementId === settlementId && payment.txid === txid;
  return payment.kind === 'reserved' && payment.settlementId === settlementId && seenAtMs === null;
}
