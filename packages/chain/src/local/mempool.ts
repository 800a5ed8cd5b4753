import { last, present } from '@asg/values/present';
import {
  type ExtendedInput,
  type ParsedTransaction,
  parseHeader,
  parseRawTransaction,
  serialiseRaw,
  type TransactionInput,
} from '../bsv/index.ts';
import { type AdmissionRules, isUnmined, isValidCompetitor, judge, type Tip } from './admission.ts';
import type { LedgerReads } from './ledger/ledger-reads.ts';
import type { LedgerWrites, SpentInput } from './ledger/ledger-writes.ts';
import type { StoredTransaction } from './ledger/records.ts';
import { knownInBlock, knownInMempool, refused, type SubmitVerdict } from './verdict.ts';

const outputsPage = 1_000;

type Submitted = ParsedTransaction<TransactionInput | ExtendedInput>;

/** Judges a transaction and stores what follows from the verdict: the transaction, or the refusal. */
export function admit(
  transaction: Submitted,
  reads: LedgerReads,
  writes: LedgerWrites,
  rules: AdmissionRules,
  nowMs: number,
): SubmitVerdict {
  const { txid, size, outputs } = transaction;
  const known = reads.transaction(txid);
  if (known !== undefined)
    return { kind: 'known', txid, ...(isUnmined(known) ? knownInMempool : knownInBlock) };
  const judged = judge(transaction, reads, tipOf(reads), rules);
  if (!judged.ok) {
    writes.addRefusal(txid, judged.fault.code, judged.fault.message);
    noteCompetitor(transaction, judged.competing ?? [], reads, writes);
    return refused(txid, judged.fault, judged.competing);
  }
  const { feeSats, depth, mineable } = judged;
  const raw = serialiseRaw(transaction).toString('hex');
  const added = { txid, raw, size, feeSats, depth, mineable, coinbase: false, receivedAtMs: nowMs, outputs };
  const spent = judged.spent.map(({ parent, output }) => ({ parentSeq: parent.seq, vout: output.vout }));
  writes.spend(spent, writes.addTransaction(added));
  writes.removeRefusal(txid);
  return { kind: 'accepted', txid };
}

/** Forgets an unmined transaction after all that spend from it. False if it does not wait to be mined. */
export function evict(txid: string, reads: LedgerReads, writes: LedgerWrites): boolean {
  const stored = reads.transaction(txid);
  if (stored === undefined || !isUnmined(stored)) return false;
  // Deepest first: nothing may be removed while another transaction still spends its outputs.
  const doomed = new Map([[txid, stored]]);
  for (const ancestor of doomed.values()) {
    for (const child of childrenOf(ancestor, reads)) doomed.set(child.txid, child);
  }
  const newestFirst = [...doomed.values()].sort((a, b) => b.seq - a.seq);
  for (const transaction of newestFirst)
    writes.removeTransaction(transaction.seq, inputsOf(transaction, reads));
  return true;
}

/** Lets a transaction in, in the place of the unmined ones that spend its coins; those become contested. */
export function displace(
  transaction: Submitted,
  reads: LedgerReads,
  writes: LedgerWrites,
  rules: AdmissionRules,
  nowMs: number,
): SubmitVerdict {
  const displaced = new Set<string>();
  for (const { txid, vout } of transaction.inputs) {
    const parent = reads.transaction(txid);
    const spender = parent && reads.output(parent.seq, vout)?.spentBy;
    if (spender !== undefined && spender !== transaction.txid && evict(spender, reads, writes))
      displaced.add(spender);
  }
  const verdict = admit(transaction, reads, writes, rules, nowMs);
  if (verdict.kind === 'accepted') for (const txid of displaced) writes.addConflict(txid, transaction.txid);
  return verdict;
}

/** The end of the chain as admission sees it. */
export function tipOf(reads: LedgerReads): Tip {
  const tip = present(reads.tip(), 'the tip');
  const parsed = parseHeader(tip.header);
  if (!parsed.ok) throw new Error(`block ${tip.height} has an unreadable header`);
  return { height: tip.height, timeSeconds: parsed.header.time };
}

/** Only a transaction whose scripts run makes another one contested: anybody can send bytes, few can sign. */
function noteCompetitor(
  transaction: Submitted,
  competing: readonly string[],
  reads: LedgerReads,
  writes: LedgerWrites,
): void {
  if (competing.length === 0 || !isValidCompetitor(transaction, reads)) return;
  for (const txid of competing) writes.addConflict(txid, transaction.txid);
}

function childrenOf(transaction: StoredTransaction, reads: LedgerReads): StoredTransaction[] {
  const children: StoredTransaction[] = [];
  for (let voutMin = 0; ; ) {
    const page = reads.outputs(transaction.seq, voutMin, outputsPage);
    for (const { spentBy } of page)
      if (spentBy !== undefined) children.push(present(reads.transaction(spentBy), spentBy));
    if (page.length < outputsPage) return children;
    voutMin = last(page).vout + 1;
  }
}

function inputsOf(transaction: StoredTransaction, reads: LedgerReads): SpentInput[] {
  const parsed = parseRawTransaction(present(transaction.raw, transaction.txid));
  if (!parsed.ok) throw new Error(`stored transaction ${transaction.txid} is unreadable`);
  return parsed.transaction.inputs.map(({ txid, vout }) => ({
    parentSeq: present(reads.transaction(txid), txid).seq,
    vout,
  }));
}
