import { type Html, html, nothing } from '@asg/formats/html';
import { present } from '@asg/values/present';
import { isHash, type ParsedTransaction, parseRawTransaction } from '../../bsv/index.ts';
import type { StoredTransaction } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { inputList, outputList, type Sent } from './coins.ts';
import { notFoundPage } from './not-found-page.ts';
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
  rowFrom,
  rows,
  time,
  transactionLink,
} from './page.ts';
import { proofOf } from './proof.ts';
import { rolesIn } from './roles.ts';
import { paymentSummary } from './summary.ts';

const rawHexShownMax = 200_000;

export interface TransactionPageOptions extends PageOptions {
  /** `inputs_from` and `outputs_from` of the query string: the first rows to show. */
  readonly inputsFrom?: string | undefined;
  readonly outputsFrom?: string | undefined;
}

/** The page of a transaction, or the not-found page if the chain does not have it. */
export function explorerPage(chain: LocalChain, txid: string, options: TransactionPageOptions = {}): string {
  const stored = isHash(txid) ? chain.reads.transaction(txid) : undefined;
  const parsed = stored?.raw === undefined ? undefined : parseRawTransaction(stored.raw);
  if (stored === undefined || !parsed?.ok) {
    const refusal = isHash(txid) ? chain.reads.refusal(txid) : undefined;
    return notFoundPage('transaction', txid, { ...options, refusedFor: refusal?.message });
  }
  const { transaction } = parsed;
  const roles = rolesIn(transaction, stored, chain.reads, options.feeScript);
  const content = transactionContent({ chain, stored, transaction, roles }, options);
  return page(`Transaction ${txid.slice(0, 12)}…`, content, options);
}

function transactionContent(sent: Sent, options: TransactionPageOptions): Html {
  const { chain, stored, transaction } = sent;
  const { inputs, outputs, txid } = transaction;
  const inputsFrom = Math.min(rowFrom(options.inputsFrom), inputs.length - 1);
  const outputsFrom = Math.min(rowFrom(options.outputsFrom), outputs.length - 1);
  return html`<h1>Transaction</h1>
<p class="ui-mono chain-id">${txid}</p>
${factsOf(chain, stored, transaction)}
${paymentSummary(sent, options)}
<h2>${plural(inputs.length, 'input')}</h2>
${stored.coinbase ? rows([row('#0', html`New coins (coinbase)`)]) : inputList(chain, inputs, inputsFrom)}
<h2>${plural(outputs.length, 'output')}</h2>
${outputList(sent, outputsFrom)}
${proofOf(chain, stored)}
${rawHex(stored.raw ?? '')}`;
}

function factsOf(chain: LocalChain, stored: StoredTransaction, transaction: ParsedTransaction): Html {
  const paid = transaction.outputs.reduce((total, output) => total + output.satoshis, 0);
  const rate = Math.round((stored.feeSats * 1_000_000) / stored.size) / 1000;
  const fee = stored.coinbase
    ? html`none (coinbase)`
    : html`${amount(stored.feeSats)} (${grouped(rate)} sats per 1,000 bytes)`;
  return facts([
    ['Status', status(chain, stored)],
    ...blockFact(chain, stored),
    ['Received', html`${time(stored.receivedAtMs)}`],
    ['Sum of outputs', html`${amount(paid)}`],
    ['Miner’s fee', fee],
    ['Size', html`${plural(stored.size, 'byte')}`],
  ]);
}

function status(chain: LocalChain, stored: StoredTransaction): Html {
  if (stored.block !== undefined) {
    const confirmations = chain.lastBlock().height - stored.block.height + 1;
    return badge('accent', `Mined · ${plural(confirmations, 'confirmation')}`);
  }
  const standing = chain.standing(stored.txid);
  if (standing.kind === 'contested') {
    return html`${badge('danger', 'Contested')} by another that spends the same coin:
${standing.competing.map(transactionLink)}`;
  }
  if (!stored.mineable) {
    return html`${badge('danger', 'Not mined')} Its fee, or that of an unmined parent, is under ${chain.miningFeeSatsPerKb} sats per 1,000 bytes.`;
  }
  return badge('warning', 'Seen, waiting to be mined');
}

function blockFact(chain: LocalChain, stored: StoredTransaction): readonly (readonly [string, Html])[] {
  if (stored.block === undefined) return [];
  const { height, hash } = present(chain.reads.blockAt(stored.block.height), 'the block');
  const place = html`${blockLink(hash, grouped(height))}, place ${grouped(stored.block.position)}`;
  return [['Block', html`${place}<br><span class="ui-mono">${hash}</span>`]];
}

function rawHex(raw: string): Html {
  const cut =
    raw.length > rawHexShownMax
      ? html`<p class="ui-muted">The first ${grouped(rawHexShownMax / 2)} bytes.</p>`
      : nothing;
  return html`<details class="chain-more"><summary>Raw transaction</summary>${cut}<code tabindex="0" role="group" aria-label="Raw transaction">${raw.slice(0, rawHexShownMax)}</code></details>`;
}
