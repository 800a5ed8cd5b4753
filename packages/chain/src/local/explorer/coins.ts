import type { TxOutput } from '@asg/domain';
import { type Html, html, nothing } from '@asg/formats/html';
import {
  addressOfLockingScript,
  dataPushes,
  isDataScript,
  type ParsedTransaction,
  type TransactionInput,
} from '../../bsv/index.ts';
import type { StoredOutput, StoredTransaction } from '../ledger/records.ts';
import type { LocalChain } from '../local-chain.ts';
import { addressLink, amount, badge, pager, plural, row, rows, rowsMax, transactionLink } from './page.ts';
import type { OutputRole, Roles } from './roles.ts';

const pushHexShownMax = 2_000;

/** A transaction with what is known of it. */
export interface Sent {
  readonly chain: LocalChain;
  readonly stored: StoredTransaction;
  readonly transaction: ParsedTransaction;
  readonly roles: Roles;
}

const badges: Readonly<Record<OutputRole, Html>> = {
  commitment: badge('accent', 'Commitment to labels'),
  data: badge('plain', 'Data'),
  pay: badge('accent', 'Pays a worker'),
  fee: badge('plain', 'Platform’s fee'),
  change: badge('plain', 'Change, back to who paid'),
  sent: badge('plain', 'Sent'),
  new: badge('plain', 'New coins'),
};

export function inputList(chain: LocalChain, inputs: readonly TransactionInput[], from: number): Html {
  const list = inputs.slice(from, from + rowsMax).map((input, index) => {
    const parent = chain.reads.transaction(input.txid);
    const output = parent && chain.reads.output(parent.seq, input.vout);
    const what = html`${output ? destination(output, []) : html`unknown`}
<p class="chain-aside">from ${transactionLink(input.txid)} output ${input.vout}</p>`;
    return row(`#${from + index}`, what, output ? amount(output.satoshis) : '');
  });
  return html`${pager(from, inputs.length, 'inputs_from')}${rows(list)}`;
}

export function outputList({ chain, stored, transaction, roles }: Sent, from: number): Html {
  const { outputs } = transaction;
  const spendable = chain.reads.outputs(stored.seq, from, rowsMax);
  const byVout = new Map(spendable.map((output) => [output.vout, output]));
  const list = outputs.slice(from, from + rowsMax).map((output, index) => {
    const vout = from + index;
    const pushes = dataPushes(output.lockingScript) ?? [];
    const what = html`<p>${badges[roles.of(output, vout)]}</p>${destination(output, pushes)}${spentBy(byVout.get(vout))}`;
    return row(`#${vout}`, what, amount(output.satoshis));
  });
  return html`${pager(from, outputs.length, 'outputs_from')}${rows(list)}`;
}

function destination(output: TxOutput, pushes: readonly Uint8Array[]): Html {
  const address = addressOfLockingScript(output.lockingScript, 'local');
  if (address !== undefined) return addressLink(address);
  if (!isDataScript(output.lockingScript)) return html`Script <code>${clipped(output.lockingScript)}</code>`;
  return html`Data (OP_RETURN)<ol class="chain-pushes">${pushes.map(pushItem)}</ol>`;
}

function pushItem(push: Uint8Array): Html {
  const bytes = Buffer.from(push);
  const text = printable(bytes);
  const shown = text === undefined ? nothing : html`“${clipped(text)}”<br>`;
  return html`<li>${shown}<code>${clipped(bytes.toString('hex'))}</code> <span class="ui-muted">${plural(push.length, 'byte')}</span></li>`;
}

function spentBy(output: StoredOutput | undefined): Html {
  if (output?.spentBy === undefined) return nothing;
  return html`<p class="chain-aside">spent by ${transactionLink(output.spentBy)}</p>`;
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
