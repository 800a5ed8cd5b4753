import type { Coin, LaneRecord, SettlementRecord } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { StoreSettlement } from '@asg/storage';
import { type SettlementRules, unminedDepthMax } from '../rules.ts';

const laneHoldMs = 15_000;
type LaneRules = Pick<SettlementRules, 'holder' | 'lanes' | 'isAlone'>;

/**
 * The lanes of the treasury. A settler holds all of them or acts on none: what it plans, it plans alone, and what a
 * former one still tries to store is refused by its older tokens. Its loops change the lanes one at a time (`Mutex`).
 */
export class Lanes {
  readonly #context: EngineContext;
  readonly #ids: readonly string[];
  readonly #rules: Pick<LaneRules, 'holder' | 'isAlone'>;
  readonly #unsaved = new Set<string>();
  #lanes = new Map<string, LaneRecord>();

  constructor(context: EngineContext, { holder, lanes, isAlone = false }: LaneRules) {
    this.#context = context;
    this.#rules = { holder, isAlone };
    this.#ids = Array.from({ length: lanes }, (_, index) => `lane-${index + 1}`);
  }

  get ids(): readonly string[] {
    return this.#ids;
  }

  /** In the order of their names; empty while they are not held. */
  get all(): readonly LaneRecord[] {
    return [...this.#lanes.values()];
  }

  get(laneId: string): LaneRecord | undefined {
    return this.#lanes.get(laneId);
  }

  /** Whether they are held for long enough to begin something. */
  get isHeld(): boolean {
    if (this.#rules.isAlone) return this.#lanes.size === this.#ids.length;
    const freshMs = this.#context.clock.nowMs() + laneHoldMs / 2;
    return this.#ids.every((id) => (this.#lanes.get(id)?.heldUntilMs ?? 0) > freshMs);
  }

  /** Takes hold of them all, or keeps them. False: another settler holds one. */
  async hold(): Promise<boolean> {
    if (this.isHeld) return true;
    const [{ storage, clock }, { holder }] = [this.#context, this.#rules];
    const nowMs = clock.nowMs();
    const acquire = (ids: readonly string[]): Promise<(LaneRecord | null)[]> =>
      Promise.all(ids.map((laneId) => storage.lanes.acquire({ laneId, holder, nowMs, holdMs: laneHoldMs })));
    const firstCount = this.#lanes.size === this.#ids.length ? this.#ids.length : 1;
    this.#lanes = new Map();
    const taken = new Map<string, LaneRecord>();
    // Whoever has the first one has the others, unless they had them before: two who begin do not take some each.
    for (const ids of [this.#ids.slice(0, firstCount), this.#ids.slice(firstCount)]) {
      for (const lane of await acquire(ids)) {
        if (lane === null) return false;
        taken.set(lane.laneId, lane);
      }
    }
    this.#lanes = taken;
    return true;
  }

  /** Reads the store again before anything else is done: a write was refused, so the state known here is outdated. */
  forget(): void {
    this.#lanes = new Map();
  }

  /** Hands them over, so that another settler takes them at once. */
  async release(): Promise<void> {
    const untilMs = this.#context.clock.nowMs();
    const held = this.all;
    this.#lanes = new Map();
    await Promise.all(
      held.map(({ laneId, token, coin, minedPosition }) =>
        this.#context.storage.lanes.hold({ laneId, token, untilMs, coin, minedPosition }),
      ),
    );
  }

  /** Stores a settlement on its lane. False: refused; the known state of lanes or coins was outdated, and is read again. */
  async store(
    settlement: SettlementRecord,
    proof: Pick<StoreSettlement, 'proofOfDeath'> = {},
  ): Promise<boolean> {
    const { storage, log } = this.#context;
    const { settlementId, laneId } = settlement;
    const token = this.#lanes.get(laneId)?.token;
    if (token === undefined) return false;
    const outcome = await storage.settlement
      .store({ settlement, token, ...proof })
      .catch((error: unknown) => {
        // It may have been stored nevertheless: the lane's state is read again.
        this.forget();
        throw error;
      });
    if (outcome === 'stored') {
      this.#moved(settlement);
      return true;
    }
    log.warn({ settlementId, outcome }, 'a transaction was not stored, it is planned anew');
    if (outcome === 'coin_in_use') await this.#leaveSpentCoin(laneId);
    else this.forget();
    return false;
  }

  #moved({ laneId, settlementId, lanePosition, change }: SettlementRecord): void {
    const lane = this.#lanes.get(laneId);
    if (lane === undefined || change === null) return;
    this.#lanes.set(laneId, { ...lane, coin: change, settlementId, position: lanePosition });
  }

  /** Where another live transaction spends the lane's coin, the lane continues from a spare one. */
  async #leaveSpentCoin(laneId: string): Promise<void> {
    const { storage } = this.#context;
    const lane = this.#lanes.get(laneId);
    if (
      lane === undefined ||
      lane.coin === null ||
      (await storage.settlement.coinsInUse([lane.coin])).length === 0
    )
      return;
    const { token, heldUntilMs: untilMs } = lane;
    await storage.lanes.hold({ laneId, token, untilMs, coin: null });
    this.forget();
  }

  /** A settlement of the lane is in a block. */
  mined({ laneId, lanePosition, change }: SettlementRecord): void {
    const lane = this.#lanes.get(laneId);
    if (lane === undefined || change === null || lane.minedPosition >= lanePosition) return;
    this.#lanes.set(laneId, { ...lane, minedPosition: lanePosition });
    this.#unsaved.add(laneId);
  }

  /** Its block was taken back. */
  unmined({ laneId, lanePosition, change }: SettlementRecord): void {
    const lane = this.#lanes.get(laneId);
    if (lane === undefined || change === null || lane.minedPosition < lanePosition) return;
    this.#lanes.set(laneId, { ...lane, minedPosition: lanePosition - 1 });
    this.#unsaved.add(laneId);
  }

  /** Stores what `mined` and `unmined` said. */
  async save(): Promise<void> {
    for (const laneId of this.#unsaved) {
      const lane = this.#lanes.get(laneId);
      if (lane === undefined) continue;
      const { token, heldUntilMs: untilMs, coin, minedPosition } = lane;
      const hold = { laneId, token, untilMs, coin, minedPosition };
      if ((await this.#context.storage.lanes.hold(hold)) === 'fenced') this.forget();
    }
    this.#unsaved.clear();
  }

  isTooDeep({ position, minedPosition }: LaneRecord): boolean {
    return position - minedPosition >= unminedDepthMax;
  }

  owns(coin: Coin): boolean {
    return this.all.some((lane) => lane.coin?.txid === coin.txid && lane.coin.vout === coin.vout);
  }
}
