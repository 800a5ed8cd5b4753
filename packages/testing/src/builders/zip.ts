import { crc32, deflateRawSync } from 'node:zlib';

/** A file of a zip, and what is unusual about it. */
export interface ZipTestFile {
  readonly content: Buffer | string;
  /** Packed by deflate. */
  readonly isPacked?: boolean;
  readonly isEncrypted?: boolean;
  readonly isLink?: boolean;
  /** In place of its name in UTF-8. */
  readonly nameBytes?: Buffer;
  /** The method that is named. */
  readonly method?: number;
  /** What is said of its size. */
  readonly bytes?: number;
  /** What is said of its checksum. */
  readonly crc?: number;
}

const utf8Flag = 0x800;
const most = 0xffffffff;

/** A zip of files as they are. `isLarge`: as those of more than 4 GiB (zip64). */
export function zipOf(
  files: Readonly<Record<string, Buffer | string | ZipTestFile>>,
  { isLarge = false } = {},
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, given] of Object.entries(files)) {
    const file: ZipTestFile =
      typeof given === 'string' || Buffer.isBuffer(given) ? { content: given } : given;
    const content = Buffer.from(file.content);
    const packed = file.isPacked === true ? deflateRawSync(content) : content;
    // What is encrypted begins with twelve bytes of its own.
    const body = file.isEncrypted === true ? Buffer.concat([Buffer.alloc(12), packed]) : packed;
    const path = file.nameBytes ?? Buffer.from(name);
    const bytes = file.bytes ?? content.length;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(isLarge ? 45 : 20, 0);
    common.writeUInt16LE(utf8Flag | (file.isEncrypted === true ? 1 : 0), 2);
    common.writeUInt16LE(file.method ?? (file.isPacked === true ? 8 : 0), 4);
    common.writeUInt32LE(file.crc ?? crc32(content), 10);
    common.writeUInt32LE(isLarge ? most : body.length, 14);
    common.writeUInt32LE(isLarge ? most : bytes, 18);
    common.writeUInt16LE(path.length, 22);
    const sizes = isLarge ? extra(bytes, body.length) : Buffer.alloc(0);
    const place = isLarge ? extra(bytes, body.length, offset) : Buffer.alloc(0);
    const local = Buffer.from(common);
    local.writeUInt16LE(sizes.length, 24);
    bodies.push(Buffer.from('PK\x03\x04', 'latin1'), local, path, sizes, body);
    const listed = Buffer.from(common);
    listed.writeUInt16LE(place.length, 24);
    const rest = Buffer.alloc(14);
    if (file.isLink === true) rest.writeUInt32LE(0o120777 * 65_536, 6);
    rest.writeUInt32LE(isLarge ? most : offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), listed, rest, path, place);
    offset += 4 + local.length + path.length + sizes.length + body.length;
  }
  const entries = Buffer.concat(directory);
  const count = Object.keys(files).length;
  return Buffer.concat([...bodies, entries, endOf(count, entries.length, offset, isLarge)]);
}

/** The field of zip64 with these numbers. */
function extra(...numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * numbers.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * numbers.length, 2);
  for (const [i, number] of numbers.entries()) field.writeBigUInt64LE(BigInt(number), 4 + 8 * i);
  return field;
}

function endOf(count: number, bytes: number, offset: number, isLarge: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  for (const at of [8, 10]) end.writeUInt16LE(isLarge ? 0xffff : count, at);
  end.writeUInt32LE(isLarge ? most : bytes, 12);
  end.writeUInt32LE(isLarge ? most : offset, 16);
  if (!isLarge) return end;
  const large = Buffer.alloc(76);
  large.write('PK\x06\x06', 'latin1');
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  for (const at of [24, 32]) large.writeBigUInt64LE(BigInt(count), at);
  large.writeBigUInt64LE(BigInt(bytes), 40);
  large.writeBigUInt64LE(BigInt(offset), 48);
  large.write('PK\x06\x07', 56, 'latin1');
  large.writeBigUInt64LE(BigInt(offset + bytes), 64);
  large.writeUInt32LE(1, 72);
  return Buffer.concat([large, end]);
}
