import {
  BadHeaders,
  type Chain,
  checkProof,
  easiestBits,
  HeaderChain,
  type TransactionStatus,
} from '@asg/chain';
import type { BlockProof } from '@asg/storage';
import type { EngineContext } from '../context.ts';

/** Headers kept: what is final lies far above their lower end. */
const windowMax = 288;

type Mined = Extract<TransactionStatus, { readonly kind: 'mined' }>;

/** Our own chain of headers, kept in the store, so that the network cannot show another past after a restart. */
export class Headers {
  readonly #context: EngineContext;
  readonly #chain: Chain;
  #headers: HeaderChain | null = null;

  constructor(context: EngineContext, chain: Chain) {
    this.#context = context;
    this.#chain = chain;
  }

  /** True: there is a new tip. A chain that is not to be believed changes nothing. */
  async sync(): Promise<boolean> {
    const headers = await this.#open();
    try {
      const isNew = await headers.sync(this.#chain);
      if (isNew) await this.#context.storage.saveHeaderWindow(headers.window);
      return isNew;
    } catch (error) {
      if (!(error instanceof BadHeaders)) throw error;
      this.#context.log.error({ reason: error.message }, 'the network shows headers that are not believed');
      return false;
    }
  }

  async tipHeight(): Promise<number> {
    return (await this.#open()).tip?.height ?? -1;
  }

  /** The proof with its header, if it leads to our own chain; null: not, or not yet. */
  async proofOf(txid: string, { blockHeight, bump }: Mined): Promise<BlockProof | null> {
    const headers = await this.#open();
    const checked = checkProof({ txid, bump, blockHeight }, headers);
    if (!checked.ok) {
      this.#context.log.warn({ txid, reason: checked.reason }, 'a proof of mining is not believed yet');
      return null;
    }
    const { hash: blockHash, hex: header } = headers.headerAt(blockHeight)!;
    return { blockHash, blockHeight, bump, header };
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

  async #open(): Promise<HeaderChain> {
    if (this.#headers === null) {
      const base = (await this.#context.storage.headerWindow()) ?? { baseHeight: 0, headers: [] };
      const options = { easiestBits: easiestBits[this.#chain.network], windowMax };
      this.#headers = new HeaderChain(options, base);
    }
    return this.#headers;
  }
}
