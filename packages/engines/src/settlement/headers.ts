import { type Chain, checkProof, HeaderChain, type TransactionStatus } from '@asg/chain';
import type { BlockProof } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { Turns } from './turns.ts';
import type { Blocks } from './unmined.ts';

/** Headers kept: what is final lies far above their lower end. */
const windowMax = 288;

type Mined = Extract<TransactionStatus, { readonly kind: 'mined' }>;

/** Our own chain of headers, kept in the store, so that the network cannot show another past after a restart. */
export class Headers {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  #headers: Promise<HeaderChain> | null = null;
  /** What asks the network for headers changes the window between its questions: one at a time. */
  readonly #turns = new Turns();

  constructor(context: EngineContext, chain: Chain) {
    this.#context = context;
    this.#chain = chain;
  }

  /** Takes a page of headers. A chain that is not to be believed changes nothing: `refusal` says why not. */
  async sync(): Promise<{ readonly isNewTip: boolean; readonly refusal: string | null }> {
    const headers = await this.#open();
    const { added, refusal } = await this.#turns.run(() => headers.sync(this.#chain, 1));
    if (added > 0) await this.#context.storage.saveHeaderWindow(headers.window);
    return { isNewTip: added > 0, refusal: refusal?.message ?? null };
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

  /** The proof with its header, if it leads to our own chain; null: not, or not yet. */
  async proofOf(txid: string, { blockHeight, blockHash, bump }: Mined): Promise<BlockProof | null> {
    const headers = await this.#open();
    const claim = { txid, bump, blockHeight, blockHash };
    let checked = checkProof(claim, headers);
    if (!checked.ok && checked.reason === 'below_window') {
      await this.#turns.run(() => headers.reachDown(this.#chain, blockHeight));
      checked = checkProof(claim, headers);
    }
    if (!checked.ok) {
      this.#context.log.warn({ txid, reason: checked.reason }, 'a proof of mining is not believed yet');
      return null;
    }
    return { blockHash, blockHeight, bump: checked.bump, header: checked.header };
  }

  /** Blocks from the transaction's own to the tip, both counted; 0: its proof does not hold. */
  async depthOf(txid: string, mined: Mined): Promise<number> {
    const proof = await this.proofOf(txid, mined);
    return proof === null ? 0 : this.depth(proof);
  }

  /** The same for a proof that was checked before; 0: its block is no longer in our chain. */
  async depth({ blockHeight, blockHash }: BlockProof): Promise<number> {
    const headers = await this.#open();
    const isIn = headers.headerAt(blockHeight)?.hash === blockHash;
    return isIn ? headers.tip!.height - blockHeight + 1 : 0;
  }

  #open(): Promise<HeaderChain> {
    this.#headers ??= this.#read().catch((error: unknown) => {
      this.#headers = null;
      throw error;
    });
    return this.#headers;
  }

  async #read(): Promise<HeaderChain> {
    const window = await this.#context.storage.headerWindow();
    return new HeaderChain({ network: this.#chain.network, window, windowMax });
  }
}
