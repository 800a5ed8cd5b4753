import { type Chain, checkHeaderProof, sha256 } from '@asg/chain';
import {
  type AuditProgress,
  type AuditReport,
  AuditTallies,
  commitmentRoot,
  isSameCoin,
  MoneyCount,
  onNetworkStates,
  payableLabels,
  type SettlementRecord,
  settlementStates,
} from '@asg/domain';
import type { Storage, StorageReader } from '@asg/storage';
import { last } from '@asg/values/present';
import { assertPaysLedger } from '../signing/ledger.ts';
import { BatchAudit } from './batch-audit.ts';
import { DepositAudit } from './deposit-audit.ts';
import { ForfeitAudit } from './forfeit-audit.ts';
import { isMadeAgain } from './made-again.ts';
import { auditBalances } from './money-audit.ts';
import { isIn } from './task-in-batch.ts';
import { TrailAudit } from './trail-audit.ts';

export type { AuditProgress, AuditReport, AuditResult } from '@asg/domain';

/** Settlements read at once: each holds its transaction. */
const settlementPage = 50;
const taskPage = 1_000;
const asksMax = 8;

interface WorkerSums {
  paidSats: number;
  paidLabels: number;
  carriedSats: number;
}

/**
 * Proves the money from the records and the chain alone: reads every settlement and task once, recomputes what follows, and
 * compares; changes nothing. While the system works it may meet a change half way: run it again then. In memory it has about
 * 200 bytes for each coin that was spent, and 150 for each worker and each customer who has tasks, and for each trail.
 */
export async function auditMoney(
  storage: StorageReader,
  chain: Chain,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: AuditProgress) => void } = {},
): Promise<AuditReport> {
  const audit = new Audit(storage, chain, options);
  await audit.settlements();
  await audit.tasks();
  await audit.deposits();
  await audit.workers();
  await audit.balancesAndTrails();
  return audit.report();
}

class Audit {
  readonly #storage: StorageReader;
  readonly #chain: Chain;
  readonly #options: Parameters<typeof auditMoney>[2] & object;
  readonly #tallies = new AuditTallies();
  readonly #deposits: DepositAudit;
  readonly #forfeits: ForfeitAudit;
  readonly #trails: TrailAudit;
  readonly #batches: BatchAudit;
  readonly #coins = new Map<string, string>();
  readonly #workers = new Map<string, WorkerSums>();
  readonly #money = new MoneyCount();
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
    this.#deposits = new DepositAudit(storage, chain, this.#tallies);
    this.#forfeits = new ForfeitAudit(storage, this.#tallies);
    this.#trails = new TrailAudit(storage, this.#tallies);
    this.#batches = new BatchAudit(storage, this.#tallies);
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
      if (page.length < settlementPage) return this.#forfeits.end();
      after = last(page).settlementId;
    }
  }

  async #settlement(settlement: SettlementRecord): Promise<void> {
    const { settlementId, inputs, laneId, state, replacedBy } = settlement;
    this.#tallies.check('transactions', settlementId, () => assertPaysLedger(settlement));
    if (state === 'failed') {
      this.#tallies.expect('tasks', replacedBy !== null, `${settlementId} failed and nothing took its place`);
      return;
    }
    this.#minerFeeSats += settlement.minerFeeSats;
    for (const { txid, vout } of inputs) {
      const other = this.#coins.get(`${txid}:${vout}`);
      this.#tallies.expect(
        'coins',
        other === undefined,
        `${txid}:${vout} is spent by ${other} and ${settlementId}`,
      );
      this.#coins.set(`${txid}:${vout}`, settlementId);
    }
    const lane = await this.#storage.lanes.get(laneId);
    if (lane?.settlementId === settlementId) {
      const stands = isSameCoin(lane.coin, settlement.change);
      this.#tallies.expect('coins', stands, `${laneId} does not stand on the change of ${settlementId}`);
    }
    if (settlement.purpose === 'payment') await this.#payment(settlement);
    else await this.#deposits.settlement(settlement);
    if (settlement.purpose === 'forfeit') await this.#forfeits.look(settlement);
  }

  async #payment(settlement: SettlementRecord): Promise<void> {
    const { settlementId, payees, root, txid } = settlement;
    const found = await this.#storage.tasks.many(settlement.tasks.map(({ taskId }) => taskId));
    const tasks = found.filter((task) => task !== null);
    this.#batchedTasks += settlement.tasks.length;
    const labels = new Map<string, { readonly count: number; readonly sats: number }>();
    let isPriced = true;
    for (const [index, cost] of settlement.tasks.entries()) {
      const task = found[index] ?? null;
      this.#tallies.expect(
        'tasks',
        isIn(task, settlement, cost),
        `${cost.taskId} is not what ${settlementId} says of it`,
      );
      if (task === null) continue;
      const payable = payableLabels(task);
      const price = payable.length === 0 ? 0 : cost.payoutSats / payable.length;
      // Of a decision that no label agrees with nothing is paid.
      isPriced &&=
        payable.length === 0
          ? cost.payoutSats === 0
          : task.cover === undefined || price === task.cover.payoutSats;
      for (const { workerId } of payable) {
        const { count, sats } = labels.get(workerId) ?? { count: 0, sats: 0 };
        labels.set(workerId, { count: count + 1, sats: sats + price });
      }
    }
    const isFair =
      isPriced &&
      payees.filter((payee) => payee.labels > 0).length === labels.size &&
      payees.every(
        ({ workerId, labels: paid, earnedSats }) =>
          (labels.get(workerId)?.count ?? 0) === paid && (labels.get(workerId)?.sats ?? 0) === earnedSats,
      );
    this.#tallies.expect(
      'payouts',
      isFair,
      `${settlementId} pays other sums than the labels of its tasks earn`,
    );
    const decided = tasks.filter((task) => task.decision !== null);
    const now = Buffer.from(commitmentRoot(decided, sha256, settlement.trail)).toString('hex');
    this.#tallies.expect(
      'commitments',
      now === root,
      `${settlementId} (${txid}) commits to other tasks than are stored`,
    );
    this.#addPayees(settlement);
    await this.#trails.settlement(settlement);
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

  async #onChain(settlement: SettlementRecord): Promise<void> {
    const { settlementId, txid, state, proof } = settlement;
    const status = await this.#chain.status(txid);
    if (onNetworkStates.includes(state)) {
      const isThere = status.kind === 'seen' || status.kind === 'mined';
      this.#tallies.expect(
        'network',
        isThere,
        `${settlementId} is ${state}, the network says of ${txid}: ${status.kind}`,
      );
    }
    if (state === 'failed')
      this.#tallies.expect(
        'network',
        status.kind !== 'mined' || (await isMadeAgain(settlement, (id) => this.#storage.settlement.get(id))),
        `${settlementId} was replaced, yet ${txid} is mined`,
      );
    if (state !== 'mined' && state !== 'final') return;
    const [header] = proof === null ? [] : await this.#chain.headers(proof.blockHeight, 1);
    const isProven = proof !== null && header === proof.header && checkHeaderProof(txid, proof);
    this.#tallies.expect(
      'blocks',
      isProven,
      `${settlementId}: no path from ${txid} to block ${proof?.blockHeight}`,
    );
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
      for (const task of page.tasks) {
        const { payment, state, taskId, decision } = task;
        const culprit = this.#money.add(task);
        this.#tallies.expect('balances', culprit === null, culprit ?? '');
        if (payment.kind === 'paid' || payment.kind === 'reserved') batched++;
        const isPaid = payment.kind === 'paid';
        this.#tallies.expect(
          'tasks',
          (state === 'settled') === (isPaid && decision !== null),
          `${taskId} is ${state}, its payment ${payment.kind}`,
        );
      }
      await this.#batches.look(page.tasks);
      this.#taskCount += page.tasks.length;
      this.#progress();
      if (page.next === null) break;
      after = page.next;
    }
    const told = `${batched} tasks say that they are in a batch, the batches hold ${this.#batchedTasks}`;
    this.#tallies.expect('tasks', batched === this.#batchedTasks, told);
  }

  deposits(): Promise<void> {
    return this.#deposits.run(this.#options.signal);
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
      this.#tallies.expect(
        'workers',
        isSame,
        `${workerId}: ${reported} is stored, the batches add up to ${JSON.stringify(sums)}`,
      );
    }
  }

  async balancesAndTrails(): Promise<void> {
    const { signal } = this.#options;
    await auditBalances(this.#storage, this.#money, this.#tallies, signal);
    await this.#trails.run(signal);
  }

  report(): AuditReport {
    const { results } = this.#tallies;
    return {
      ok: results.every((result) => result.ok),
      results,
      settlements: this.#settlementCount,
      tasks: this.#taskCount,
      labelsPaid: this.#labelsPaid,
      paidSats: this.#paidSats,
      minerFeeSats: this.#minerFeeSats,
      money: this.#money.totals,
    };
  }

  #progress(): void {
    this.#options.onProgress?.({ settlements: this.#settlementCount, tasks: this.#taskCount });
  }
}
