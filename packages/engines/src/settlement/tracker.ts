import type { Chain } from '@asg/chain';
import type { SettlementState } from '@asg/domain';
import type { SettlementRecord } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import type { Courier } from './courier.ts';
import type { Headers } from './headers.ts';
import type { Lanes } from './lanes.ts';
import { finalDepthBlocks } from './rules.ts';

/** What the network has is asked for at each new block, and at least so often. */
const pollMs = 60_000;
/** Transactions asked about in one step, so many of them at once. */
const stepMax = 64;
const asksMax = 8;
const childrenMax = 100;
const hintsMax = 1_000;

const followedStates: readonly SettlementState[] = ['seen', 'mined'];

/**
 * Follows transactions that the network has: into a block, out of it again, until they lie deep enough in our own chain of
 * headers; finds those that the network lost.
 */
export class Tracker {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  readonly #headers: Headers;
  readonly #courier: Courier;
  readonly #lanes: Lanes;
  readonly #hints = new Set<string>();
  /** Where the present walk through what is followed has come to; null: there is none. */
  #walkAfter: string | null = null;
  #isWalking = false;
  #walkedMs = 0;

  constructor(
    context: EngineContext,
    parts: {
      readonly chain: Chain;
      readonly headers: Headers;
      readonly courier: Courier;
      readonly lanes: Lanes;
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#headers = parts.headers;
    this.#courier = parts.courier;
    this.#lanes = parts.lanes;
  }

  hint(txid: string): void {
    if (this.#hints.size < hintsMax) this.#hints.add(txid);
  }

  /** One bounded step. */
  async follow(): Promise<void> {
    const { storage, clock } = this.#context;
    const isNewTip = await this.#headers.sync();
    const isDue = clock.nowMs() >= this.#walkedMs + pollMs;
    if (isNewTip || (isDue && !this.#isWalking)) {
      this.#isWalking = true;
      this.#walkAfter = null;
      this.#walkedMs = clock.nowMs();
    }
    await this.#takeHints();
    if (!this.#isWalking) return;
    const step = await storage.settlementsIn(followedStates, stepMax, this.#walkAfter);
    for (let from = 0; from < step.length; from += asksMax)
      await Promise.all(step.slice(from, from + asksMax).map((settlement) => this.#look(settlement)));
    await this.#lanes.save();
    this.#walkAfter = step.at(-1)?.settlementId ?? null;
    this.#isWalking = step.length === stepMax;
  }

  async #takeHints(): Promise<void> {
    const txids = [...this.#hints].slice(0, asksMax);
    for (const txid of txids) {
      this.#hints.delete(txid);
      const settlement = await this.#context.storage.settlementByTxid(txid);
      if (settlement !== null && followedStates.includes(settlement.state)) await this.#look(settlement);
    }
  }

  async #look(settlement: SettlementRecord): Promise<void> {
    if (settlement.state === 'mined') await this.#lookAtBlock(settlement);
    else await this.#lookAtNetwork(settlement);
  }

  /** Deep enough: final. Its block gone: stale, so that the same bytes go out again. */
  async #lookAtBlock(settlement: SettlementRecord): Promise<void> {
    const { settlementId, txid, proof } = settlement;
    const depth = proof === null ? 0 : await this.#headers.depth(proof);
    if (depth >= finalDepthBlocks) await this.#courier.advance(settlementId, 'final', null);
    if (depth > 0) return;
    const note = `block ${proof?.blockHeight} is no longer in the chain`;
    await this.#courier.advance(settlementId, 'stale', note);
    this.#context.log.warn(
      { settlementId, txid, note },
      'a block was taken back, its transaction is sent again',
    );
    this.#lanes.unmined(settlement);
  }

  async #lookAtNetwork(settlement: SettlementRecord): Promise<void> {
    const { settlementId, txid } = settlement;
    const status = await this.#chain.status(txid);
    switch (status.kind) {
      case 'seen':
      case 'sending':
        return;
      case 'mined': {
        const proof = await this.#headers.proofOf(txid, status);
        if (proof !== null) await this.#mined(settlement, proof);
        return;
      }
      case 'contested': {
        const note = `other spenders: ${status.competing.join(', ') || 'not named'}`;
        await this.#courier.advance(settlementId, 'contested', note);
        this.#context.log.error({ settlementId, txid, note }, 'double spend alarm: only we hold the key');
        return;
      }
      case 'rejected':
      case 'unknown': {
        const note =
          status.kind === 'rejected' ? `rejected: ${status.reason}` : 'the network no longer knows it';
        await this.#courier.advance(settlementId, 'unknown', note);
        this.#context.log.warn({ settlementId, txid }, 'the network lost a transaction, it is sent again');
      }
    }
  }

  async #mined(settlement: SettlementRecord, proof: NonNullable<SettlementRecord['proof']>): Promise<void> {
    const { storage, clock } = this.#context;
    const { settlementId } = settlement;
    const nowMs = clock.nowMs();
    await storage.advanceSettlement({ settlementId, to: 'mined', nowMs, note: null, proof });
    this.#lanes.mined(settlement);
  }

  /** What was built upon a transaction that is about to be replaced can never be mined either. */
  async orphanChildren({ settlementId, laneId, lanePosition }: SettlementRecord): Promise<void> {
    const { storage } = this.#context;
    const states = ['seen', 'unknown', 'contested', 'stale'] as const;
    for (let after: string | null = null; ; ) {
      const page: readonly SettlementRecord[] = await storage.settlementsIn(states, childrenMax, after);
      for (const child of page) {
        if (child.laneId !== laneId || child.lanePosition <= lanePosition) continue;
        if (child.state === 'stale') await this.#courier.advance(child.settlementId, 'unknown', null);
        await this.#courier.advance(child.settlementId, 'orphaned', `${settlementId} is replaced`);
      }
      if (page.length < childrenMax) return;
      after = page.at(-1)!.settlementId;
    }
  }
}
