import { at } from '@asg/values/present';
import {
  type ExtendedInput,
  isDataScript,
  moneyMaxSats,
  type ParsedTransaction,
  type TransactionInput,
  totalSats,
  verifyInputScripts,
} from '../bsv/index.ts';
import type { LedgerReads } from './ledger/ledger-reads.ts';
import type { StoredOutput, StoredTransaction } from './ledger/records.ts';
import { type Fault, faults, scriptFault } from './verdict.ts';

/** A coinbase output can be spent by a block this much higher. */
export const coinbaseMaturityBlocks = 100;
/** Default of a node's `maxtxsizepolicy`. */
export const transactionBytesMax = 10_000_000;
/** Locktimes below are block heights, from here on seconds since 1970. */
const locktimeSecondsMin = 500_000_000;
const finalSequence = 0xffff_ffff;
const nullTxid = '00'.repeat(32);
const p2sh = /^a914[0-9a-f]{40}87$/;

export interface AdmissionRules {
  readonly miningFeeSatsPerKb: number;
  /** Longest chain of unmined transactions. */
  readonly unminedDepthMax: number;
  /** Refuses what pays less than the mining fee, instead of never mining it. */
  readonly refuseLowFee: boolean;
}

/** What is known of the world at the moment of admission. */
export interface Tip {
  readonly height: number;
  readonly timeSeconds: number;
}

interface SpentCoin {
  readonly parent: StoredTransaction;
  readonly output: StoredOutput;
}

export type AdmissionResult =
  | {
      readonly ok: true;
      readonly spent: readonly SpentCoin[];
      readonly feeSats: number;
      readonly depth: number;
      readonly mineable: boolean;
    }
  | { readonly ok: false; readonly fault: Fault; readonly competing?: readonly string[] };

/** Judges a transaction that is not known yet, as a node does: form, conflicts, inputs, values, then scripts. */
export function judge(
  transaction: ParsedTransaction<TransactionInput | ExtendedInput>,
  reads: LedgerReads,
  tip: Tip,
  rules: AdmissionRules,
): AdmissionResult {
  const formFault = faultOfForm(transaction) ?? faultOfFinality(transaction, tip);
  if (formFault !== undefined) return { ok: false, fault: formFault };
  const found = findInputs(transaction, reads);
  if ('fault' in found) return { ok: false, ...found };
  const { spent } = found;
  const feeSats = totalSats(spent.map((coin) => coin.output)) - totalSats(transaction.outputs);
  const pays = feeSats * 1000 >= rules.miningFeeSatsPerKb * transaction.size;
  const spendingFault = faultOfSpending(spent, feeSats, tip);
  if (spendingFault !== undefined) return { ok: false, fault: spendingFault };
  if (rules.refuseLowFee && !pays) return { ok: false, fault: faults.lowFee };
  const scriptsFault = faultOfScripts(transaction, spent);
  if (scriptsFault !== undefined) return { ok: false, fault: scriptsFault };
  const unmined = spent.map(({ parent }) => parent).filter(isUnmined);
  const depth = unmined.reduce((deepest, parent) => Math.max(deepest, parent.depth + 1), 1);
  if (depth > rules.unminedDepthMax) return { ok: false, fault: faults.chainTooLong };
  return { ok: true, spent, feeSats, depth, mineable: pays && unmined.every((parent) => parent.mineable) };
}

/** True if every script runs against the outputs that other transactions have already spent. */
export function isValidCompetitor(transaction: ParsedTransaction, reads: LedgerReads): boolean {
  const spent = transaction.inputs.map((input) => lookUp(input, reads));
  if (!spent.every((coin) => coin !== undefined)) return false;
  return faultOfScripts(transaction, spent) === undefined;
}

function faultOfForm(transaction: ParsedTransaction): Fault | undefined {
  const { inputs, outputs, size } = transaction;
  if (inputs.length === 0) return faults.noInputs;
  if (outputs.length === 0) return faults.noOutputs;
  if (size > transactionBytesMax) return faults.tooBig;
  if (inputs.some((input) => input.txid === nullTxid)) return faults.coinbase;
  if (new Set(inputs.map((input) => `${input.txid}:${input.vout}`)).size < inputs.length) {
    return faults.duplicateInputs;
  }
  if (totalSats(outputs) > moneyMaxSats) return faults.outputsTooLarge;
  return outputs.map(faultOfOutput).find((fault) => fault !== undefined);
}

function faultOfOutput(output: { satoshis: number; lockingScript: string }): Fault | undefined {
  if (isDataScript(output.lockingScript)) return output.satoshis > 0 ? faults.dataWithValue : undefined;
  if (output.satoshis === 0) return faults.dust;
  return p2sh.test(output.lockingScript) ? faults.p2shOutput : undefined;
}

function faultOfFinality({ locktime, inputs }: ParsedTransaction, tip: Tip): Fault | undefined {
  if (locktime === 0 || inputs.every((input) => input.sequence === finalSequence)) return undefined;
  const reached = locktime < locktimeSecondsMin ? tip.height + 1 : tip.timeSeconds;
  return locktime < reached ? undefined : faults.notFinal;
}

type FoundInputs =
  | { readonly spent: readonly SpentCoin[] }
  | { readonly fault: Fault; readonly competing?: readonly string[] };

/** A node looks for conflicts in its mempool before it looks for inputs; a coin spent in a block is just missing. */
function findInputs(
  transaction: ParsedTransaction<TransactionInput | ExtendedInput>,
  reads: LedgerReads,
): FoundInputs {
  const coins = transaction.inputs.map((input) => lookUp(input, reads));
  const spenders = [...new Set(coins.flatMap((coin) => coin?.output.spentBy ?? []))];
  const competing = spenders.filter((txid) => reads.transaction(txid)?.block === undefined);
  if (competing.length > 0) return { fault: faults.conflict, competing };
  const spent = coins.filter((coin) => coin !== undefined);
  if (spent.length < coins.length || spenders.length > 0) return { fault: faults.missingInputs };
  const honest = transaction.inputs.every((input, index) => sourceMatches(input, at(spent, index).output));
  return honest ? { spent } : { fault: faults.sourceMismatch };
}

function lookUp(input: TransactionInput, reads: LedgerReads): SpentCoin | undefined {
  const parent = reads.transaction(input.txid);
  const output = parent && reads.output(parent.seq, input.vout);
  return output && { parent, output };
}

/** Extended inputs claim what they spend; a false claim means that the sender's books are wrong. */
function sourceMatches(input: TransactionInput | ExtendedInput, output: StoredOutput): boolean {
  if (!('source' in input)) return true;
  return input.source.satoshis === output.satoshis && input.source.lockingScript === output.lockingScript;
}

function faultOfSpending(spent: readonly SpentCoin[], feeSats: number, tip: Tip): Fault | undefined {
  const spendHeight = tip.height + 1;
  const immature = spent.some(
    ({ parent }) =>
      parent.coinbase && spendHeight - (parent.block?.height ?? spendHeight) < coinbaseMaturityBlocks,
  );
  if (immature) return faults.immature;
  return feeSats < 0 ? faults.belowOut : undefined;
}

function faultOfScripts(transaction: ParsedTransaction, spent: readonly SpentCoin[]): Fault | undefined {
  const verdict = verifyInputScripts(
    transaction,
    spent.map((coin) => coin.output),
  );
  return verdict.ok ? undefined : scriptFault(verdict.reason, verdict.policy);
}

/** True for what waits in the mempool: neither mined nor the parent of an imported coin. */
export function isUnmined(transaction: StoredTransaction): boolean {
  return transaction.block === undefined && transaction.raw !== undefined;
}
