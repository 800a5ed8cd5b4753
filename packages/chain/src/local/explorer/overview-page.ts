import { type Html, html, nothing } from '@asg/formats/html';
import type { LocalChain } from '../local-chain.ts';
import {
  amount,
  badge,
  blockLink,
  facts,
  grouped,
  type PageOptions,
  page,
  plural,
  row,
  rows,
  transactionLink,
} from './page.ts';

const blocksShown = 20;
const paymentsShown = 10;
const waitingShown = 20;
const waitingCountedMax = 10_000;

export interface OverviewOptions extends PageOptions {
  /** `below` of the query string: blocks under this height. */
  readonly below?: string | undefined;
}

/** The chain at a glance: its end, the latest payments and blocks, what waits to be mined. */
export function overviewPage(chain: LocalChain, options: OverviewOptions = {}): string {
  const tip = chain.lastBlock();
  const { below = '' } = options;
  const top = /^\d{1,9}$/.test(below) ? Math.min(Number(below) - 1, tip.height) : tip.height;
  const blocks = chain.reads.blocksBelow(top, blocksShown);
  const list = blocks.map((block) =>
    row(
      blockLink(block.hash, grouped(block.height)),
      html`<span class="ui-mono">${block.hash}</span>`,
      plural(block.txCount, 'transaction'),
    ),
  );
  const lowest = blocks.at(-1)?.height ?? 0;
  const more =
    lowest > 0
      ? html`<p class="chain-pager"><a href="/chain?below=${lowest}">Earlier blocks</a></p>`
      : nothing;
  const isLatest = top === tip.height;
  const content = html`<h1>Local chain</h1>
${isLatest ? now(chain) : html`<p class="chain-pager"><a href="/chain">The latest blocks</a></p>`}
<h2>${isLatest ? 'Latest blocks' : html`Blocks up to ${grouped(Math.max(0, top))}`}</h2>
${list.length === 0 ? html`<p class="ui-muted">None is there.</p>` : rows(list)}
${more}`;
  return page('Overview', content, options);
}

function now(chain: LocalChain): Html {
  const tip = chain.lastBlock();
  const waiting = chain.reads.pendingCount(waitingCountedMax);
  const more = waiting === waitingCountedMax ? ' or more' : '';
  const pending = chain.reads
    .pending(waitingShown)
    .map(({ mineable, txid, feeSats }) =>
      row(mineable ? 'next' : 'low', transactionLink(txid), html`${amount(feeSats)} fee`),
    );
  const payments = chain.reads
    .latestCommitments(paymentsShown)
    .map(({ txid, settlementId, isMined }) =>
      row(
        isMined ? badge('accent', 'mined') : badge('warning', 'seen'),
        html`${transactionLink(txid)}<p class="chain-aside ui-mono">${settlementId}</p>`,
      ),
    );
  return html`<p class="lead">Workers are paid for labels here, many in one transaction: its first output commits to the labels, each further one pays a worker
some satoshis (a hundred-millionth of a coin each), and the last takes the change.</p>
${facts([
  [
    'Latest block',
    html`${blockLink(tip.hash, grouped(tip.height))}<br><span class="ui-mono">${tip.hash}</span>`,
  ],
  ['Waiting', html`${plural(waiting, 'transaction')}${more}`],
  ['Mining fee', html`${amount(chain.miningFeeSatsPerKb)} per 1,000 bytes`],
])}
<h2>Latest payments for labels</h2>
${payments.length === 0 ? html`<p class="ui-muted">Nothing was paid yet.</p>` : rows(payments)}
<h2>Waiting to be mined</h2>
${pending.length === 0 ? html`<p class="ui-muted">Nothing waits.</p>` : rows(pending)}`;
}
