import { type Html, html } from '@asg/formats/html';
import { recorded } from './recorded.ts';
import { checkWords, short } from './words.ts';

/**
 * The six steps, filled with the recorded run. The page's script empties them and fills them anew; the places that it fills
 * are named by `data-is`.
 */
const { votes } = recorded;

function step(name: string, title: string, content: Html): Html {
  return html`<li class="step" data-step="${name}" data-state="done">
<h3>${title}</h3>
<div class="step-content">${content}</div>
</li>
`;
}

const vote = ({
  worker,
  label,
}: (typeof votes)[number]): Html => html`<li data-is="vote" data-state="${label === recorded.label ? 'agreed' : 'other'}">
<span class="vote-name" data-is="worker">${worker}</span><span class="vote-label" data-is="label">${label}</span></li>
`;

const check = ({
  step: name,
  ok,
  detail,
}: (typeof recorded.checks)[number]): Html => html`<li data-state="${ok === null ? 'skipped' : ok ? 'passed' : 'failed'}">
<span class="check-words">${checkWords(name)}</span><span class="check-detail">${detail}</span></li>
`;

const steps = html`<ol class="steps">
${step('customer', 'A customer signs up', html`<p>A sandbox account: <code data-is="customer">${recorded.customerId}</code></p>`)}
${step(
  'task',
  'A question goes in',
  html`<figure class="item"><blockquote data-is="item">${recorded.item}</blockquote>
<figcaption><span data-is="question">${recorded.question}</span> <span class="options" data-is="options">${recorded.options.join(' · ')}</span></figcaption></figure>
<p>Three people are to answer: <code data-is="task">${recorded.taskId}</code></p>`,
)}
${step('labels', 'Three workers answer', html`<ul class="votes">${votes.map(vote)}</ul>`)}
${step(
  'decision',
  'What they agree on is the label',
  html`<div class="decision"><svg class="strands" viewBox="0 0 300 72" preserveAspectRatio="none" aria-hidden="true">
${[50, 150, 250].map((x, index) => html`<path data-is="strand" data-state="${votes[index]?.label === recorded.label ? 'agreed' : 'other'}" d="M${x} 0C${x} 46 150 26 150 72"/>`)}
</svg>
<p class="verdict"><strong data-is="verdict">${recorded.label}</strong><span data-is="agreement">${recorded.agreed} of ${votes.length} agree</span></p></div>`,
)}
${step(
  'payment',
  'Who agreed is paid, in one transaction',
  html`<p data-is="paid">${recorded.agreed} × ${recorded.paidSats / recorded.agreed} satoshis, with a commitment to the label in the first output.</p>
<p><a data-is="transaction">${short(recorded.txid)}</a> <span class="ui-muted" data-is="block">in block ${recorded.blockHeight}</span></p>`,
)}
${step(
  'receipt',
  'Its receipt is checked, here, in this browser',
  html`<ol class="checks" data-is="checks">${recorded.checks.map(check)}</ol>
<p class="receipt-ways" data-is="receipt-ways"><a href="./front/recorded-receipt.json" download="receipt.json">The receipt file</a>
<a href="./verify">Check it yourself</a></p>`,
)}
</ol>`;

const wire = html`<aside class="wire" aria-labelledby="wire-title">
<h3 id="wire-title">What goes over the wire</h3>
<ol data-is="wire" tabindex="0" aria-labelledby="wire-title">${recorded.exchanges.map(
  ({
    line,
    status,
    ms,
  }) => html`<li><div class="exchange"><code>${line}</code><span data-ok="true">${status}</span><span>${ms} ms</span></div></li>
`,
)}</ol>
</aside>`;

/** The recorded run, to be read or replaced. */
export const walk: Html = html`<p class="demo-made" data-is="made">Recorded on ${recorded.madeOn}, on a local chain.</p>
<div class="demo-stage" id="demo-stage">
${steps}
${wire}
</div>`;
