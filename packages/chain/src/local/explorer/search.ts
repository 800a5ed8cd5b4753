import { html, nothing } from '@asg/formats/html';
import { isHash, lockingScriptOfAddress } from '../../bsv/index.ts';
import type { LocalChain } from '../local-chain.ts';
import { blockLink, grouped, type PageOptions, page, row, rows, transactionLink } from './page.ts';

const askedMax = 200;
const hitsMax = 20;
const prefixMin = 4;
const digits = /^\d{1,9}$/;
const hex = /^[0-9a-f]+$/;
const taskId = /^task_[0-9A-Za-z]{1,40}$/;
/** Anywhere in what was pasted, such as the address of a page or `txid:vout`. */
const wholeHash = /(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/;

interface Hit {
  readonly kind: 'transaction' | 'block' | 'address';
  readonly id: string;
  /** Of a block. */
  readonly height?: number;
}

/** Where a search leads to: the one thing that it names (a path of this server), or a page. */
export type Found = { readonly path: string } | { readonly status: 200 | 404; readonly page: string };

/** Looks for a transaction, block, address, settlement or root of labels. Each look-up is by an index, of 20 at most. */
export function search(chain: LocalChain, text: string, options: PageOptions = {}): Found {
  const asked = text.trim().slice(0, askedMax);
  if (asked === '') return { path: '/chain' };
  const shown = { ...options, asked };
  if (taskId.test(asked)) return { status: 404, page: taskPage(asked, shown) };
  const hits = hitsOf(chain, asked);
  const [only] = hits;
  if (only === undefined) return { status: 404, page: nothingPage(asked, shown) };
  return hits.length === 1 ? { path: pathOf(only) } : { status: 200, page: hitsPage(asked, hits, shown) };
}

function hitsOf({ reads }: LocalChain, asked: string): readonly Hit[] {
  const lower = asked.toLowerCase();
  const transactions = (txids: readonly string[]): Hit[] => txids.map((id) => ({ kind: 'transaction', id }));
  const blocks = (found: ReturnType<typeof reads.blocksFrom>): Hit[] =>
    found.map(({ hash: id, height }) => ({ kind: 'block', id, height }));
  const byHash = (prefix: string): Hit[] => [
    ...transactions(reads.txidsFrom(prefix, hitsMax)),
    ...blocks(reads.blocksFrom(prefix, hitsMax)),
  ];
  const [whole] = wholeHash.exec(lower) ?? [];
  if (whole !== undefined) return [...byHash(whole), ...transactions(reads.committedTo(whole, hitsMax))];
  if (lockingScriptOfAddress(asked, 'local').ok) return [{ kind: 'address', id: asked }];
  const atHeight = digits.test(asked) ? reads.blockAt(Number(asked)) : undefined;
  const isPrefix = hex.test(lower) && lower.length >= prefixMin && lower.length < 64;
  return [
    ...(atHeight === undefined ? [] : blocks([atHeight])),
    ...(isPrefix ? byHash(lower) : []),
    ...transactions(reads.committedBy(asked, hitsMax)),
  ];
}

const pathOf = ({ kind, id }: Hit): string => `/chain/${kind === 'transaction' ? 'tx' : kind}/${id}`;

function hitsPage(asked: string, hits: readonly Hit[], options: PageOptions): string {
  const list = hits.map(({ kind, id, height = 0 }) =>
    kind === 'block'
      ? row('Block', html`${blockLink(id, grouped(height))}<p class="chain-aside ui-mono">${id}</p>`)
      : row('Transaction', transactionLink(id)),
  );
  const cut = hits.length >= hitsMax ? html` There may be more: type more of it.` : nothing;
  const content = html`<h1>${hits.length} found</h1>
<p>What <code>${asked}</code> may mean.${cut}</p>
${rows(list)}`;
  return page('Search', content, options);
}

function nothingPage(asked: string, options: PageOptions): string {
  const why =
    hex.test(asked.toLowerCase()) && asked.length < prefixMin && !digits.test(asked)
      ? html`<p>The beginning of an id takes ${prefixMin} digits or more.</p>`
      : isHash(asked.toLowerCase())
        ? html`<p>No transaction, block or root of labels has this hash. Every local chain is its own: it may be on another one.</p>`
        : nothing;
  const content = html`<h1>Nothing found</h1>
<p>Nothing on this chain is known by <code>${asked}</code>.</p>
${why}
<p>You can search for a transaction by its id or the beginning of it, a block by its hash or height, an address, the id of a settlement (<code>stl_…</code>), or
the root of a receipt.</p>`;
  return page('Nothing found', content, options);
}

/** The same whatever the task, and whether there is one: the chain holds a salted hash of each, by which nobody finds it. */
function taskPage(asked: string, options: PageOptions): string {
  const hasConsole = (options.doors ?? []).some(({ path }) => path === 'console/');
  const content = html`<h1>Tasks are not on the chain</h1>
<p>A transaction commits to each task that it pays for by a salted hash: who has no receipt of <code>${asked}</code> cannot find it here, nor learn whether
there is such a task.</p>
<ul class="chain-ways">
${hasConsole ? html`<li><a href="/console/tasks/${asked}">Open it in the Console</a>, if it is yours: its receipt links to the transaction.</li>` : nothing}
<li>If you have its receipt, <a href="/verify">verify it</a>, or search here for its <code>txid</code>, <code>settlement_id</code> or <code>root</code>.</li>
</ul>`;
  return page('Tasks are not on the chain', content, options);
}
