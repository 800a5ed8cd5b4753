import { type Html, html, nothing } from '@asg/formats/html';
import { isHash, parseHeader } from '../../bsv/index.ts';
import type { StoredBlock } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { notFoundPage } from './not-found-page.ts';
import {
  blockLink,
  facts,
  grouped,
  type PageOptions,
  page,
  pager,
  plural,
  row,
  rowFrom,
  rows,
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
  const list = chain.reads
    .blockTxids(block.height, from, rowsMax)
    .map((txid, index) => row(`#${from + index}`, transactionLink(txid)));
  const content = html`<h1>Block ${grouped(block.height)}</h1>
<p class="ui-mono chain-id">${block.hash}</p>
${facts([
  ['Confirmations', html`${grouped(chain.lastBlock().height - block.height + 1)}`],
  ['Time', html`${time(header.time * 1000)}`],
  ['Next to it', neighbours(chain, block)],
  ['Merkle root', html`<span class="ui-mono">${header.merkleRoot}</span>`],
  [
    'Proof of work',
    html`target <span class="ui-mono">${header.bits.toString(16)}</span>, nonce ${grouped(header.nonce)}`,
  ],
  ['Size', html`${plural(block.size, 'byte')}`],
  ['Header', html`<span class="ui-mono">${block.header}</span>`],
])}
<h2>${plural(block.txCount, 'transaction')}</h2>
${pager(from, block.txCount, 'from')}${rows(list)}`;
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
  return html`${links}`;
}
