import { type Chain, checkProof, HeaderChain, type TransactionStatus } from '@asg/chain';
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
    // One page at a time: a slow index must not hold up what there is to pay.
    const { added, refusal } = await headers.sync(this.#chain, 1);
    if (refusal !== null)
      this.#context.log.error({ reason: refusal.message }, 'the network shows headers that are not believed');
    if (added > 0) await this.#context.storage.saveHeaderWindow(headers.window);
    return added > 0;
  }

  async tipHeight(): Promise<number> {
    return (await this.#open()).tip?.height ?? -1;
  }

  /** The proof with its header, if it leads to our own chain; null: not, or not yet. */
  async proofOf(txid: string, { blockHeight, blockHash, bump }: Mined): Promise<BlockProof | null> {
    const headers = await this.#open();
    const claim = { txid, bump, blockHeight, blockHash };
    let checked = checkProof(claim, headers);
    if (!checked.ok && checked.reason === 'below_window') {
      await headers.reachDown(this.#chain, blockHeight);
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

  async #open(): Promise<HeaderChain> {
    if (this.#headers === null) {
      const window = await this.#context.storage.headerWindow();
      this.#headers = new HeaderChain({ network: this.#chain.network, window, windowMax });
    }
    return this.#headers;
  }
}
