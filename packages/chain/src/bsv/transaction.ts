import { type Sats, sats, type TxOutput } from '@asg/domain';
import { ByteReader, ByteWriter, bytesFromHex, displayHash, hexOf, MalformedBytes } from './bytes.ts';
import { hash256 } from './digest.ts';

/** All coins there will ever be, in satoshis. */
export const moneyMaxSats = 2_100_000_000_000_000;
/** After the version, these six bytes say that a transaction is in extended format (BRC-30). */
const extendedMarker = '0000000000ef';
const inputBytesMin = 41;
const outputBytesMin = 9;

export interface TransactionInput {
  readonly txid: string;
  readonly vout: number;
  /** Unlocking script, hex. */
  readonly unlockingScript: string;
  readonly sequence: number;
}

/** An input that carries the output it spends, as in the extended format. */
export interface ExtendedInput extends TransactionInput {
  readonly source: TxOutput;
}

export interface ParsedTransaction<Input extends TransactionInput = TransactionInput> {
  readonly txid: string;
  readonly version: number;
  readonly inputs: readonly Input[];
  readonly outputs: readonly TxOutput[];
  readonly locktime: number;
  /** Bytes of the raw serialisation, which fees are counted on. */
  readonly size: number;
}

export type ExtendedTransaction = ParsedTransaction<ExtendedInput>;

export interface ParseRefusal {
  readonly ok: false;
  /** `amount`: well formed, but an output holds more than all coins there are. */
  readonly kind: 'malformed' | 'amount';
  readonly reason: string;
}

type RawResult = { readonly ok: true; readonly format: 'raw'; readonly transaction: ParsedTransaction };
type ExtendedResult = {
  readonly ok: true;
  readonly format: 'extended';
  readonly transaction: ExtendedTransaction;
};

/** What a transaction is made of before it has an id. */
export interface TransactionFields<Input extends TransactionInput = TransactionInput> {
  readonly version: number;
  readonly inputs: readonly Input[];
  readonly outputs: readonly TxOutput[];
  readonly locktime: number;
}

class AmountTooLarge extends MalformedBytes {}

/** Parses hex in either format, strictly: shortest lengths, counts that fit, nothing after the end. */
export function parseTransaction(hex: string): RawResult | ExtendedResult | ParseRefusal {
  const bytes = bytesFromHex(hex);
  if (bytes === undefined) return { ok: false, kind: 'malformed', reason: 'not hex' };
  return readable(() => (isExtended(bytes) ? readExtended(bytes) : readRaw(bytes)));
}

/** Parses raw hex only. */
export function parseRawTransaction(hex: string): RawResult | ParseRefusal {
  const parsed = parseTransaction(hex);
  if (!parsed.ok || parsed.format === 'raw') return parsed;
  return { ok: false, kind: 'malformed', reason: 'in extended format, where raw was expected' };
}

/** Whether these are the raw bytes (hex) of the transaction with this id. */
export function isRawOf(hex: string, txid: string): boolean {
  const parsed = parseRawTransaction(hex);
  return parsed.ok && parsed.transaction.txid === txid;
}

/** Parses extended hex (BRC-30) only. */
export function parseExtendedTransaction(hex: string): ExtendedResult | ParseRefusal {
  const parsed = parseTransaction(hex);
  if (!parsed.ok || parsed.format === 'extended') return parsed;
  return { ok: false, kind: 'malformed', reason: 'not in extended format' };
}

export function serialiseRaw(transaction: TransactionFields): Buffer {
  const writer = new ByteWriter(sizeHint(transaction)).uint32(transaction.version);
  writer.varint(transaction.inputs.length);
  for (const input of transaction.inputs) writeInput(writer, input);
  writeOutputs(writer, transaction.outputs);
  return writer.uint32(transaction.locktime).finish();
}

/** Extended format (BRC-30): satoshis and script of the spent output follow each input. */
export function serialiseExtended(transaction: TransactionFields<ExtendedInput>): Buffer {
  const writer = new ByteWriter(sizeHint(transaction)).uint32(transaction.version).hex(extendedMarker);
  writer.varint(transaction.inputs.length);
  for (const input of transaction.inputs) {
    writeInput(writer, input);
    writeOutput(writer, input.source);
  }
  writeOutputs(writer, transaction.outputs);
  return writer.uint32(transaction.locktime).finish();
}

/** The id: double SHA-256 of the raw bytes, shown byte-reversed. */
export function transactionId(raw: Uint8Array): string {
  return displayHash(hash256(raw));
}

/** Satoshis then script with its length, as in a transaction; also part of signature digests. */
export function writeOutput(writer: ByteWriter, output: TxOutput): void {
  writer.uint64(output.satoshis).script(output.lockingScript);
}

function writeOutputs(writer: ByteWriter, outputs: readonly TxOutput[]): void {
  writer.varint(outputs.length);
  for (const output of outputs) writeOutput(writer, output);
}

function writeInput(writer: ByteWriter, input: TransactionInput): void {
  writer.hash(input.txid).uint32(input.vout).script(input.unlockingScript).uint32(input.sequence);
}

function isExtended(bytes: Uint8Array): boolean {
  return hexOf(bytes.subarray(4, 10)) === extendedMarker;
}

function readRaw(bytes: Uint8Array): RawResult {
  const reader = new ByteReader(bytes);
  const transaction = readTransaction(reader);
  reader.end();
  return { ok: true, format: 'raw', transaction };
}

/** Reads a raw transaction from where the reader stands. Throws `MalformedBytes`. */
export function readTransaction(reader: ByteReader): ParsedTransaction {
  const version = reader.uint32();
  const inputs = times(reader.count(inputBytesMin), () => readInput(reader));
  const fields = { version, inputs, outputs: readOutputs(reader), locktime: reader.uint32() };
  const raw = serialiseRaw(fields);
  return { ...fields, txid: transactionId(raw), size: raw.length };
}

function readExtended(bytes: Uint8Array): ExtendedResult {
  const reader = new ByteReader(bytes);
  const version = reader.uint32();
  reader.take(extendedMarker.length / 2);
  const inputs = times(reader.count(inputBytesMin + outputBytesMin), () => ({
    ...readInput(reader),
    source: readOutput(reader),
  }));
  const outputs = readOutputs(reader);
  const fields = { version, inputs, outputs, locktime: reader.uint32() };
  reader.end();
  const raw = serialiseRaw(fields);
  return {
    ok: true,
    format: 'extended',
    transaction: { ...fields, txid: transactionId(raw), size: raw.length },
  };
}

function readInput(reader: ByteReader): TransactionInput {
  const txid = reader.hash();
  const vout = reader.uint32();
  const unlockingScript = readScript(reader);
  return { txid, vout, unlockingScript, sequence: reader.uint32() };
}

function readOutputs(reader: ByteReader): TxOutput[] {
  return times(reader.count(outputBytesMin), () => readOutput(reader));
}

function readOutput(reader: ByteReader): TxOutput {
  const satoshis = readSats(reader);
  return { satoshis, lockingScript: readScript(reader) };
}

function readSats(reader: ByteReader): Sats {
  const amount = reader.uint32() + reader.uint32() * 0x1_0000_0000;
  if (amount > moneyMaxSats) throw new AmountTooLarge('an amount exceeds all coins there are');
  return sats(amount);
}

function readScript(reader: ByteReader): string {
  return hexOf(reader.take(reader.count(1)));
}

function times<Item>(count: number, read: () => Item): Item[] {
  const items: Item[] = [];
  for (let index = 0; index < count; index++) items.push(read());
  return items;
}

function readable<Result>(read: () => Result): Result | ParseRefusal {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    return {
      ok: false,
      kind: error instanceof AmountTooLarge ? 'amount' : 'malformed',
      reason: error.message,
    };
  }
}

function sizeHint(transaction: TransactionFields): number {
  return 64 + transaction.inputs.length * 200 + transaction.outputs.length * 40;
}
