import type { TxOutput } from '@asg/domain';
import { at } from '@asg/values/present';
import {
  type Beef,
  decodeBeef,
  hexOf,
  isP2pkhScript,
  looksLikeBeef,
  type ParsedTransaction,
  parseTransaction,
  serialiseExtended,
  serialiseRaw,
  verifyTransaction,
} from '../bsv/index.ts';
import type { SignedTransaction } from '../port.ts';

/** Signatures that are checked for one that is posted, its ancestors' included: each takes some milliseconds. */
const inputsMax = 100;
const ancestorsMax = 25;

/** A transaction that somebody else has signed and shows us. */
export interface PostedTransaction {
  readonly transaction: ParsedTransaction;
  /** Hex. */
  readonly raw: string;
  /** What has to be with the network before it counts, parents first, itself last; null: what it spends is not shown. */
  readonly toSend: readonly SignedTransaction[] | null;
}

export type PostedResult =
  | { readonly ok: true; readonly posted: PostedTransaction }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads what a payer shows (hex): raw, in extended format (BRC-30), or as BEEF. Where it shows what is spent, values are
 * added up and signatures checked, of its ancestors that are in no block as well. What is spent is still only a claim.
 */
export function readPosted(hex: string): PostedResult {
  return looksLikeBeef(hex) ? postedBeef(hex) : postedAlone(hex);
}

function postedAlone(hex: string): PostedResult {
  const parsed = parseTransaction(hex);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const { transaction } = parsed;
  const raw = hexOf(serialiseRaw(transaction));
  if (parsed.format === 'raw') return { ok: true, posted: { transaction, raw, toSend: null } };
  const sources = parsed.transaction.inputs.map(({ source }) => source);
  const checked = checkedWith(transaction, sources);
  return 'reason' in checked ? checked : { ok: true, posted: { transaction, raw, toSend: [checked.signed] } };
}

function postedBeef(hex: string): PostedResult {
  const read = decodeBeef(hex);
  if (!read.ok) return read;
  const { beef } = read;
  const subject = beef.transactions.get(beef.subject);
  if (subject === undefined) return { ok: false, reason: 'it lacks its own transaction' };
  const needed = unminedFamily(beef);
  if (needed === null) return { ok: false, reason: `more than ${ancestorsMax} ancestors are in no block` };
  const toSend: SignedTransaction[] = [];
  let inputs = 0;
  for (const transaction of needed) {
    inputs += transaction.inputs.length;
    if (inputs > inputsMax) return { ok: false, reason: `more than ${inputsMax} inputs to check` };
    const sources: TxOutput[] = [];
    for (const { txid, vout } of transaction.inputs) {
      const source = beef.transactions.get(txid)?.transaction.outputs[vout];
      if (source === undefined) return { ok: false, reason: `it lacks the output ${txid}:${vout}` };
      sources.push(source);
    }
    const checked = checkedWith(transaction, sources);
    if ('reason' in checked) return checked;
    toSend.push(checked.signed);
  }
  return { ok: true, posted: { transaction: subject.transaction, raw: subject.raw, toSend } };
}

/** The transaction and those of its ancestors that no path leads from, parents first. Null: there are too many. */
function unminedFamily({ subject, transactions }: Beef): readonly ParsedTransaction[] | null {
  const needed = new Set([subject]);
  // Children come after their parents, so that one walk from the end meets each family whole.
  const backwards = [...transactions].reverse();
  const family: ParsedTransaction[] = [];
  for (const [txid, { transaction, bump }] of backwards) {
    if (!needed.has(txid) || (bump !== null && txid !== subject)) continue;
    family.unshift(transaction);
    if (family.length > ancestorsMax) return null;
    for (const input of transaction.inputs) needed.add(input.txid);
  }
  return family;
}

/** With what it spends, values and signatures checked. Scripts of other kinds than a signature are left to the network. */
function checkedWith(
  transaction: ParsedTransaction,
  sources: readonly TxOutput[],
): { readonly ok: false; readonly reason: string } | { readonly signed: SignedTransaction } {
  const inputs = transaction.inputs.map((input, index) => ({ ...input, source: at(sources, index) }));
  if (inputs.length > inputsMax) return { ok: false, reason: `more than ${inputsMax} inputs to check` };
  const extended = hexOf(serialiseExtended({ ...transaction, inputs }));
  const signed = { txid: transaction.txid, raw: hexOf(serialiseRaw(transaction)), extended };
  // A script of a stranger's could take any time and memory.
  if (!sources.every(({ lockingScript }) => isP2pkhScript(lockingScript))) return { signed };
  const verdict = verifyTransaction(extended);
  return verdict.ok ? { signed } : { ok: false, reason: verdict.reason };
}
