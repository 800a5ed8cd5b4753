import type { TxOutput } from '@asg/domain';
import { type Html, html, nothing } from '@asg/formats/html';
import { present } from '@asg/values/present';
import {
  addressOfLockingScript,
  dataPushes,
  isDataScript,
  isHash,
  type ParsedTransaction,
  parseRawTransaction,
  type TransactionInput,
} from '../../bsv/index.ts';
import type { StoredOutput, StoredTransaction } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { notFoundPage } from './not-found-page.ts';
import {
  amount,
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

const rawHexShownMax = 200_000;
const pushHexShownMax = 2_000;

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
  return page(
    `Transaction ${txid.slice(0, 12)}…`,
    transactionContent(chain, stored, parsed.transaction, options),
    options,
  );
}

function transactionContent(
  chain: LocalChain,
  stored: StoredTransaction,
  transaction: ParsedTransaction,
  options: TransactionPageOptions,
): Html {
  const { inputs, outputs, txid } = transaction;
  const inputsFrom = Math.min(rowFrom(options.inputsFrom), inputs.length - 1);
  const outputsFrom = Math.min(rowFrom(options.outputsFrom), outputs.length - 1);
  return html`<h1>Transaction</h1>
<p class="mono">${txid}</p>
${facts(chain, stored, transaction)}
<h2>${plural(inputs.length, 'input')}</h2>
${stored.coinbase ? html`<ul class="card"><li><span class="number">#0</span> <span>New coins (coinbase)</span></li></ul>` : inputList(chain, inputs, inputsFrom)}
<h2>${plural(outputs.length, 'output')}</h2>
${outputList(chain, stored, outputs, outputsFrom)}
${rawHex(stored.raw ?? '')}`;
}

function facts(chain: LocalChain, stored: StoredTransaction, transaction: ParsedTransaction): Html {
  const paid = transaction.outputs.reduce((total, output) => total + output.satoshis, 0);
  const rate = Math.round((stored.feeSats * 1_000_000) / stored.size) / 1000;
  const fee = stored.coinbase
    ? html`none (coinbase)`
    : html`${amount(stored.feeSats)} (${grouped(rate)} sats per 1,000 bytes)`;
  return html`<dl class="card">
<dt>Status</dt><dd>${status(chain, stored)}</dd>
${blockFact(chain, stored)}
<dt>Received</dt><dd>${time(stored.receivedAtMs)}</dd>
<dt>Paid out</dt><dd>${amount(paid)}</dd>
<dt>Fee</dt><dd>${fee}</dd>
<dt>Size</dt><dd>${plural(stored.size, 'byte')}</dd>
</dl>`;
}

function status(chain: LocalChain, stored: StoredTransaction): Html {
  if (stored.block !== undefined) {
    const confirmations = chain.lastBlock().height - stored.block.height + 1;
    return html`<span class="pill good">Mined · ${plural(confirmations, 'confirmation')}</span>`;
  }
  const standing = chain.standing(stored.txid);
  if (standing.kind === 'contested') {
    return html`<span class="pill bad">Contested</span> by another that spends the same coin:
${standing.competing.map(transactionLink)}`;
  }
  if (!stored.mineable) {
    return html`<span class="pill bad">Not mined</span> Its fee, or that of an unmined parent, is under ${chain.miningFeeSatsPerKb} sats per 1,000 bytes.`;
  }
  return html`<span class="pill wait">Seen, waiting to be mined</span>`;
}

function blockFact(chain: LocalChain, stored: StoredTransaction): Html {
  if (stored.block === undefined) return nothing;
  const { height, hash } = present(chain.reads.blockAt(stored.block.height), 'the block');
  return html`<dt>Block</dt><dd>${blockLink(hash, grouped(height))}, place ${grouped(stored.block.position)}<br><code>${hash}</code></dd>`;
}

function inputList(chain: LocalChain, inputs: readonly TransactionInput[], from: number): Html {
  const rows = inputs.slice(from, from + rowsMax).map((input, index) => {
    const parent = chain.reads.transaction(input.txid);
    const output = parent && chain.reads.output(parent.seq, input.vout);
    return html`<li><span class="number">#${from + index}</span>
<div>${output ? destination(output, []) : html`unknown`}<div class="soft">from ${transactionLink(input.txid)} output ${input.vout}</div></div>
<span class="amount">${output ? amount(output.satoshis) : ''}</span></li>`;
  });
  return html`${pager(from, inputs.length, 'inputs_from')}<ol class="card">${rows}</ol>`;
}

function outputList(
  chain: LocalChain,
  stored: StoredTransaction,
  outputs: readonly TxOutput[],
  from: number,
): Html {
  const spendable = chain.reads.outputs(stored.seq, from, rowsMax);
  const byVout = new Map(spendable.map((output) => [output.vout, output]));
  const rows = outputs.slice(from, from + rowsMax).map((output, index) => {
    const vout = from + index;
    const pushes = dataPushes(output.lockingScript) ?? [];
    return html`<li><span class="number">#${vout}</span>
<div>${destination(output, pushes)}${spentBy(byVout.get(vout))}</div>
<span class="amount">${amount(output.satoshis)}</span></li>`;
  });
  return html`${pager(from, outputs.length, 'outputs_from')}<ol class="card">${rows}</ol>`;
}

function destination(output: TxOutput, pushes: readonly Uint8Array[]): Html {
  const address = addressOfLockingScript(output.lockingScript, 'local');
  if (address !== undefined) return html`<span class="mono">${address}</span>`;
  if (!isDataScript(output.lockingScript)) return html`Script <code>${clipped(output.lockingScript)}</code>`;
  return html`Data (OP_RETURN)<ol class="pushes">${pushes.map(pushItem)}</ol>`;
}

function pushItem(push: Uint8Array): Html {
  const bytes = Buffer.from(push);
  const text = printable(bytes);
  const shown = text === undefined ? nothing : html`“${clipped(text)}”<br>`;
  return html`<li>${shown}<code>${clipped(bytes.toString('hex'))}</code> <span class="soft">${plural(push.length, 'byte')}</span></li>`;
}

function spentBy(output: StoredOutput | undefined): Html {
  if (output?.spentBy === undefined) return nothing;
  return html`<div class="soft">spent by ${transactionLink(output.spentBy)}</div>`;
}

function rawHex(raw: string): Html {
  const cut =
    raw.length > rawHexShownMax
      ? html`<p class="soft">The first ${grouped(rawHexShownMax / 2)} bytes.</p>`
      : nothing;
  return html`<details><summary>Raw transaction</summary>${cut}<code>${raw.slice(0, rawHexShownMax)}</code></details>`;
}

/** The text of bytes that are UTF-8 without control characters; undefined for anything else. */
function printable(bytes: Buffer): string | undefined {
  const text = bytes.toString('utf8');
  const isText = text !== '' && Buffer.from(text, 'utf8').equals(bytes) && !/[\p{Cc}\p{Cf}]/u.test(text);
  return isText ? text : undefined;
}

function clipped(text: string): string {
  return text.length > pushHexShownMax ? `${text.slice(0, pushHexShownMax)}…` : text;
}
