import { html } from '@asg/formats/html';
import { recorded } from './recorded.ts';
import { short } from './words.ts';

const passed = recorded.checks.filter(({ ok }) => ok === true).length;

/** What one gets: labels that run together into a receipt. Real values, of the recorded run. */
export const receiptFigure = html`<figure class="proof">
<ul class="proof-votes" aria-label="Three labels">${recorded.votes.map(
  ({ label }) => html`<li data-state="${label === recorded.label ? 'agreed' : 'other'}">${label}</li>`,
)}</ul>
<svg class="strands" viewBox="0 0 300 84" preserveAspectRatio="none" aria-hidden="true">
${[50, 150, 250].map((x, index) => html`<path data-state="${recorded.votes[index]?.label === recorded.label ? 'agreed' : 'other'}" d="M${x} 0C${x} 54 150 30 150 84"/>`)}
</svg>
<div class="proof-card">
<p class="proof-label"><span>Label</span><strong>${recorded.label}</strong></p>
<dl>
<div><dt>Agreed</dt><dd>${recorded.agreed} of ${recorded.votes.length}</dd></div>
<div><dt>Paid</dt><dd>${recorded.agreed} × ${recorded.paidSats / recorded.agreed} sats</dd></div>
<div><dt>Transaction</dt><dd><code>${short(recorded.txid)}</code></dd></div>
<div><dt>Block</dt><dd>${recorded.blockHeight}</dd></div>
</dl>
<p class="proof-seal"><svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>Verified offline, ${passed} steps</p>
</div>
<figcaption>A receipt as the demo below makes it, on a local chain</figcaption>
</figure>`;
