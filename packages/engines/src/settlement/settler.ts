import type { Chain, TreasuryKey } from '@asg/chain';
import { type Coin, type Sats, sats, type Task, unsettledStates } from '@asg/domain';
import type { LaneRecord, SettlementRecord, StoreSettlement, TreasuryMove } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { signBatch } from './batch.ts';
import { Courier, type Delivery } from './courier.ts';
import { Headers } from './headers.ts';
import { Lanes } from './lanes.ts';
import { MovePlanner } from './move-planner.ts';
import { keysOf } from './moves.ts';
import { Payees } from './payees.ts';
import type { PaymailDestinations } from './paymail-destinations.ts';
import { heldInputs, inheritedCoins, rateAfterRefusal, signReplacement } from './replacement.ts';
import type { SettlementRules } from './rules.ts';
import { Tracker } from './tracker.ts';
import { type Signed, Treasury } from './treasury.ts';

/** How settlement stands, for `ready` and the operator. */
export type SettlerStatus =
  | { readonly kind: 'running' }
  | { readonly kind: 'treasury_too_low'; readonly missingSats: Sats; readonly address: string }
  | { readonly kind: 'lane_held_elsewhere' }
  | { readonly kind: 'unresolved'; readonly settlementId: string; readonly note: string };

interface Reservation {
  readonly settlementId: string;
  readonly tasks: readonly Task[];
}

/** Stored transactions that are not with the network, looked at in one round; with more, no lane makes another. */
const unsettledMax = 100;
const movesMax = 10;
/** Pause before a treasury that was too low is looked at again. */
const fundingMs = 1_000;
/**
 * Pays agreeing workers: one transaction per batch, stored whole before it is sent, the same bytes sent again until it is
 * seen, followed until it lies deep in our own chain of headers. Plans are made one after the other, lanes send at once.
 */
export class Settler {
  readonly #context: EngineContext;
  readonly #rules: SettlementRules;
  readonly #payees: Payees;
  readonly #lanes: Lanes;
  readonly #treasury: Treasury;
  readonly #moves: MovePlanner;
  readonly #courier: Courier;
  readonly #tracker: Tracker;
  #status: SettlerStatus = { kind: 'running' };
  #fundingUntilMs = 0;

  constructor(
    context: EngineContext,
    parts: {
      readonly chain: Chain;
      readonly treasury: TreasuryKey;
      readonly rules: SettlementRules;
      /** Without it, what is owed to paymails is carried. */
      readonly paymail?: PaymailDestinations;
    },
  ) {
    const { chain, treasury: key, rules } = parts;
    this.#context = context;
    this.#rules = rules;
    this.#payees = new Payees(context, key, parts.paymail ?? null);
    this.#lanes = new Lanes(context, rules);
    this.#treasury = new Treasury({ chain, key, lanes: this.#lanes, storage: context.storage });
    this.#moves = new MovePlanner(context, { treasury: this.#treasury, payees: this.#payees, rules });
    const headers = new Headers(context, chain);
    this.#courier = new Courier(context, { chain, headers });
    this.#tracker = new Tracker(context, { chain, headers, courier: this.#courier, lanes: this.#lanes });
  }

  get laneIds(): readonly string[] {
    return this.#lanes.ids;
  }

  get status(): SettlerStatus {
    return this.#status;
  }

  /** Ends its work here: another settler takes the lanes at once. */
  handOver(): Promise<void> {
    return this.#lanes.release();
  }

  /** The network may know something new of this transaction, as somebody says: looked at in the next round. */
  hint(txid: string): void {
    this.#tracker.hint(txid);
  }

  /** One step: bring what was stored to the network, follow it, make what is due. True: go on at once. */
  async round(): Promise<boolean> {
    if (!(await this.#lanes.hold())) {
      this.#setStatus({ kind: 'lane_held_elsewhere' });
      return false;
    }
    await this.#tracker.follow();
    const busy = await this.#deliver();
    const made = await this.#makeDue(busy);
    if (made.length === 0) return false;
    const deliveries = await Promise.all(made.map((settlement) => this.#courier.deliver(settlement)));
    for (const [index, delivery] of deliveries.entries()) await this.#afterDelivery(made[index]!, delivery);
    return deliveries.some((delivery) => delivery.kind === 'seen');
  }

  /** Sends what is stored and not with the network, all lanes at once; the lanes that wait for an answer. */
  async #deliver(): Promise<ReadonlySet<string>> {
    const unsettled = await this.#context.storage.settlementsIn(unsettledStates, unsettledMax);
    const byLane = Map.groupBy(unsettled, (settlement) => settlement.laneId);
    const done = await Promise.all([...byLane.values()].map((chain) => this.#deliverLane(chain)));
    const busy = new Set([...byLane.keys()].filter((_, index) => !done[index]));
    if (busy.size === 0 && this.#status.kind === 'unresolved') this.#setStatus({ kind: 'running' });
    return unsettled.length < unsettledMax ? busy : new Set(this.#lanes.ids);
  }

  /** Parents first: a child is worth nothing to the network before them. False: the lane waits. */
  async #deliverLane(chain: readonly SettlementRecord[]): Promise<boolean> {
    for (const settlement of chain.toSorted((a, b) => a.lanePosition - b.lanePosition)) {
      if (this.#courier.isPaused(settlement)) return false;
      const delivery = await this.#courier.deliver(settlement);
      if (!(await this.#afterDelivery(settlement, delivery))) return false;
    }
    return true;
  }

  async #afterDelivery(settlement: SettlementRecord, delivery: Delivery): Promise<boolean> {
    const { settlementId } = settlement;
    switch (delivery.kind) {
      case 'seen':
        return true;
      case 'waits':
      case 'halted':
        this.#setStatus({ kind: 'unresolved', settlementId, note: delivery.note });
        return false;
      case 'revive':
        await this.#revive(settlement, delivery.settlementId);
        return false;
      case 'replace':
        await this.#replace(settlement, delivery);
        return false;
    }
  }

  /** Puts another transaction in the place of one that can never be mined. It is sent in the next round. */
  async #replace(
    old: SettlementRecord,
    delivery: Extract<Delivery, { readonly kind: 'replace' }>,
  ): Promise<void> {
    const { storage, clock, ids, log } = this.#context;
    const rate = await this.#replacementRate(old, delivery);
    if (rate === null) {
      const note = `the network wants a higher fee than FEE_RATE_MAX_SATS_PER_KB (${this.#rules.feeRateMax})`;
      this.#setStatus({ kind: 'unresolved', settlementId: old.settlementId, note });
      this.#courier.pause(old.settlementId);
      return;
    }
    const own =
      delivery.why === 'dead' ? heldInputs(old, this.#treasury.key) : await inheritedCoins(old, storage);
    const settlementId = ids.next('settlement');
    const { key } = this.#treasury;
    const plan = { old, settlementId, changeScript: key.lockingScript, feeRateSatsPerKb: rate };
    const nowMs = clock.nowMs();
    const keys = keysOf(key, old.withdrawal);
    const signed = await this.#treasury.sign(
      own,
      (coins) => signReplacement({ ...plan, coins, keys, nowMs }),
      old.minerFeeSats,
    );
    if (!signed.ok) {
      this.#tooLow(signed.missingSats);
      return;
    }
    await this.#tracker.orphanChildren(old);
    const { settlement } = signed;
    const proofOfDeath = delivery.why === 'dead' ? { proofOfDeath: delivery.proofOfDeath } : {};
    if (await this.#store(settlement, proofOfDeath)) {
      this.#courier.forget(old.settlementId);
      const { txid } = settlement;
      log.warn({ settlementId, txid, replaces: old.settlementId, ...delivery }, 'a transaction was replaced');
    } else this.#courier.pause(old.settlementId);
  }

  /** The network has the transaction that this one replaced: that one pays, this one never does. */
  async #revive(heir: SettlementRecord, settlementId: string): Promise<void> {
    const { storage, log } = this.#context;
    const token = this.#lanes.get(heir.laneId)?.token;
    if (token === undefined) return;
    await this.#tracker.orphanChildren(heir);
    const note = `the network has it, not ${heir.settlementId} that replaced it`;
    const outcome = await storage.reviveSettlement({ settlementId, token, note });
    // The lane stands on another coin now.
    this.#lanes.forget();
    this.#courier.forget(heir.settlementId);
    log.warn({ settlementId, heir: heir.settlementId, outcome }, 'a replaced transaction is alive');
  }

  /** Null: it would have to be higher than allowed. */
  async #replacementRate(
    old: SettlementRecord,
    delivery: Extract<Delivery, { readonly kind: 'replace' }>,
  ): Promise<number | null> {
    const policy = await this.#treasury.feeRate(this.#rules.feeRateMax);
    if (delivery.why !== 'fee') return policy;
    const rate = Math.max(policy, rateAfterRefusal(old, delivery.minimumFee));
    return rate > this.#rules.feeRateMax ? null : rate;
  }

  /** What is due, planned lane by lane, stored, not sent. */
  async #makeDue(busy: ReadonlySet<string>): Promise<readonly SettlementRecord[]> {
    const made: SettlementRecord[] = [];
    if (this.#context.clock.nowMs() < this.#fundingUntilMs) return made;
    for (const { laneId } of this.#lanes.all) {
      const lane = this.#lanes.get(laneId);
      if (lane === undefined || busy.has(laneId) || this.#lanes.isTooDeep(lane)) continue;
      const settlement = (await this.#makeMove(lane)) ?? (await this.#makeBatch(lane));
      if (settlement === 'nothing_due') break;
      if (settlement !== null) made.push(settlement);
    }
    return made;
  }

  async #makeMove(lane: LaneRecord): Promise<SettlementRecord | null> {
    if (lane.coin === null) return null;
    for (const move of await this.#context.storage.openTreasuryMoves(movesMax)) {
      const planned = await this.#moves.sign(move, lane);
      if (planned.kind === 'refused') {
        await this.#refuseMove(move, planned.reason);
        continue;
      }
      if (planned.kind === 'signed' && (await this.#store(planned.settlement))) return planned.settlement;
      this.#payees.release(move.settlementId);
      if (planned.kind === 'too_low') this.#tooLow(planned.missingSats);
      return null;
    }
    return null;
  }

  async #refuseMove({ settlementId, purpose }: TreasuryMove, refusal: string): Promise<void> {
    await this.#context.storage.refuseTreasuryMove({ settlementId, refusal });
    this.#context.log.warn({ settlementId, purpose, refusal }, 'a treasury move was refused');
  }

  async #isBatchDue(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { batchTasksMax, batchWaitMs } = this.#rules;
    const queue = await storage.paymentQueue(batchTasksMax);
    return (
      queue !== null && (queue.count >= batchTasksMax || queue.oldestSinceMs + batchWaitMs <= clock.nowMs())
    );
  }

  async #makeBatch(lane: LaneRecord): Promise<SettlementRecord | null | 'nothing_due'> {
    if (!(await this.#isBatchDue())) {
      if (this.#status.kind !== 'unresolved') this.#setStatus({ kind: 'running' });
      return 'nothing_due';
    }
    if (lane.coin === null && !(await this.#hasSpareCoin(lane))) return null;
    // Reserved and not stored, if the process ends here: the next holder of the lanes releases it.
    const reserved = await this.#reserve(lane);
    if (reserved === null) return null;
    const signed = await this.#sign(lane, reserved);
    if (signed.ok && (await this.#store(signed.settlement))) {
      if (this.#status.kind !== 'unresolved') this.#setStatus({ kind: 'running' });
      this.#fundingUntilMs = 0;
      return signed.settlement;
    }
    await this.#context.storage.releaseReservation(reserved.settlementId);
    this.#payees.release(reserved.settlementId);
    if (!signed.ok) this.#tooLow(signed.missingSats);
    return null;
  }

  /** The first lane always tries, so that an empty treasury is noticed; others wait for a coin of their own. */
  async #hasSpareCoin(lane: LaneRecord): Promise<boolean> {
    return lane.laneId === this.#lanes.ids[0] || (await this.#treasury.spareCoins()).length > 0;
  }

  async #reserve({ laneId, token }: LaneRecord): Promise<Reservation | null> {
    const { storage, clock, ids } = this.#context;
    const settlementId = ids.next('settlement');
    const limit = this.#rules.batchTasksMax;
    const nowMs = clock.nowMs();
    const tasks = await storage.reserveForSettlement({ settlementId, laneId, token, limit, nowMs });
    if (tasks === 'fenced') {
      this.#lanes.forget();
      return null;
    }
    return tasks.length === 0 ? null : { settlementId, tasks };
  }

  /** The signed batch. Spends the lane's coin, and others only if it must. */
  async #sign(lane: LaneRecord, { settlementId, tasks }: Reservation): Promise<Signed<SettlementRecord>> {
    const rules = this.#rules;
    const payees = await this.#payees.of(settlementId, tasks, rules);
    const feeRateSatsPerKb = await this.#treasury.feeRate(rules.feeRateMax);
    const plan = {
      settlementId,
      laneId: lane.laneId,
      lanePosition: lane.position + 1,
      tasks,
      payees,
      rules,
      feeScript: rules.feeScript,
      feeRateSatsPerKb,
      nowMs: this.#context.clock.nowMs(),
    };
    const own = lane.coin === null ? [] : [lane.coin];
    const sign = (coins: readonly Coin[]): Signed<SettlementRecord> =>
      signBatch({ ...plan, coins }, this.#treasury.key);
    return this.#treasury.sign(own, sign, sats(1));
  }

  /** False: refused; what is known of the lanes or coins was not true, and is asked for anew. */
  async #store(
    settlement: SettlementRecord,
    proof: Pick<StoreSettlement, 'proofOfDeath'> = {},
  ): Promise<boolean> {
    const { storage, log } = this.#context;
    const { settlementId, laneId } = settlement;
    const token = this.#lanes.get(laneId)?.token;
    if (token === undefined) return false;
    const outcome = await storage.storeSettlement({ settlement, token, ...proof });
    if (outcome === 'stored') {
      this.#lanes.moved(settlement);
      return true;
    }
    log.warn({ settlementId, outcome }, 'a transaction was not stored, it is planned anew');
    if (outcome === 'coin_in_use') await this.#lanes.leaveSpentCoin(laneId);
    else this.#lanes.forget();
    return false;
  }

  #tooLow(missingSats: Sats): void {
    this.#setStatus({ kind: 'treasury_too_low', missingSats, address: this.#treasury.key.address });
    this.#fundingUntilMs = this.#context.clock.nowMs() + fundingMs;
  }

  #setStatus(status: SettlerStatus): void {
    if (status.kind !== this.#status.kind) {
      if (status.kind === 'running') this.#context.log.info('settlement goes on');
      else this.#context.log.warn({ status }, 'settlement waits');
    }
    this.#status = status;
  }
}
