import { Buffer } from 'node:buffer';

/** Thrown by `ByteReader` when the bytes do not follow the format; parsers turn it into a refusal. */
export class MalformedBytes extends Error {
  override readonly name = 'MalformedBytes';
}

/** The bytes of a hex string (either case), or undefined unless every character is part of a whole byte. */
export function bytesFromHex(hex: string): Buffer | undefined {
  if (hex.length % 2 !== 0) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  return bytes.length === hex.length / 2 ? bytes : undefined;
}

/** The bytes of hex that this program made itself. Throws a RangeError for anything else. */
export function trustedHex(hex: string): Buffer {
  const bytes = bytesFromHex(hex);
  if (bytes === undefined) throw new RangeError('not a hex string');
  return bytes;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

/** Ids and block hashes are shown byte-reversed: 32 bytes as they are stored -> hex as people read it. */
export function displayHash(bytes: Uint8Array): string {
  return Buffer.from(bytes).reverse().toString('hex');
}

/** The opposite of `displayHash`. Throws a RangeError unless given 64 hex digits. */
export function storedHash(display: string): Buffer {
  const bytes = trustedHex(display);
  if (bytes.length !== 32) throw new RangeError('not a 32-byte hash');
  return bytes.reverse();
}

/** True for 64 lower-case hex digits: the one spelling of a transaction id or block hash accepted here. */
export function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Reads little-endian fields strictly; every method throws `MalformedBytes` when the bytes run out. */
export class ByteReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.#bytes.length - this.#position;
  }

  take(length: number): Buffer {
    if (length > this.remaining) throw new MalformedBytes('the bytes end too early');
    this.#position += length;
    return this.#bytes.subarray(this.#position - length, this.#position);
  }

  uint8(): number {
    return this.take(1).readUInt8(0);
  }

  uint32(): number {
    return this.take(4).readUInt32LE(0);
  }

  uint64(): bigint {
    return this.take(8).readBigUInt64LE(0);
  }

  hash(): string {
    return displayHash(this.take(32));
  }

  /** A Bitcoin variable-length integer in its shortest form; longer spellings of the same number are refused. */
  varint(): number {
    const first = this.uint8();
    if (first < 0xfd) return first;
    if (first === 0xfd) return this.#shortest(this.take(2).readUInt16LE(0), 0xfd);
    if (first === 0xfe) return this.#shortest(this.uint32(), 0x1_0000);
    const wide = this.uint64();
    if (wide > BigInt(Number.MAX_SAFE_INTEGER)) throw new MalformedBytes('a length is absurd');
    return this.#shortest(Number(wide), 0x1_0000_0000);
  }

  /** A count of items that need at least `itemBytesMin` bytes each, so that a lie cannot make us allocate. */
  count(itemBytesMin: number): number {
    const count = this.varint();
    if (count * itemBytesMin > this.remaining)
      throw new MalformedBytes('a count exceeds the bytes that follow');
    return count;
  }

  end(): void {
    if (this.remaining !== 0) throw new MalformedBytes('bytes follow the end');
  }

  #shortest(value: number, valueMin: number): number {
    if (value < valueMin) throw new MalformedBytes('a variable-length integer is not in its shortest form');
    return value;
  }
}

/** Writes little-endian fields into one growing buffer. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(capacityBytes = 256) {
    this.#bytes = Buffer.allocUnsafe(capacityBytes);
  }

  uint8(value: number): this {
    this.#length = this.#room(1).writeUInt8(value, this.#length);
    return this;
  }

  uint32(value: number): this {
    this.#length = this.#room(4).writeUInt32LE(value, this.#length);
    return this;
  }

  /** A non-negative safe integer in eight bytes. */
  uint64(value: number): this {
    const low = value % 0x1_0000_0000;
    return this.uint32(low).uint32((value - low) / 0x1_0000_0000);
  }

  varint(value: number): this {
    if (value < 0xfd) return this.uint8(value);
    if (value <= 0xffff)
      return this.uint8(0xfd)
        .uint8(value & 0xff)
        .uint8(value >>> 8);
    if (value <= 0xffff_ffff) return this.uint8(0xfe).uint32(value);
    return this.uint8(0xff).uint64(value);
  }

  bytes(bytes: Uint8Array): this {
    this.#room(bytes.length).set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }

  /** Hex made by this program; its length is not checked again. */
  hex(hex: string): this {
    this.#length += this.#room(hex.length / 2).write(hex, this.#length, 'hex');
    return this;
  }

  /** The bytes of hex, after their length. */
  script(hex: string): this {
    return this.varint(hex.length / 2).hex(hex);
  }

  /** 64 hex digits as people read them, stored byte-reversed. */
  hash(display: string): this {
    return this.bytes(storedHash(display));
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(length: number): Buffer {
    if (this.#length + length > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#length + length));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    return this.#bytes;
  }
}

/** How many bytes a variable-length integer takes. */
export function varintSize(value: number): number {
  if (value < 0xfd) return 1;
  if (value <= 0xffff) return 3;
  return value <= 0xffff_ffff ? 5 : 9;
}
