import assert from 'node:assert/strict';
import { addSats, type Coin, type Sats, sats, type TxOutput } from '@asg/domain';
import { at } from '@asg/values/present';
import type { SignedTransaction } from '../port.ts';
import { ByteWriter, hexOf, varintSize } from './bytes.ts';
import { writePush } from './data-script.ts';
import { sharedDigests, sighashAllForkId, signatureDigest } from './signature-digest.ts';
import type { SigningKey } from './signing-key.ts';
import {
  type ExtendedInput,
  parseExtendedTransaction,
  serialiseExtended,
  serialiseRaw,
  type TransactionFields,
  transactionId,
} from './transaction.ts';

const transactionVersion = 1;
const finalSequence = 0xffff_ffff;
/** Version, locktime. */
const frameBytes = 8;
/** Outpoint 36, script length 1, sequence 4, and a script of at most 1 + 72 + 1 + 1 + 33. */
const inputBytesMax = 36 + 1 + 4 + 108;

/** A payment to sign. Each coin must be a P2PKH output of one of the keys. */
export interface TransactionPlan {
  readonly coins: readonly Coin[];
  readonly outputs: readonly TxOutput[];
  /** Where the rest goes, hex; always the last output. */
  readonly changeScript: string;
  readonly feeRateSatsPerKb: number;
  readonly keys: readonly SigningKey[];
}

export type BuildResult =
  | {
      readonly ok: true;
      readonly transaction: SignedTransaction;
      readonly feeSats: Sats;
      readonly changeVout: number;
      readonly change: Coin;
      /** Bytes of the raw transaction. */
      readonly size: number;
    }
  | { readonly ok: false; readonly reason: 'insufficient_funds'; readonly missingSats: Sats };

/**
 * Signs a payment of `outputs` with the rest, at least one satoshi, as change. The same plan gives the same bytes.
 * The fee is never under the rate. Throws if a coin has no key or is listed twice: those are faults of the caller.
 */
export function buildTransaction(plan: TransactionPlan): BuildResult {
  assert.ok(plan.coins.length > 0, 'a payment spends at least one coin');
  const keys = plan.coins.map((coin) => keyOf(coin, plan.keys));
  const fee = feeSats(sizeMax(plan), plan.feeRateSatsPerKb);
  const available = sum(plan.coins);
  const change = available - addSats(sum(plan.outputs), fee);
  if (change < 1) return { ok: false, reason: 'insufficient_funds', missingSats: sats(1 - change) };
  const outputs = [...plan.outputs, { satoshis: sats(change), lockingScript: plan.changeScript }];
  const signed = signInputs(unsigned(plan.coins, outputs), keys);
  return finished(signed, fee);
}

/** ceil(size × rate / 1000): the fee in satoshis of so many bytes. */
export function feeSats(sizeBytes: number, rateSatsPerKb: number): Sats {
  if (!(rateSatsPerKb >= 0)) throw new RangeError(`not a fee rate: ${rateSatsPerKb}`);
  return sats(Math.ceil((sizeBytes * rateSatsPerKb) / 1000));
}

/** An upper bound on the bytes of the signed transaction: each signature counted at its longest. */
export function sizeMax(plan: Pick<TransactionPlan, 'coins' | 'outputs' | 'changeScript'>): number {
  let size = frameBytes + varintSize(plan.coins.length) + plan.coins.length * inputBytesMax;
  size += varintSize(plan.outputs.length + 1) + outputSize(plan.changeScript);
  for (const output of plan.outputs) size += outputSize(output.lockingScript);
  return size;
}

function outputSize(lockingScript: string): number {
  const length = lockingScript.length / 2;
  return 8 + varintSize(length) + length;
}

function keyOf(coin: Coin, keys: readonly SigningKey[]): SigningKey {
  const key = keys.find((candidate) => candidate.lockingScript === coin.lockingScript);
  assert.ok(key, `no key for coin ${coin.txid}:${coin.vout}`);
  return key;
}

function sum(amounts: readonly { readonly satoshis: Sats }[]): Sats {
  let total = 0;
  for (const { satoshis } of amounts) total += satoshis;
  return sats(total);
}

function unsigned(coins: readonly Coin[], outputs: readonly TxOutput[]): TransactionFields<ExtendedInput> {
  const outpoints = new Set(coins.map((coin) => `${coin.txid}:${coin.vout}`));
  assert.equal(outpoints.size, coins.length, 'a coin is listed twice');
  const inputs = coins.map(({ txid, vout, satoshis, lockingScript }) => ({
    txid,
    vout,
    unlockingScript: '',
    sequence: finalSequence,
    source: { satoshis, lockingScript },
  }));
  return { version: transactionVersion, inputs, outputs, locktime: 0 };
}

function signInputs(
  transaction: TransactionFields<ExtendedInput>,
  keys: readonly SigningKey[],
): TransactionFields<ExtendedInput> {
  const shared = sharedDigests(transaction);
  const inputs = transaction.inputs.map((input, index) => {
    const digest = signatureDigest(transaction, index, input.source, shared);
    return { ...input, unlockingScript: unlockingScript(at(keys, index), digest) };
  });
  return { ...transaction, inputs };
}

function unlockingScript(key: SigningKey, digest: Uint8Array): string {
  const writer = new ByteWriter(110);
  writePush(writer, Uint8Array.from([...key.sign(digest), sighashAllForkId]));
  writePush(writer, key.publicKey);
  return hexOf(writer.finish());
}

function finished(signed: TransactionFields<ExtendedInput>, fee: Sats): BuildResult {
  const raw = serialiseRaw(signed);
  const transaction = {
    txid: transactionId(raw),
    raw: hexOf(raw),
    extended: hexOf(serialiseExtended(signed)),
  };
  assertBalance(transaction, fee);
  const changeVout = signed.outputs.length - 1;
  const change = { txid: transaction.txid, vout: changeVout, ...at(signed.outputs, changeVout) };
  return { ok: true, transaction, feeSats: fee, changeVout, change, size: raw.length };
}

/** Reads the signed bytes back: what is sent must hold exactly the inputs, outputs and fee that were planned. */
function assertBalance(transaction: SignedTransaction, fee: Sats): void {
  const parsed = parseExtendedTransaction(transaction.extended);
  assert.ok(parsed.ok, 'the signed transaction does not parse');
  const spent = sum(parsed.transaction.inputs.map((input) => input.source));
  assert.equal(parsed.transaction.txid, transaction.txid);
  assert.equal(spent, addSats(sum(parsed.transaction.outputs), fee), 'inputs are not outputs plus fee');
  assert.ok(parsed.transaction.inputs.every((input) => input.unlockingScript.length <= 216));
}
