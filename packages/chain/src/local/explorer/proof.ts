import { type Html, html, nothing } from '@asg/formats/html';
import { present } from '@asg/values/present';
import { decodeBump, parseHeader, tscOf } from '../../bsv/index.ts';
import type { StoredTransaction } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { blockLink, facts, grouped } from './page.ts';

/** How a mined transaction is proven to be in its block: the hashes from it up to the root in the header. */
export function proofOf(chain: LocalChain, { txid, block }: StoredTransaction): Html {
  const bump = chain.bump(txid);
  if (block === undefined || bump === undefined) return nothing;
  const { hash, header, height } = present(chain.reads.blockAt(block.height), 'the block');
  const parsed = parseHeader(header);
  const decoded = decodeBump(bump);
  const path = decoded.ok ? tscOf(decoded.bump, txid) : null;
  if (!parsed.ok || path === null) throw new Error(`the path of ${txid} cannot be read`);
  const steps = path.nodes.map((node) =>
    node === '*' ? html`<li>with itself</li>` : html`<li>with <span class="ui-mono">${node}</span></li>`,
  );
  return html`<h2>Proof</h2>
${facts([
  ['Block', html`${blockLink(hash, grouped(height))}, place ${grouped(block.position)}`],
  ['Merkle root', html`<span class="ui-mono">${parsed.header.merkleRoot}</span>`],
  [
    'Merkle path',
    steps.length === 0
      ? html`none: it is alone in its block`
      : html`<details><summary>${steps.length === 1 ? 'one hash' : html`${steps.length} hashes`}</summary><ol class="chain-pushes">${steps}</ol></details>`,
  ],
  [
    'For programs',
    html`<a href="/chain/woc/tx/${txid}/proof/tsc">the path</a>, <a href="/chain/woc/block/${hash}/header">the header</a>, <a href="/chain/woc/tx/${txid}/hex">the transaction</a>`,
  ],
])}`;
}
