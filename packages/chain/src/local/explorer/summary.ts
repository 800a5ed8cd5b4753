import { type Html, html, nothing } from '@asg/formats/html';
import type { Sent } from './coins.ts';
import { amount, facts, grouped, type PageOptions, plural } from './page.ts';
import type { OutputRole } from './roles.ts';

/** Of a payment for labels: who gets how much of it, and where its receipts are. */
export function paymentSummary({ transaction, roles }: Sent, { doors = [] }: PageOptions): Html {
  const { commitment } = roles;
  if (commitment === null) return nothing;
  const sums = new Map<OutputRole, number>();
  const payees = new Set<string>();
  let paying = 0;
  for (const [vout, output] of transaction.outputs.entries()) {
    const role = roles.of(output, vout);
    sums.set(role, (sums.get(role) ?? 0) + output.satoshis);
    if (role !== 'pay') continue;
    paying += 1;
    payees.add(output.lockingScript);
  }
  const sum = (role: OutputRole): string => amount(sums.get(role) ?? 0);
  const hasConsole = doors.some(({ path }) => path === 'console/');
  return html`<h2>A payment for labels</h2>
${facts([
  [
    'Workers',
    html`${sum('pay')}, in ${plural(paying, 'output')} to ${payees.size === 1 ? 'one address' : `${grouped(payees.size)} addresses`}`,
  ],
  ['Platform’s fee', html`${sum('fee')}`],
  ['Change', html`${sum('change')}, back to who paid`],
  ['Settlement', html`<span class="ui-mono">${commitment.settlementId}</span>`],
  ['Root of the labels', html`<span class="ui-mono">${commitment.root}</span>`],
])}
<p class="chain-note">Each address is a worker’s, or holds a worker’s pay: the chain names nobody. The root fixes every label that was paid for, and shows none:
their receipts are with the customers who bought them${hasConsole ? html`, <a href="/console/tasks">in the Console</a>` : nothing}. Whoever has one can
<a href="/verify">verify it</a> against this transaction.</p>`;
}
