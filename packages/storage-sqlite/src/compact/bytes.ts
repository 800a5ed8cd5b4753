const startBytes = 4_096;
/** A larger buffer is given back once its content is taken. */
const keptBytesMax = 1_048_576;
/** Bits of a byte of a number that are the number's; the eighth says that more follow. */
const more = 128;

/** Writes numbers and texts one after the other, into one buffer that is used again. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(startBytes);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): void {
    this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  /** A whole number from 0 on, seven bits to the byte, the lowest first. Throws `RangeError` at any other. */
  number(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`no number from 0 on: ${value}`);
    this.#room(8);
    let rest = value;
    while (rest >= more) {
      this.#bytes[this.#length++] = (rest % more) + more;
      rest = Math.floor(rest / more);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** A whole number, small ones on both sides of 0 in few bytes. */
  difference(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  float(value: number): void {
    this.#room(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  text(value: string): void {
    // Mostly it has a byte for each character: then its length comes before it at the first try.
    const before = this.#length;
    this.number(value.length);
    this.#room(3 * value.length);
    const length = this.#bytes.write(value, this.#length);
    if (length === value.length) {
      this.#length += length;
      return;
    }
    this.#length = before;
    this.number(length);
    this.#room(length);
    this.#length += this.#bytes.write(value, this.#length);
  }

  /** Lower-case hex of an even length that the reader knows. */
  hex(value: string): void {
    this.#room(value.length / 2);
    this.#length += this.#bytes.write(value, this.#length, 'hex');
  }

  /** Bytes whose number comes before them. */
  bytes(value: Uint8Array): void {
    this.number(value.length);
    this.#room(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** What was written since the last time. */
  take(): Uint8Array {
    const taken = new Uint8Array(this.#bytes.subarray(0, this.#length));
    this.#end();
    return taken;
  }

  /** The same as text that JSON takes as it is. */
  takeText(): string {
    const taken = this.#bytes.toString('base64', 0, this.#length);
    this.#end();
    return taken;
  }

  #end(): void {
    this.#length = 0;
    if (this.#bytes.length > keptBytesMax) this.#bytes = Buffer.allocUnsafe(startBytes);
  }

  /** Forgets what was written since the last time. */
  drop(): void {
    this.#length = 0;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#length + bytes));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const lowerHex = /^[0-9a-f]*$/;

export const isHex = (text: string, length: number): boolean => text.length === length && lowerHex.test(text);

/** Reads what `ByteWriter` wrote. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  /** The same, made where there is text. */
  #buffer: Buffer | null = null;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  byte(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new RangeError('fewer bytes than were written');
    return byte;
  }

  number(): number {
    let byte = this.byte();
    let value = byte % more;
    for (let scale = more; byte >= more; scale *= more) {
      byte = this.byte();
      value += (byte % more) * scale;
    }
    return value;
  }

  difference(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : (value + 1) / -2;
  }

  float(): number {
    const value = this.#text.readDoubleBE(this.#at);
    this.#at += 8;
    return value;
  }

  text(): string {
    const length = this.number();
    this.#at += length;
    return this.#text.toString('utf8', this.#at - length, this.#at);
  }

  /** As many as the number before them says. They are those of the reader. */
  bytes(): Uint8Array {
    const length = this.number();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** `length` digits. */
  hex(length: number): string {
    this.#at += length / 2;
    return this.#text.toString('hex', this.#at - length / 2, this.#at);
  }

  get #text(): Buffer {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    this.#buffer ??= Buffer.from(buffer, byteOffset, byteLength);
    return this.#buffer;
  }
}
