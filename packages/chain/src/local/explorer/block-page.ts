import { type Html, html, nothing } from '@asg/formats/html';
import { isHash, parseHeader } from '../../bsv/index.ts';
import type { StoredBlock } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { notFoundPage } from './not-found-page.ts';
import {
  blockLink,
  grouped,
  type PageOptions,
  page,
  pager,
  plural,
  rowFrom,
  rowsMax,
  time,
  transactionLink,
} from './page.ts';

export interface BlockPageOptions extends PageOptions {
  /** `from` of the query string: the first transaction to show. */
  readonly from?: string | undefined;
}

/** The page of a block by its hash, or the not-found page. */
export function blockPage(chain: LocalChain, hash: string, options: BlockPageOptions = {}): string {
  const block = isHash(hash) ? chain.reads.blockByHash(hash) : undefined;
  const parsed = block && parseHeader(block.header);
  if (block === undefined || !parsed?.ok) return notFoundPage('block', hash, options);
  const { header } = parsed;
  const from = Math.min(rowFrom(options.from), block.txCount - 1);
  const rows = chain.reads
    .blockTxids(block.height, from, rowsMax)
    .map(
      (txid, index) => html`<li><span class="number">#${from + index}</span> ${transactionLink(txid)}</li>`,
    );
  const content = html`<h1>Block ${grouped(block.height)}</h1>
<p class="mono">${block.hash}</p>
<dl class="card">
<dt>Confirmations</dt><dd>${grouped(chain.lastBlock().height - block.height + 1)}</dd>
<dt>Time</dt><dd>${time(header.time * 1000)}</dd>
${neighbours(chain, block)}
<dt>Merkle root</dt><dd><code>${header.merkleRoot}</code></dd>
<dt>Proof of work</dt><dd>target <code>${header.bits.toString(16)}</code>, nonce ${grouped(header.nonce)}</dd>
<dt>Size</dt><dd>${plural(block.size, 'byte')}</dd>
<dt>Header</dt><dd><code>${block.header}</code></dd>
</dl>
<h2>${plural(block.txCount, 'transaction')}</h2>
${pager(from, block.txCount, 'from')}<ol class="card">${rows}</ol>`;
  return page(`Block ${block.height}`, content, options);
}

function neighbours(chain: LocalChain, block: StoredBlock): Html {
  const before = chain.reads.blockAt(block.height - 1);
  const after = chain.reads.blockAt(block.height + 1);
  const links = [before, after].map((neighbour) =>
    neighbour === undefined
      ? nothing
      : html`${blockLink(neighbour.hash, `Block ${grouped(neighbour.height)}`)} `,
  );
  return html`<dt>Next to it</dt><dd>${links}</dd>`;
}
