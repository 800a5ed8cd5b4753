import type { Buffer } from 'node:buffer';
import type { TxOutput } from '@asg/domain';
import { at } from '@asg/values/present';
import { ByteWriter } from './bytes.ts';
import { hash256 } from './digest.ts';
import { type TransactionFields, writeOutput } from './transaction.ts';

/** SIGHASH_ALL | SIGHASH_FORKID: signs every input and output, in the BIP-143 manner. */
export const sighashAllForkId = 0x41;

/** The three digests that all inputs of a transaction share, so that signing n inputs stays linear. */
export interface SharedDigests {
  readonly previousOutputs: Buffer;
  readonly sequences: Buffer;
  readonly outputs: Buffer;
}

export function sharedDigests(transaction: TransactionFields): SharedDigests {
  const previousOutputs = new ByteWriter(transaction.inputs.length * 36);
  const sequences = new ByteWriter(transaction.inputs.length * 4);
  const outputs = new ByteWriter(transaction.outputs.length * 34);
  for (const input of transaction.inputs) {
    previousOutputs.hash(input.txid).uint32(input.vout);
    sequences.uint32(input.sequence);
  }
  for (const output of transaction.outputs) writeOutput(outputs, output);
  return {
    previousOutputs: hash256(previousOutputs.finish()),
    sequences: hash256(sequences.finish()),
    outputs: hash256(outputs.finish()),
  };
}

/** What the key signs for one input spending `source`: double SHA-256 of the BIP-143 preimage, scope 0x41. */
export function signatureDigest(
  transaction: TransactionFields,
  inputIndex: number,
  source: TxOutput,
  shared: SharedDigests,
): Buffer {
  const input = at(transaction.inputs, inputIndex);
  const preimage = new ByteWriter(256)
    .uint32(transaction.version)
    .bytes(shared.previousOutputs)
    .bytes(shared.sequences)
    .hash(input.txid)
    .uint32(input.vout)
    .script(source.lockingScript)
    .uint64(source.satoshis)
    .uint32(input.sequence)
    .bytes(shared.outputs)
    .uint32(transaction.locktime)
    .uint32(sighashAllForkId);
  return hash256(preimage.finish());
}
