import type { Chain, TreasuryKey } from '@asg/chain';
import { type Coin, type PayoutRules, type Sats, sats, type Task, unsettledStates } from '@asg/domain';
import type { LaneRecord, SettlementRecord } from '@asg/storage';
import { announce, type EngineContext } from '../context.ts';
import { payeesOf, signBatch } from './batch.ts';
import { Payees } from './payees.ts';

export interface SettlementRules extends PayoutRules {
  /** Where the platform's fee goes, a locking script in hex; null where there is no fee. */
  readonly feeScript: string | null;
  readonly batchTasksMax: number;
  /** The oldest waiting task makes a batch after this long, ms. */
  readonly batchWaitMs: number;
  /** A fee rate above this is not paid, satoshis per 1,000 bytes. */
  readonly feeRateMax: number;
  /** Names this settler: it takes up its lane again at once after a restart. */
  readonly holder: string;
}

/** How settlement stands, for `ready` and the operator. */
export type SettlerStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'treasury_too_low'; readonly missingSats: Sats; readonly address: string }
  | { readonly kind: 'lane_held_elsewhere' }
  | { readonly kind: 'unresolved'; readonly settlementId: string; readonly note: string };

const laneId = 'lane-1';
const laneHoldMs = 30_000;
const inputsMax = 100;
/** Pause before the same bytes go out again after an unclear answer; it doubles each time, up to the second figure. */
const resendMs = 1_000;
const resendMsMax = 60_000;
const unsettledMax = 10;

/** Pays agreeing workers: one transaction per batch, stored whole before it is sent, sent again until it is seen. */
export class Settler {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  readonly #treasury: TreasuryKey;
  readonly #rules: SettlementRules;
  readonly #payees: Payees;
  #lane: LaneRecord | null = null;
  /** Reserved and not stored yet. Lost with the process: the next holder of the lane releases it. */
  #reserved: { readonly settlementId: string; readonly tasks: readonly Task[] } | null = null;
  #status: SettlerStatus = { kind: 'running' };
  /** Unclear answers in a row, and when the network is asked again. */
  #unclear = { count: 0, untilMs: 0 };

  constructor(
    context: EngineContext,
    parts: { readonly chain: Chain; readonly treasury: TreasuryKey; readonly rules: SettlementRules },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#treasury = parts.treasury;
    this.#rules = parts.rules;
    this.#payees = new Payees(context.storage, parts.treasury);
  }

  get laneId(): string {
    return laneId;
  }

  get status(): SettlerStatus {
    return this.#status;
  }

  /** One step: bring what was stored to the network, or else make the next batch. True: go on at once. */
  async round(): Promise<boolean> {
    const lane = await this.#holdLane();
    if (lane === null || this.#context.clock.nowMs() < this.#unclear.untilMs) return false;
    const unsettled = await this.#context.storage.settlementsIn(unsettledStates, unsettledMax);
    for (const settlement of unsettled) if (!(await this.#bringToNetwork(settlement))) return false;
    if (this.#reserved === null && !(await this.#isBatchDue())) {
      this.#setStatus({ kind: 'running' });
      return false;
    }
    const settlement = await this.#makeBatch(lane);
    return settlement !== null && this.#bringToNetwork(settlement);
  }

  async #holdLane(): Promise<LaneRecord | null> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    if (this.#lane !== null && this.#lane.heldUntilMs > nowMs + laneHoldMs / 2) return this.#lane;
    this.#lane = await storage.acquireLane({ laneId, holder: this.#rules.holder, nowMs, holdMs: laneHoldMs });
    // A new token releases what was reserved under the old one.
    this.#reserved = null;
    if (this.#lane === null) this.#setStatus({ kind: 'lane_held_elsewhere' });
    return this.#lane;
  }

  /** Sends a stored batch. An unclear answer leaves it as it is: the same bytes go out again next time. */
  async #bringToNetwork(settlement: SettlementRecord): Promise<boolean> {
    const { settlementId, txid } = settlement;
    if (settlement.state !== 'signed') {
      const status = await this.#chain.status(txid);
      if (status.kind === 'seen' || status.kind === 'mined') return this.#markSeen(settlement);
    }
    if (settlement.state !== 'broadcasting') await this.#advance(settlementId, 'broadcasting', null);
    const outcome = await this.#chain.broadcast(settlement);
    if (outcome.kind === 'accepted') return this.#markSeen(settlement);
    // A refusal can mean that this very transaction is known already: look before believing it.
    const status = await this.#chain.status(txid);
    if (status.kind === 'seen' || status.kind === 'mined') return this.#markSeen(settlement);
    const note = outcome.kind === 'rejected' ? `refused, ${outcome.code}: ${outcome.reason}` : outcome.reason;
    await this.#advance(settlementId, 'unknown', note);
    this.#setStatus({ kind: 'unresolved', settlementId, note });
    const { count } = this.#unclear;
    const pauseMs = Math.min(resendMsMax, resendMs * 2 ** count);
    this.#unclear = { count: count + 1, untilMs: this.#context.clock.nowMs() + pauseMs };
    return false;
  }

  async #markSeen(settlement: SettlementRecord): Promise<boolean> {
    const { signals, log } = this.#context;
    const { settlementId, txid, minerFeeSats } = settlement;
    this.#unclear = { count: 0, untilMs: 0 };
    const settled = await this.#advance(settlementId, 'seen', null);
    for (const task of settled) announce(signals, task);
    log.info({ settlementId, txid, tasks: settlement.tasks.length, minerFeeSats }, 'batch settled');
    return true;
  }

  async #advance(
    settlementId: string,
    to: SettlementRecord['state'],
    note: string | null,
  ): Promise<readonly Task[]> {
    const { storage, clock } = this.#context;
    const outcome = await storage.advanceSettlement({ settlementId, to, nowMs: clock.nowMs(), note });
    if (outcome.kind === 'illegal')
      throw new Error(`settlement ${settlementId}: ${outcome.state} cannot become ${to}`);
    return outcome.kind === 'advanced' ? outcome.settled : [];
  }

  async #isBatchDue(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { batchTasksMax, batchWaitMs } = this.#rules;
    const queue = await storage.paymentQueue(batchTasksMax);
    return (
      queue !== null && (queue.count >= batchTasksMax || queue.oldestSinceMs + batchWaitMs <= clock.nowMs())
    );
  }

  async #makeBatch(lane: LaneRecord): Promise<SettlementRecord | null> {
    const reserved = this.#reserved ?? (await this.#reserve(lane));
    if (reserved === null) return null;
    this.#reserved = reserved;
    const settlement = await this.#sign(lane, reserved);
    if (settlement === null) return null;
    const outcome = await this.#context.storage.storeSettlement({ settlement, token: lane.token });
    // Stored or not, the lane has moved or is not ours to trust: read it afresh.
    this.#lane =
      outcome === 'stored'
        ? { ...lane, coin: settlement.change, settlementId: settlement.settlementId }
        : null;
    if (outcome === 'stored') {
      this.#reserved = null;
      this.#setStatus({ kind: 'running' });
      return settlement;
    }
    this.#context.log.warn(
      { settlementId: settlement.settlementId, outcome },
      'a batch was not stored, it is planned anew',
    );
    return null;
  }

  async #reserve(lane: LaneRecord): Promise<{ settlementId: string; tasks: readonly Task[] } | null> {
    const { storage, clock, ids } = this.#context;
    const settlementId = ids.next('settlement');
    const limit = this.#rules.batchTasksMax;
    const { token } = lane;
    const tasks = await storage.reserveForSettlement({
      settlementId,
      laneId,
      token,
      limit,
      nowMs: clock.nowMs(),
    });
    if (tasks === 'fenced') {
      this.#lane = null;
      return null;
    }
    return tasks.length === 0 ? null : { settlementId, tasks };
  }

  /** The signed batch; null where the treasury cannot pay it yet. Spends the lane's coin, and others only if it must. */
  async #sign(
    lane: LaneRecord,
    { settlementId, tasks }: { readonly settlementId: string; readonly tasks: readonly Task[] },
  ): Promise<SettlementRecord | null> {
    const rules = this.#rules;
    const payees = await this.#payees.of(payeesOf(tasks));
    const feeRateSatsPerKb = Math.min(await this.#chain.feeRate(), rules.feeRateMax);
    const nowMs = this.#context.clock.nowMs();
    const { feeScript } = rules;
    const sign = (coins: readonly Coin[]) =>
      signBatch(
        {
          settlementId,
          laneId,
          tasks,
          payees,
          coins,
          rules,
          feeScript,
          feeRateSatsPerKb,
          replaces: null,
          nowMs,
        },
        this.#treasury,
      );
    const own = lane.coin === null ? [] : [lane.coin];
    const first = own.length > 0 ? sign(own) : null;
    if (first?.ok) return first.settlement;
    let missingSats = first?.missingSats ?? sats(0);
    const coins = [...own, ...(await this.#otherCoins(own))].slice(0, inputsMax);
    // Few inputs first: the largest other coin, then twice as many, at last all.
    for (let count = own.length; count < coins.length; ) {
      count = Math.min(coins.length, Math.max(own.length + 1, count * 2));
      const signed = sign(coins.slice(0, count));
      if (signed.ok) return signed.settlement;
      missingSats = signed.missingSats;
    }
    this.#setStatus({ kind: 'treasury_too_low', missingSats, address: this.#treasury.address });
    return null;
  }

  async #otherCoins(own: readonly Coin[]): Promise<readonly Coin[]> {
    const coins = await this.#chain.unspent(this.#treasury.address, inputsMax);
    return coins.filter((coin) => !own.some((mine) => mine.txid === coin.txid && mine.vout === coin.vout));
  }

  #setStatus(status: SettlerStatus): void {
    if (status.kind !== this.#status.kind) {
      if (status.kind === 'running') this.#context.log.info('settlement goes on');
      else this.#context.log.warn({ status }, 'settlement waits');
    }
    this.#status = status;
  }
}
