import {
  type Chain,
  ChainUnavailable,
  checkProof,
  HeaderChain,
  HeaderSources,
  type MinedStatus,
  type ProofRefusal,
} from '@asg/chain';
import type { BlockProof } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import { present } from '@asg/values/present';
import { Backoffs } from '../backoffs.ts';
import { Mutex } from '../mutex.ts';
import type { Blocks } from './unmined.ts';

/** Headers kept: enough that everything not yet final is within them. */
const windowMax = 288;
/** A proof that names a block further below the tip is not checked: its sender could make us do any amount of work. */
const claimDepthMax = 2_016;
/** The same for a proof that was verified once: its height is known to be true. */
const provenDepthMax = 10 * claimDepthMax;
/** The back-off of the second source of proofs after it failed to answer: it costs one wait. */
const elsewhere = 'elsewhere';
const elsewhereRetry = { baseMs: 5_000, growth: 2, maxMs: 60_000 };

/** Our own chain of headers, kept in the store, so that the network cannot show another past after a restart. */
export class Headers {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  readonly #sources: HeaderSources;
  #headers: Promise<HeaderChain> | null = null;
  /** What asks the network for headers changes the window between its questions: one at a time. */
  readonly #mutex = new Mutex();
  readonly #backoffs = new Backoffs(elsewhereRetry);

  constructor(context: EngineContext, chain: Chain) {
    this.#context = context;
    this.#chain = chain;
    this.#sources = new HeaderSources(chain.headerSources, context.clock);
  }

  /** Takes a page of headers. What is not to be believed changes nothing: `refusal` says who shows it, and why not. */
  async sync(): Promise<{
    readonly isNewTip: boolean;
    /** Another source has valid headers. */
    readonly isBelieved: boolean;
    readonly refusal: string | null;
  }> {
    const headers = await this.#open();
    const followed = await this.#mutex.run(() => this.#sources.follow(headers, 1));
    const { added, isBelieved, refusals } = followed;
    if (added > 0) await this.#context.storage.headers.save(headers.window);
    return { isNewTip: added > 0, isBelieved, refusal: refusals.length === 0 ? null : refusals.join('; ') };
  }

  /** How high the chain is, and how many of its newest blocks say that they were made after a moment. */
  async blocks(): Promise<Blocks> {
    const headers = await this.#open();
    const tipHeight = headers.tip?.height ?? -1;
    const since = (ms: number): number => {
      let count = 0;
      while ((headers.headerAt(tipHeight - count)?.header.time ?? 0) * 1_000 > ms) count++;
      return count;
    };
    return { tipHeight, since };
  }

  /** The newest block of our own chain; null: there is none yet. */
  async tipHash(): Promise<string | null> {
    return (await this.#open()).tip?.hash ?? null;
  }

  /** The proof with its header, if it leads to our own chain, or another's that does; null: not, or not yet. Throws for a block too deep to look at. */
  async proofOf(txid: string, claim: MinedStatus): Promise<BlockProof | null> {
    const checked = await this.#check(txid, claim);
    if (typeof checked !== 'string') return checked;
    // Our headers come to its block later.
    if (checked === 'above_tip') return null;
    const other = await this.provenElsewhere(txid);
    if (other !== null) return other;
    if (checked === 'below_window') throw new Error(unreached(claim.blockHeight, claimDepthMax));
    this.#context.log.warn({ txid, reason: checked }, 'a proof of mining is not believed yet');
    return null;
  }

  /** A proof from another source than the provider that is valid under our headers; null: there is none now. */
  async provenElsewhere(txid: string): Promise<BlockProof | null> {
    const nowMs = this.#context.clock.nowMs();
    if (this.#backoffs.of(elsewhere, nowMs) !== null) return null;
    try {
      for (const claim of await this.#chain.otherProofs(txid)) {
        const checked = await this.#check(txid, claim);
        if (typeof checked === 'string') continue;
        this.#backoffs.worked(elsewhere);
        return checked;
      }
    } catch (error) {
      if (!(error instanceof ChainUnavailable)) throw error;
      this.#backoffs.failed(elsewhere, error.message, nowMs);
      return null;
    }
    this.#backoffs.worked(elsewhere);
    return null;
  }

  async #check(txid: string, claim: MinedStatus): Promise<BlockProof | ProofRefusal> {
    const headers = await this.#open();
    const { blockHeight, blockHash } = claim;
    let checked = checkProof({ txid, ...claim }, headers);
    if (!checked.ok && checked.reason === 'below_window') {
      await this.#reachDown(headers, blockHeight, claimDepthMax);
      checked = checkProof({ txid, ...claim }, headers);
    }
    return checked.ok
      ? { blockHash, blockHeight, bump: checked.bump, header: checked.header }
      : checked.reason;
  }

  /** Blocks from the transaction's own to the tip, both counted; 0: its proof does not hold. */
  async depthOf(txid: string, mined: MinedStatus): Promise<number> {
    const proof = await this.proofOf(txid, mined);
    return proof === null ? 0 : this.depth(proof);
  }

  /**
   * The same for a proof that was checked before; 0: its block is no longer in our chain. A block below the window is looked
   * for further down; throws where that cannot be decided now, which does not mean that it is gone.
   */
  async depth({ blockHeight, blockHash }: BlockProof): Promise<number> {
    const headers = await this.#open();
    if (headers.baseHeight === null) throw new ChainUnavailable('there are no block headers yet');
    if (blockHeight < headers.baseHeight) {
      await this.#reachDown(headers, blockHeight, provenDepthMax);
      if (blockHeight < headers.baseHeight)
        throw new ChainUnavailable(unreached(blockHeight, provenDepthMax));
    }
    const isIn = headers.headerAt(blockHeight)?.hash === blockHash;
    return isIn ? present(headers.tip, 'the tip').height - blockHeight + 1 : 0;
  }

  /** Extends the window down to a block, unless it is more than `depthMax` below the tip. */
  async #reachDown(headers: HeaderChain, blockHeight: number, depthMax: number): Promise<void> {
    if (headers.tip === undefined || blockHeight < headers.tip.height - depthMax) return;
    await this.#mutex.run(() => this.#sources.reachDown(headers, blockHeight));
  }

  #open(): Promise<HeaderChain> {
    this.#headers ??= this.#read().catch((error: unknown) => {
      this.#headers = null;
      throw error;
    });
    return this.#headers;
  }

  async #read(): Promise<HeaderChain> {
    const window = await this.#context.storage.headers.get(null);
    return new HeaderChain({ network: this.#chain.network, window, windowMax });
  }
}

function unreached(blockHeight: number, depthMax: number): string {
  return `block ${blockHeight} lies more than ${depthMax} blocks below the tip, or nobody shows the headers down to it`;
}
