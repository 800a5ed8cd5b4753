import { hash } from 'node:crypto';
import type { TxOutput } from '@asg/domain';
// By their files: the whole SDK, with its wallets and overlays, is a tenth of what the server's start costs.
import type { TransactionOutput } from '@bsv/sdk';
import LockingScript from '@bsv/sdk/script/LockingScript';
import Spend from '@bsv/sdk/script/Spend';
import UnlockingScript from '@bsv/sdk/script/UnlockingScript';
import { LRUCache } from 'lru-cache';
import {
  type ExtendedTransaction,
  moneyMaxSats,
  type ParsedTransaction,
  parseExtendedTransaction,
} from './transaction.ts';

/** The rules a node of the Genesis era applies to what it relays, whatever the transaction's version says. */
const rules = [
  'GENESIS',
  'UTXO_AFTER_GENESIS',
  'SIGHASH_FORKID',
  'STRICTENC',
  'DERSIG',
  'LOW_S',
  'NULLFAIL',
  'NULLDUMMY',
  'MINIMALDATA',
  'SIGPUSHONLY',
  'CLEANSTACK',
];

/** The interpreter's words -> the node's (script_error.cpp); `policy`: refused, but not a consensus fault. */
const nodeWords: readonly { readonly says: RegExp; readonly node: string; readonly policy?: true }[] = [
  {
    says: /requires failing signatures to be empty/,
    node: 'Signature must be zero for failed CHECK(MULTI)SIG operation',
  },
  { says: /OP_EQUALVERIFY requires/, node: 'Script failed an OP_EQUALVERIFY operation' },
  { says: /OP_CHECKSIGVERIFY requires that/, node: 'Script failed an OP_CHECKSIGVERIFY operation' },
  {
    says: /top stack element must be truthy/,
    node: 'Script evaluated without error but finished with a false/empty top stack element',
  },
  { says: /signature format is invalid/, node: 'Non-canonical DER signature' },
  { says: /low S value/, node: 'Non-canonical signature: S value is unnecessarily high' },
  { says: /must use SIGHASH_FORKID/, node: 'Signature must use SIGHASH_FORKID' },
  { says: /signature hash type/, node: 'Signature hash type missing or not understood' },
  { says: /[Pp]ublic key/, node: 'Public key is neither compressed or uncompressed' },
  {
    says: /only contain push operations/,
    node: 'Only non-push operators allowed in signatures',
    policy: true,
  },
  { says: /not minimally-encoded/, node: 'Data push larger than necessary', policy: true },
  { says: /clean stack rule/, node: 'Extra items left on stack after execution', policy: true },
  {
    says: /items? (to be )?on the stack|empty stack|underflow/,
    node: 'Operation not valid with the current stack size',
  },
];

export type ScriptVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** The fault in a node's words. */
      readonly reason: string;
      /** True for a rule of relaying that a miner may waive; false for a consensus fault. */
      readonly policy: boolean;
    };

export type TransactionVerdict =
  | { readonly ok: true; readonly transaction: ExtendedTransaction; readonly feeSats: number }
  | { readonly ok: false; readonly reason: string };

/** Runs the script of one input against the output it spends, with the SDK's interpreter, not our signer's code. */
export function verifyInputScript(
  transaction: ParsedTransaction,
  inputIndex: number,
  source: TxOutput,
): ScriptVerdict {
  return runScript(transaction, inputIndex, source, sdkOutputs(transaction));
}

/** Transactions whose scripts were found good lately, by all that the scripts can see: as nodes do, each is run once. */
const foundGoodMax = 1_000;
const foundGood = new LRUCache<string, true>({ max: foundGoodMax });

/** Runs every input's script; `sources` in the order of the inputs. The first fault is the answer. */
export function verifyInputScripts(
  transaction: ParsedTransaction,
  sources: readonly TxOutput[],
): ScriptVerdict & { readonly inputIndex?: number } {
  const { version, locktime, inputs } = transaction;
  const seen = inputs.map(({ txid, vout, sequence, unlockingScript }) => [
    txid,
    vout,
    sequence,
    unlockingScript,
  ]);
  const key = hash('sha256', JSON.stringify([version, locktime, seen, transaction.outputs, sources]));
  if (foundGood.has(key)) return { ok: true };
  const outputs = sdkOutputs(transaction);
  for (const [inputIndex, source] of sources.entries()) {
    const verdict = runScript(transaction, inputIndex, source, outputs);
    if (!verdict.ok) return { ...verdict, inputIndex };
  }
  foundGood.set(key, true);
  return { ok: true };
}

/**
 * Checks signed bytes (extended hex) once more before they are sent: they parse, values balance (inputs are outputs
 * plus a fee of zero or more), and each input's script runs. Answers the fee in satoshis.
 */
export function verifyTransaction(extendedHex: string): TransactionVerdict {
  const parsed = parseExtendedTransaction(extendedHex);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const { transaction } = parsed;
  const sources = transaction.inputs.map((input) => input.source);
  if (sources.length === 0) return { ok: false, reason: 'no inputs' };
  if (transaction.outputs.length === 0) return { ok: false, reason: 'no outputs' };
  const spent = totalSats(sources);
  const paid = totalSats(transaction.outputs);
  if (spent > moneyMaxSats || paid > moneyMaxSats) return { ok: false, reason: 'values exceed all coins' };
  if (paid > spent) return { ok: false, reason: `outputs (${paid}) exceed inputs (${spent})` };
  const scripts = verifyInputScripts(transaction, sources);
  if (!scripts.ok) return { ok: false, reason: `input ${scripts.inputIndex}: ${scripts.reason}` };
  return { ok: true, transaction, feeSats: spent - paid };
}

/** The sum in satoshis. Stays exact: an absurd number of outputs would be needed to leave the safe integers. */
export function totalSats(outputs: readonly TxOutput[]): number {
  let total = 0;
  for (const output of outputs) {
    total += output.satoshis;
    if (total > moneyMaxSats) return total;
  }
  return total;
}

function sdkOutputs(transaction: ParsedTransaction): TransactionOutput[] {
  return transaction.outputs.map((output) => ({
    satoshis: output.satoshis,
    lockingScript: LockingScript.fromHex(output.lockingScript),
  }));
}

function runScript(
  transaction: ParsedTransaction,
  inputIndex: number,
  source: TxOutput,
  outputs: TransactionOutput[],
): ScriptVerdict {
  const input = transaction.inputs[inputIndex];
  if (input === undefined) throw new RangeError(`no input ${inputIndex}`);
  const otherInputs = transaction.inputs
    .filter((_, index) => index !== inputIndex)
    .map((other) => ({ sourceTXID: other.txid, sourceOutputIndex: other.vout, sequence: other.sequence }));
  try {
    const spend = new Spend({
      sourceTXID: input.txid,
      sourceOutputIndex: input.vout,
      sourceSatoshis: source.satoshis,
      lockingScript: LockingScript.fromHex(source.lockingScript),
      transactionVersion: transaction.version,
      otherInputs,
      outputs,
      inputIndex,
      unlockingScript: UnlockingScript.fromHex(input.unlockingScript),
      inputSequence: input.sequence,
      lockTime: transaction.locktime,
      verifyFlags: rules,
    });
    return spend.validate() ? { ok: true } : { ok: false, reason: 'unknown error', policy: false };
  } catch (error) {
    return scriptFault(error instanceof Error ? error.message : String(error));
  }
}

function scriptFault(says: string): ScriptVerdict {
  const [firstLine = ''] = says.split('\n');
  const known = nodeWords.find((words) => words.says.test(firstLine));
  return { ok: false, reason: known?.node ?? 'unknown error', policy: known?.policy === true };
}
