import { type Chain, ChainUnavailable, type TransactionStatus } from '@asg/chain';
import { followedStates, type SettlementRecord } from '@asg/domain';
import { messageOf } from '@asg/domain/errors';
import type { EngineContext } from '@asg/people/context';
import { StorageUnavailable } from '@asg/storage';
import { Backoffs } from '../backoffs.ts';
import type { Headers } from '../chain/headers.ts';
import { Unmined } from '../chain/unmined.ts';
import type { Lanes } from '../lanes/lanes.ts';
import type { Mutex } from '../mutex.ts';
import { finalDepthBlocks } from '../rules.ts';
import type { Broadcaster } from '../sending/broadcaster.ts';
import type { SettlementConditions } from '../settlement-conditions.ts';

/** What the network has is asked for at each new block, and at least so often. */
const pollMs = 60_000;
/** Transactions asked about in one step, so many of them at once. */
const stepMax = 64;
const asksMax = 8;
const hintsMax = 1_000;
/** After so many blocks without the provider calling it mined, another source is asked. */
const lateBlocks = 6;
/** The pause of a settlement that could not be followed, and of block headers that were not shown. */
const retry = { baseMs: 2_000, growth: 2, maxMs: 10 * 60_000 };
const syncRetry = { baseMs: 1_000, growth: 2, maxMs: 60_000 };

/**
 * Follows transactions that the network has: into a block, out of it again, until they lie deep enough in our own chain of
 * headers; finds those that the network lost. Each independently: one that cannot be tracked is delayed alone, with a note.
 */
export class ConfirmationTracker {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  readonly #headers: Headers;
  readonly #broadcaster: Broadcaster;
  readonly #lanes: Lanes;
  readonly #mutex: Mutex;
  readonly #conditions: SettlementConditions;
  readonly #unmined: Unmined;
  readonly #backoffs = new Backoffs(retry);
  readonly #syncBackoffs = new Backoffs(syncRetry);
  readonly #hints = new Set<string>();
  /** The position of the present walk through tracked settlements; null: there is none. */
  #walkAfter: string | null = null;
  #isWalking = false;
  #walkedMs = 0;

  constructor(
    context: EngineContext,
    parts: {
      readonly chain: Chain;
      readonly headers: Headers;
      readonly broadcaster: Broadcaster;
      readonly lanes: Lanes;
      readonly mutex: Mutex;
      readonly conditions: SettlementConditions;
    },
  ) {
    this.#context = context;
    this.#chain = parts.chain;
    this.#headers = parts.headers;
    this.#broadcaster = parts.broadcaster;
    this.#lanes = parts.lanes;
    this.#mutex = parts.mutex;
    this.#conditions = parts.conditions;
    this.#unmined = new Unmined(context.clock.nowMs());
  }

  hint(txid: string): void {
    if (this.#hints.size < hintsMax) this.#hints.add(txid);
  }

  /** One bounded step; ends early when the signal aborts. True: there is more to look at now. */
  async follow(stop?: AbortSignal): Promise<boolean> {
    const { storage, clock } = this.#context;
    const isNewTip = await this.#sync();
    const isDue = clock.nowMs() >= this.#walkedMs + pollMs;
    if (isNewTip || (isDue && !this.#isWalking)) {
      this.#isWalking = true;
      this.#walkAfter = null;
      this.#walkedMs = clock.nowMs();
      this.#unmined.begin();
    }
    await this.#lookAtAll([...(await this.#hinted()), ...(await this.#dueAgain())], stop);
    if (!this.#isWalking) return this.#hints.size > 0;
    const step = await storage.settlement.inStates(followedStates, stepMax, this.#walkAfter);
    await this.#lookAtAll(step, stop);
    await this.#mutex.run(() => this.#lanes.save());
    this.#walkAfter = step.at(-1)?.settlementId ?? null;
    this.#isWalking = step.length === stepMax;
    if (!this.#isWalking) await this.#tellUnmined();
    return this.#isWalking && stop?.aborted !== true;
  }

  /** True: there is a new tip. An index that is silent, or shows what is not to be believed, is left alone for a while. */
  async #sync(): Promise<boolean> {
    const { clock, log } = this.#context;
    const name = 'headers';
    if (this.#syncBackoffs.of(name, clock.nowMs()) !== null) return false;
    try {
      const { isNewTip, isBelieved, refusal } = await this.#headers.sync();
      if (isBelieved || refusal === null) this.#syncBackoffs.worked(name);
      else this.#syncBackoffs.failed(name, refusal, clock.nowMs());
      this.#conditions.headers(refusal && `the network shows headers that are not believed: ${refusal}`);
      return isNewTip;
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      const message = messageOf(error);
      this.#syncBackoffs.failed(name, message, clock.nowMs());
      this.#conditions.headers(
        `block headers cannot be read, mined transactions are not noticed: ${message}`,
      );
      log.warn({ reason: message }, 'block headers could not be read');
      return false;
    }
  }

  async #hinted(): Promise<readonly SettlementRecord[]> {
    const txids = [...this.#hints].slice(0, asksMax);
    for (const txid of txids) this.#hints.delete(txid);
    const found = await Promise.all(txids.map((txid) => this.#context.storage.settlement.byTxid(txid)));
    return found.filter((one) => one !== null);
  }

  /** Those whose pause is over. */
  async #dueAgain(): Promise<readonly SettlementRecord[]> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const due = this.#backoffs.failing().filter(([, { untilMs }]) => untilMs <= nowMs);
    const found = await Promise.all(due.slice(0, asksMax).map(([id]) => storage.settlement.get(id)));
    for (const [index, one] of found.entries())
      if (one === null || !followedStates.includes(one.state)) this.#backoffs.worked(due[index]![0]);
    return found.filter((one) => one !== null);
  }

  /** A few at once: one that takes long holds up a place, not the others. */
  async #lookAtAll(settlements: readonly SettlementRecord[], stop?: AbortSignal): Promise<void> {
    const waiting = settlements.filter(({ state }) => followedStates.includes(state));
    const visit = async (): Promise<void> => {
      for (let one = waiting.shift(); one !== undefined && stop?.aborted !== true; one = waiting.shift())
        await this.#lookAlone(one);
    };
    const visits = Array.from({ length: Math.min(asksMax, waiting.length) }, visit);
    const failed = (await Promise.allSettled(visits)).find((visited) => visited.status === 'rejected');
    this.#conditions.following(this.#backoffs.failing().map(([id, { reason }]) => [id, reason] as const));
    if (failed !== undefined) throw failed.reason;
  }

  /** A failure is noted on this settlement and delays it alone. */
  async #lookAlone(settlement: SettlementRecord): Promise<void> {
    const { clock, log } = this.#context;
    const { settlementId, txid } = settlement;
    if (this.#backoffs.of(settlementId, clock.nowMs()) !== null) return;
    try {
      await this.#look(settlement);
      if (!this.#backoffs.isFailing(settlementId)) return;
      this.#backoffs.worked(settlementId);
      await this.#broadcaster.note(settlementId, followedStates, null);
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      const message = messageOf(error);
      this.#backoffs.failed(settlementId, message, clock.nowMs());
      log.warn({ settlementId, txid, err: error }, 'a settlement could not be followed, it is tried again');
      await this.#broadcaster.note(settlementId, followedStates, `cannot be followed: ${message}`);
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
    if (depth >= finalDepthBlocks) await this.#broadcaster.advance(settlementId, 'final', null);
    if (depth > 0) return;
    const note = `block ${proof?.blockHeight} is no longer in the chain`;
    await this.#broadcaster.advance(settlementId, 'stale', note);
    this.#context.log.warn(
      { settlementId, txid, note },
      'a block was taken back, its transaction is sent again',
    );
    this.#lanes.unmined(settlement);
  }

  async #lookAtNetwork(settlement: SettlementRecord): Promise<void> {
    const { settlementId, txid } = settlement;
    this.#unmined.add(settlement);
    const status = await this.#chain.status(txid).catch((error: unknown) => error as Error);
    if (await this.#isUnproven(settlement, status)) {
      const proof = await this.#headers.provenElsewhere(txid);
      if (proof !== null) return this.#mined(settlement, proof);
    }
    if (status instanceof Error) throw status;
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
        await this.#broadcaster.advance(settlementId, 'contested', note);
        this.#context.log.error({ settlementId, txid, note }, 'double spend alarm: only we hold the key');
        return;
      }
      case 'rejected':
      case 'unknown': {
        const note =
          status.kind === 'rejected' ? `rejected: ${status.reason}` : 'the network no longer knows it';
        await this.#broadcaster.advance(settlementId, 'unknown', note);
        this.#context.log.warn({ settlementId, txid }, 'the network lost a transaction, it is sent again');
      }
    }
  }

  /** Whether another source must be asked for its block: the provider does not know it, does not answer, or has no proof. */
  async #isUnproven({ seenAtMs }: SettlementRecord, status: TransactionStatus | Error): Promise<boolean> {
    if (status instanceof Error) return status instanceof ChainUnavailable;
    if (status.kind === 'unknown' || status.kind === 'rejected') return true;
    if (status.kind === 'seen' && status.isUnproven === true) return true;
    if (status.kind === 'mined' || status.kind === 'contested' || seenAtMs === null) return false;
    return (await this.#headers.blocks()).since(seenAtMs) >= lateBlocks;
  }

  async #mined(settlement: SettlementRecord, proof: NonNullable<SettlementRecord['proof']>): Promise<void> {
    const { storage, clock } = this.#context;
    const { settlementId } = settlement;
    const nowMs = clock.nowMs();
    await storage.settlement.advance({ settlementId, to: 'mined', nowMs, note: null, proof });
    this.#lanes.mined(settlement);
    this.#unmined.mined(settlementId);
  }

  async #tellUnmined(): Promise<void> {
    const { count, oldestId } = this.#unmined.end(await this.#headers.blocks());
    this.#conditions.notMined(count, oldestId, this.#unmined.blocksMax);
  }
}
