import { ByteReader, ByteWriter, bytesFromHex, hexOf, MalformedBytes } from './bytes.ts';

const opFalse = 0x00;
const opReturn = 0x6a;
const opPushdata1 = 0x4c;
const opPushdata2 = 0x4d;
const opPushdata4 = 0x4e;
const op1negate = 0x4f;
const op1 = 0x51;
const op16 = 0x60;

/** `OP_FALSE OP_RETURN <pushes>` as hex: an output that only carries data. Holds no satoshis. */
export function dataScript(pushes: readonly Uint8Array[]): string {
  const writer = new ByteWriter().uint8(opFalse).uint8(opReturn);
  for (const push of pushes) writePush(writer, push);
  return hexOf(writer.finish());
}

/** A push of the bytes with the shortest length prefix. */
export function writePush(writer: ByteWriter, bytes: Uint8Array): void {
  const { length } = bytes;
  if (length < opPushdata1) writer.uint8(length);
  else if (length <= 0xff) writer.uint8(opPushdata1).uint8(length);
  else if (length <= 0xffff)
    writer
      .uint8(opPushdata2)
      .uint8(length & 0xff)
      .uint8(length >>> 8);
  else writer.uint8(opPushdata4).uint32(length);
  writer.bytes(bytes);
}

/** True for `OP_FALSE OP_RETURN …`, and for the older `OP_RETURN …`: outputs that carry data, not money. */
export function isDataScript(lockingScript: string): boolean {
  return lockingScript.startsWith('006a') || lockingScript.startsWith('6a');
}

/** The pushes of a data script; undefined if it is not one or holds anything but pushes. */
export function dataPushes(lockingScript: string): Uint8Array[] | undefined {
  const bytes = isDataScript(lockingScript) ? bytesFromHex(lockingScript) : undefined;
  if (bytes === undefined) return undefined;
  const reader = new ByteReader(bytes.subarray(bytes[0] === opFalse ? 2 : 1));
  const pushes: Uint8Array[] = [];
  try {
    while (reader.remaining > 0) pushes.push(readPush(reader));
    return pushes;
  } catch (error) {
    if (error instanceof MalformedBytes) return undefined;
    throw error;
  }
}

function readPush(reader: ByteReader): Uint8Array {
  const op = reader.uint8();
  if (op < opPushdata1) return reader.take(op);
  if (op === opPushdata1) return reader.take(reader.uint8());
  if (op === opPushdata2) return reader.take(reader.uint8() | (reader.uint8() << 8));
  if (op === opPushdata4) return reader.take(reader.uint32());
  if (op === op1negate) return Uint8Array.of(0x81);
  if (op >= op1 && op <= op16) return Uint8Array.of(op - op1 + 1);
  throw new MalformedBytes('not a push');
}
