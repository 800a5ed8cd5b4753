import {
  type BlockHeader,
  bumpRoot,
  decodeBump,
  hasProofOfWork,
  headerHash,
  parseHeader,
  targetOf,
  verifyBump,
} from '../bsv/index.ts';
import type { Chain, Network } from '../port.ts';

/** Headers fetched at once. */
const pageMax = 1_000;

export interface ChainedHeader {
  readonly height: number;
  readonly hash: string;
  readonly hex: string;
  readonly header: BlockHeader;
}

/** What a chain of headers refuses: it is not what an honest network shows. */
export class BadHeaders extends Error {
  readonly code = 'CHAIN_BAD_HEADERS';
  override readonly name = 'BadHeaders';
}

/** The easiest target that a network allows, in compact form. */
export const easiestBits: Readonly<Record<Network, number>> = {
  local: 0x207f_ffff,
  test: 0x1d00_ffff,
  main: 0x1d00_ffff,
};

export interface HeaderChainOptions {
  /** The easiest target allowed, in compact form. */
  readonly easiestBits: number;
  /** Headers kept; a reorganisation below them cannot be followed. */
  readonly windowMax: number;
}

/**
 * Our own chain of block headers: each linked to the one before, each with its proof of work, of the branch with the
 * most work. A proof of mining counts only if it leads here.
 */
export class HeaderChain {
  readonly #options: HeaderChainOptions;
  #headers: ChainedHeader[];

  /** Continues from headers that were checked before, hex, ascending from `baseHeight`. */
  constructor(
    options: HeaderChainOptions,
    base: { readonly baseHeight: number; readonly headers: readonly string[] },
  ) {
    this.#options = options;
    this.#headers = base.headers.map((hex, index) => this.#checked(hex, base.baseHeight + index));
    for (let index = 1; index < this.#headers.length; index++)
      assertLinked(this.#headers[index - 1]!, this.#headers[index]!);
  }

  get tip(): ChainedHeader | undefined {
    return this.#headers.at(-1);
  }

  get window(): { readonly baseHeight: number; readonly headers: readonly string[] } {
    return { baseHeight: this.#headers[0]?.height ?? 0, headers: this.#headers.map((one) => one.hex) };
  }

  headerAt(height: number): ChainedHeader | undefined {
    return this.#headers[height - (this.#headers[0]?.height ?? 0)];
  }

  /**
   * Follows the network's best chain. True: the tip is another one. Rejects with `BadHeaders` for a branch that is not
   * linked, lacks work, or leaves the window.
   */
  async sync(chain: Pick<Chain, 'tip' | 'headers'>): Promise<boolean> {
    const { tip } = this;
    const end = await chain.tip();
    if (tip?.hash === end.hash) return false;
    let from = await this.#forkPoint(chain, end.height);
    let branch: ChainedHeader[] = [];
    for (;;) {
      const page = await chain.headers(from, pageMax);
      for (const [index, hex] of page.entries()) branch.push(this.#linked(hex, from + index, branch.at(-1)));
      from += page.length;
      if (page.length < pageMax) break;
    }
    // The network may have moved on while it was asked: what is linked counts.
    branch = branch.filter((one) => this.headerAt(one.height)?.hash !== one.hash);
    return branch.length > 0 && this.#adopt(branch);
  }

  /** The first height at which the network's chain is not ours. */
  async #forkPoint(chain: Pick<Chain, 'headers'>, endHeight: number): Promise<number> {
    const base = this.#headers[0];
    if (base === undefined) return Math.max(0, endHeight - this.#options.windowMax + 1);
    let height = Math.min(this.tip!.height, endHeight);
    for (let step = 1; ; step *= 2) {
      const [hex] = await chain.headers(height, 1);
      if (hex !== undefined && hex === this.headerAt(height)?.hex) return height + 1;
      if (height === base.height)
        throw new BadHeaders(`the network's chain shares no block from ${height} on with ours`);
      height = Math.max(base.height, height - step);
    }
  }

  #linked(hex: string, height: number, before: ChainedHeader | undefined): ChainedHeader {
    const checked = this.#checked(hex, height);
    const parent = before ?? this.headerAt(height - 1);
    if (parent !== undefined) assertLinked(parent, checked);
    return checked;
  }

  #checked(hex: string, height: number): ChainedHeader {
    const parsed = parseHeader(hex);
    if (!parsed.ok) throw new BadHeaders(`header ${height}: ${parsed.reason}`);
    const { header } = parsed;
    const target = targetOf(header.bits);
    if (target === undefined || target > targetOf(this.#options.easiestBits)!)
      throw new BadHeaders(`header ${height}: its target is easier than the network's`);
    if (!hasProofOfWork(header)) throw new BadHeaders(`header ${height} has no proof of work`);
    return { height, hash: headerHash(header), hex, header };
  }

  /** Takes over a branch that has more work than what it replaces. */
  #adopt(branch: readonly ChainedHeader[]): boolean {
    const first = branch[0]!.height;
    const kept = this.#headers.filter((one) => one.height < first);
    const replaced = this.#headers.slice(kept.length);
    if (workOf(branch) <= workOf(replaced)) return false;
    this.#headers = [...kept, ...branch].slice(-this.#options.windowMax);
    return true;
  }
}

function assertLinked(parent: ChainedHeader, child: ChainedHeader): void {
  if (child.header.previousHash !== parent.hash)
    throw new BadHeaders(`header ${child.height} does not follow the one before it`);
}

/** Expected hashes: 2^256 / (target + 1) for each. */
function workOf(headers: readonly ChainedHeader[]): bigint {
  return headers.reduce((sum, { header }) => sum + (1n << 256n) / (targetOf(header.bits)! + 1n), 0n);
}

export type ProofCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** Whether a Merkle path (BRC-74, hex) leads from the transaction to the root of the block that we have at that height. */
export function checkProof(
  proof: { readonly txid: string; readonly bump: string; readonly blockHeight: number },
  headers: HeaderChain,
): ProofCheck {
  const block = headers.headerAt(proof.blockHeight);
  if (block === undefined)
    return { ok: false, reason: `block ${proof.blockHeight} is not in our chain of headers` };
  const decoded = decodeBump(proof.bump);
  if (!decoded.ok) return decoded;
  if (decoded.bump.blockHeight !== proof.blockHeight)
    return {
      ok: false,
      reason: `the path is of block ${decoded.bump.blockHeight}, not ${proof.blockHeight}`,
    };
  const computed = bumpRoot(decoded.bump, proof.txid);
  if (!computed.ok) return computed;
  if (computed.root !== block.header.merkleRoot)
    return { ok: false, reason: `the path does not lead to the root of block ${proof.blockHeight}` };
  return { ok: true };
}

/** Whether the path leads from the transaction to the root of this header (80 bytes, hex), which has its proof of work. */
export function checkHeaderProof(
  txid: string,
  proof: { readonly bump: string; readonly header: string },
): boolean {
  const parsed = parseHeader(proof.header);
  return parsed.ok && hasProofOfWork(parsed.header) && verifyBump(proof.bump, txid, parsed.header.merkleRoot);
}
