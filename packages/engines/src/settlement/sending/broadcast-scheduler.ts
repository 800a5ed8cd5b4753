import { type SettlementRecord, unsettledStates } from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import type { EngineContext } from '@asg/people/context';
import { StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import type { Lanes } from '../lanes/lanes.ts';
import type { SettlementConditions } from '../settlement-conditions.ts';
import type { Broadcaster, SendResult } from './broadcaster.ts';
import type { Replacer } from './replacer.ts';

/** Stored transactions that are not with the network, looked at in one round; with more, no lane makes another. */
const unsettledMax = 100;

/**
 * Broadcasts what is stored and not yet on the network, each lane by itself: one that waits for an answer delays no other.
 * A failure is noted on its settlement, which is tried again after a back-off.
 */
export class BroadcastScheduler {
  readonly #context: EngineContext;
  readonly #lanes: Lanes;
  readonly #broadcaster: Broadcaster;
  readonly #replacer: Replacer;
  readonly #conditions: SettlementConditions;
  /** Lanes that are being sent on now. */
  readonly #sending = new Map<string, Promise<void>>();
  /** Lanes that something waits on, or was stored on since they were looked at; null: not known yet. */
  #busy: Set<string> | null = null;
  #storedSince = new Set<string>();
  #seen = 0;
  /** Called after progress: there may be more to send, or a lane that is free. */
  onProgress: () => void = () => {};

  constructor(
    context: EngineContext,
    parts: {
      readonly lanes: Lanes;
      readonly broadcaster: Broadcaster;
      readonly replacer: Replacer;
      readonly conditions: SettlementConditions;
    },
  ) {
    this.#context = context;
    this.#lanes = parts.lanes;
    this.#broadcaster = parts.broadcaster;
    this.#replacer = parts.replacer;
    this.#conditions = parts.conditions;
  }

  /** Settlements that the network took, so far. */
  get seen(): number {
    return this.#seen;
  }

  isBusy(laneId: string): boolean {
    return this.#busy === null || this.#busy.has(laneId) || this.#sending.has(laneId);
  }

  stored({ laneId }: SettlementRecord): void {
    this.#busy?.add(laneId);
    this.#storedSince.add(laneId);
  }

  /** Begins to send on every lane where nothing is being sent. Does not wait for the network. */
  async start(): Promise<void> {
    // Those that are sent on now are left alone, also where they end while the list is read: it is old then.
    const sending = new Set(this.#sending.keys());
    this.#storedSince = new Set();
    const unsettled = await this.#context.storage.settlement.inStates(unsettledStates, unsettledMax);
    const isAll = unsettled.length < unsettledMax;
    if (isAll) this.#conditions.unsettled(new Set(unsettled.map(({ settlementId }) => settlementId)));
    const byLane = Map.groupBy(unsettled, (settlement) => settlement.laneId);
    this.#busy = new Set(isAll ? [...byLane.keys(), ...this.#storedSince] : this.#lanes.ids);
    for (const [laneId, chain] of byLane) if (!sending.has(laneId)) this.#begin(laneId, chain);
  }

  /** Resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending.values());
  }

  #begin(laneId: string, chain: readonly SettlementRecord[]): void {
    const sent = this.#send(chain)
      .catch((error: unknown) => {
        this.#context.log.error({ laneId, err: error }, 'sending on a lane failed, it is tried again');
        return false;
      })
      .then((gotOn) => {
        this.#sending.delete(laneId);
        if (gotOn) this.onProgress();
      });
    this.#sending.set(laneId, sent);
  }

  /** Parents first: a child is worth nothing to the network before them. True: something got on. */
  async #send(chain: readonly SettlementRecord[]): Promise<boolean> {
    let gotOn = false;
    for (const settlement of chain.toSorted((a, b) => a.lanePosition - b.lanePosition)) {
      if (this.#broadcaster.isPaused(settlement)) return gotOn;
      const result = await this.#broadcast(settlement);
      if (result === null) return gotOn;
      const next = await this.#after(settlement, result);
      if (next === 'waits') return gotOn;
      gotOn = true;
      if (next === 'replaced') return gotOn;
      this.#seen++;
    }
    this.#busy?.delete(at(chain, 0).laneId);
    return gotOn;
  }

  /** Null: it failed, and is tried again after a back-off. */
  async #broadcast(settlement: SettlementRecord): Promise<SendResult | null> {
    try {
      return await this.#broadcaster.broadcast(settlement);
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      const note = `could not be sent or asked about: ${messageOf(error)}`;
      this.#broadcaster.pause(settlement.settlementId);
      this.#conditions.waits(settlement.settlementId, note);
      await this.#broadcaster.note(settlement.settlementId, unsettledStates, note);
      return null;
    }
  }

  async #after(settlement: SettlementRecord, result: SendResult): Promise<'seen' | 'waits' | 'replaced'> {
    const { settlementId } = settlement;
    switch (result.kind) {
      case 'seen':
        this.#conditions.resolved(settlementId);
        return 'seen';
      case 'waits':
      case 'halted':
        if (result.kind === 'halted' || result.isUsual !== true)
          this.#conditions.waits(settlementId, result.note);
        return 'waits';
      case 'revive':
        await this.#replacer.revive(settlement, result.settlementId);
        return 'replaced';
      case 'replace':
        return (await this.#replacer.replace(settlement, result)) ? 'replaced' : 'waits';
    }
  }
}
