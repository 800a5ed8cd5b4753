import { html } from '@asg/formats/html';
import type { LocalChain } from '../local-chain.ts';
import { amount, blockLink, grouped, type PageOptions, page, plural, transactionLink } from './page.ts';

const blocksShown = 20;
const waitingShown = 20;
const waitingCountedMax = 10_000;

/** The chain at a glance: its end, the latest blocks, what waits to be mined. */
export function overviewPage(chain: LocalChain, options: PageOptions = {}): string {
  const tip = chain.lastBlock();
  const waiting = chain.reads.pendingCount(waitingCountedMax);
  const more = waiting === waitingCountedMax ? ' or more' : '';
  const blocks = chain.reads.blocksBelow(tip.height, blocksShown).map(
    (block) => html`<li>${blockLink(block.hash, grouped(block.height))} <code>${block.hash}</code>
<span class="amount">${plural(block.txCount, 'transaction')}</span></li>`,
  );
  const pending = chain.reads.pending(waitingShown).map(
    (
      transaction,
    ) => html`<li><span class="number">${transaction.mineable ? 'next' : 'low'}</span> ${transactionLink(transaction.txid)}
<span class="amount">${amount(transaction.feeSats)} fee</span></li>`,
  );
  const content = html`<h1>Local chain</h1>
<dl class="card">
<dt>Latest block</dt><dd>${blockLink(tip.hash, grouped(tip.height))}<br><code>${tip.hash}</code></dd>
<dt>Waiting</dt><dd>${plural(waiting, 'transaction')}${more}</dd>
<dt>Mining fee</dt><dd>${amount(chain.miningFeeSatsPerKb)} per 1,000 bytes</dd>
</dl>
<h2>Waiting to be mined</h2>
${pending.length === 0 ? html`<p class="soft">Nothing waits.</p>` : html`<ol class="card">${pending}</ol>`}
<h2>Latest blocks</h2>
<ol class="card">${blocks}</ol>`;
  return page('Overview', content, options);
}
