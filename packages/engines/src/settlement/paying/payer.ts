import { ChainUnavailable } from '@asg/chain';
import { type Coin, type LaneRecord, type SettlementRecord, sats, type Task } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { TreasuryMove } from '@asg/storage';
import { entryOf } from '@asg/values/present';
import { Backoffs } from '../backoffs.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Treasury } from '../lanes/treasury.ts';
import type { Mutex } from '../mutex.ts';
import type { Payees } from '../payees/payees.ts';
import type { SettlementRules } from '../rules.ts';
import type { BroadcastScheduler } from '../sending/broadcast-scheduler.ts';
import type { SettlementConditions } from '../settlement-conditions.ts';
import { type Payee, payeesOf, signBatch } from '../signing/batch.ts';
import type { Signed } from '../signing/signed.ts';
import type { MovePlanner, PlannedMove } from './move-planner.ts';
import { Trails } from './trails.ts';

interface Reservation {
  readonly settlementId: string;
  readonly tasks: readonly Task[];
  /** Workers whose carried pay is due. */
  readonly carriedIds: readonly string[];
}

const movesMax = 10;
/** Workers whose carried pay one transaction takes up. */
const carriedMax = 200;
/** Pause before a treasury that was too low is looked at again. */
const fundingMs = 1_000;
/** The pause of a move that could not be made on a lane: it holds up no payment and no other move. */
const moveRetry = { baseMs: 1_000, growth: 2, maxMs: 30_000 };

/** Makes what is due on every free lane, one plan after the other: signed and stored whole, not sent. */
export class Payer {
  readonly #context: EngineContext;
  readonly #rules: SettlementRules;
  readonly #mutex: Mutex;
  readonly #lanes: Lanes;
  readonly #treasury: Treasury;
  readonly #payees: Payees;
  readonly #moves: MovePlanner;
  readonly #scheduler: BroadcastScheduler;
  readonly #conditions: SettlementConditions;
  readonly #trails: Trails;
  readonly #movePauses = new Backoffs(moveRetry);
  #fundingUntilMs = 0;

  constructor(
    context: EngineContext,
    parts: {
      readonly rules: SettlementRules;
      readonly mutex: Mutex;
      readonly lanes: Lanes;
      readonly treasury: Treasury;
      readonly payees: Payees;
      readonly moves: MovePlanner;
      readonly scheduler: BroadcastScheduler;
      readonly conditions: SettlementConditions;
    },
  ) {
    this.#context = context;
    this.#rules = parts.rules;
    this.#mutex = parts.mutex;
    this.#lanes = parts.lanes;
    this.#treasury = parts.treasury;
    this.#payees = parts.payees;
    this.#moves = parts.moves;
    this.#scheduler = parts.scheduler;
    this.#conditions = parts.conditions;
    this.#trails = new Trails(context);
  }

  /** How many transactions it made. A lane that lacks a coin, or whose coins cannot be looked up now, holds up no other. */
  async makeDue(): Promise<number> {
    let made = 0;
    if (this.#context.clock.nowMs() < this.#fundingUntilMs) return made;
    for (const { laneId } of this.#lanes.all) {
      const settlement = await this.#mutex.run(() => this.#makeOn(laneId));
      if (settlement === 'nothing_due') break;
      if (settlement !== null) made++;
    }
    return made;
  }

  async #makeOn(laneId: string): Promise<SettlementRecord | null | 'nothing_due'> {
    const lane = this.#lanes.get(laneId);
    if (lane === undefined || this.#scheduler.isBusy(laneId) || this.#lanes.isTooDeep(lane)) return null;
    try {
      const move = await this.#makeMove(lane);
      const settlement = move === null || move === 'waits' ? await this.#makeBatch(lane) : move;
      // What waits here may be possible on another lane, which has another coin.
      if (settlement === 'nothing_due') return move === 'waits' ? null : settlement;
      if (settlement !== null) this.#scheduler.stored(settlement);
      return settlement;
    } catch (error) {
      if (!(error instanceof ChainUnavailable)) throw error;
      this.#context.log.warn(
        { laneId, reason: error.message },
        'a payment waits for an answer of the network',
      );
      return null;
    }
  }

  /** The first of the open moves that can be made now. `waits`: there are some, and none can. */
  async #makeMove(lane: LaneRecord): Promise<SettlementRecord | null | 'waits'> {
    const nowMs = this.#context.clock.nowMs();
    const moves = await this.#context.storage.moves.open({ limit: movesMax, after: null });
    this.#conditions.openMoves(new Set(moves.map(({ settlementId }) => settlementId)));
    let outcome: null | 'waits' = null;
    for (const move of moves) {
      if (lane.coin === null && this.#moves.needsLaneCoin(move)) continue;
      const { settlementId } = move;
      const name = `${lane.laneId} ${settlementId}`;
      const planned = this.#movePauses.of(name, nowMs) === null ? await this.#planMove(move, lane) : null;
      if (planned?.kind === 'refused') {
        this.#movePauses.worked(name);
        await this.#refuseMove(move, planned.reason);
        continue;
      }
      outcome = 'waits';
      if (planned === null) continue;
      if (planned.kind === 'signed') {
        this.#movePauses.worked(name);
        if (await this.#lanes.store(planned.settlement)) return planned.settlement;
        this.#payees.release(settlementId);
        return outcome;
      }
      this.#payees.release(settlementId);
      if (planned.kind === 'too_low')
        this.#conditions.moveTooLow(settlementId, planned.missingSats, this.#treasury.key.address);
      this.#movePauses.failed(name, planned.kind, this.#context.clock.nowMs());
    }
    return outcome;
  }

  /** `unavailable`: it needs an answer of the network that does not come now. */
  async #planMove(move: TreasuryMove, lane: LaneRecord): Promise<PlannedMove | { kind: 'unavailable' }> {
    try {
      return await this.#moves.sign(move, lane);
    } catch (error) {
      if (!(error instanceof ChainUnavailable)) throw error;
      const { settlementId, purpose } = move;
      this.#context.log.warn(
        { settlementId, purpose, reason: error.message },
        'a treasury move waits for an answer of the network',
      );
      return { kind: 'unavailable' };
    }
  }

  async #refuseMove({ settlementId, purpose }: TreasuryMove, refusal: string): Promise<void> {
    await this.#context.storage.moves.refuse({ settlementId, refusal });
    this.#context.log.warn({ settlementId, purpose, refusal }, 'a treasury move was refused');
  }

  async #isBatchDue(): Promise<boolean> {
    const { storage, clock } = this.#context;
    const { batchTasksMax, batchWaitMs } = this.#rules;
    const nowMs = clock.nowMs();
    const [queue, carried] = await Promise.all([
      storage.settlement.paymentQueue(batchTasksMax, nowMs),
      storage.payouts.carried({ untilMs: nowMs, limit: 1 }),
    ]);
    const isDue =
      queue !== null && (queue.count >= batchTasksMax || queue.oldestSinceMs + batchWaitMs <= nowMs);
    return isDue || carried.length > 0;
  }

  async #makeBatch(lane: LaneRecord): Promise<SettlementRecord | null | 'nothing_due'> {
    if (!(await this.#isBatchDue())) {
      this.#conditions.funded();
      return 'nothing_due';
    }
    if (lane.coin === null && !(await this.#hasSpareCoin(lane))) return null;
    // Reserved and not stored, if the process ends here: the next holder of the lanes releases it.
    const reserved = await this.#reserve(lane);
    if (reserved === null) return null;
    const { settlementId } = reserved;
    try {
      const signed = await this.#sign(lane, reserved);
      if (signed === null) this.#payees.release(settlementId);
      else if (signed.ok && (await this.#lanes.store(signed.settlement))) {
        this.#conditions.funded();
        this.#fundingUntilMs = 0;
        await this.#trails.committed(signed.settlement);
        return signed.settlement;
      }
      if (signed !== null) {
        this.#payees.release(settlementId);
        if (!signed.ok) this.#tooLow(signed.missingSats);
      }
    } catch (error) {
      // What was stored nevertheless stays as it is; its paymail destinations are not used again.
      await this.#context.storage.settlement.release(settlementId);
      throw error;
    }
    await this.#context.storage.settlement.release(settlementId);
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
    const tasks = await storage.settlement.reserve({ settlementId, laneId, token, limit, nowMs });
    if (tasks === 'fenced') {
      this.#lanes.forget();
      return null;
    }
    const carried = await storage.payouts.carried({ untilMs: nowMs, limit: carriedMax });
    if (tasks.length === 0 && carried.length === 0) return null;
    return { settlementId, tasks, carriedIds: carried.map(({ workerId }) => workerId) };
  }

  /** The signed batch; null: nobody can be paid. Spends the lane's coin, and others only if it must. */
  async #sign(
    lane: LaneRecord,
    { settlementId, tasks, carriedIds }: Reservation,
  ): Promise<Signed<SettlementRecord> | null> {
    const rules = this.#rules;
    const payees = await this.#payees.of(settlementId, tasks, rules, carriedIds);
    const payable = await this.#payableNow(payees, carriedIds, new Set(payeesOf(tasks)));
    if (tasks.length === 0 && payable.length === 0) return null;
    const feeRateSatsPerKb = await this.#treasury.feeRate();
    const trail = await this.#trails.heads();
    const plan = {
      settlementId,
      laneId: lane.laneId,
      lanePosition: lane.position + 1,
      tasks,
      payees,
      carriedIds: payable,
      rules,
      feeScript: rules.feeScript,
      feeRateSatsPerKb,
      nowMs: this.#context.clock.nowMs(),
      trail,
    };
    const own = lane.coin === null ? [] : [lane.coin];
    const sign = (coins: readonly Coin[]): Signed<SettlementRecord> =>
      signBatch({ ...plan, coins }, this.#treasury.key);
    return this.#treasury.sign(own, sign, sats(1));
  }

  /** Those without a label in the batch who are paid too; the others are tried again when their back-off is over. */
  async #payableNow(
    payees: ReadonlyMap<string, Payee>,
    carriedIds: readonly string[],
    labelled: ReadonlySet<string>,
  ): Promise<readonly string[]> {
    const payable: string[] = [];
    for (const workerId of carriedIds) {
      if (labelled.has(workerId)) continue;
      const payee = entryOf(payees, workerId);
      const isEnough = payee.carriedSats > 0 && payee.carriedSats >= this.#rules.payoutMinSats;
      if (isEnough && payee.pay !== 'later') payable.push(workerId);
      else {
        const dueAtMs = isEnough && payee.pay === 'later' ? payee.carried.dueAtMs : null;
        await this.#context.storage.payouts.setCarriedDue({ workerId, dueAtMs });
      }
    }
    return payable;
  }

  #tooLow(missingSats: ReturnType<typeof sats>): void {
    this.#conditions.tooLow(missingSats, this.#treasury.key.address);
    this.#fundingUntilMs = this.#context.clock.nowMs() + fundingMs;
  }
}
