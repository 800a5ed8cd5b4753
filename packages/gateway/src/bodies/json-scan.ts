/** How much a JSON text may hold, for each depth: index 1 is the outermost container. */
export interface JsonBounds {
  readonly depthMax: number;
  /** Of an array at that depth. */
  readonly itemsMax: readonly number[];
  /** Of an object at that depth, repeated names counted each time. */
  readonly membersMax: readonly number[];
  /** A container at this depth holds `valuesMax` values at most, those within others counted. */
  readonly freeDepth: number;
  readonly valuesMax: number;
}

/** The first bound that a text goes beyond. */
export interface Excess {
  readonly kind: 'items' | 'members' | 'values' | 'depth';
  readonly max: number;
  /** Where: names and indexes from the outside in. A name is a range of the text's bytes, without its quotes. */
  readonly path: readonly (number | { readonly start: number; readonly end: number })[];
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
/** Strings are looked through byte by byte for so long; then the end is searched for, which pays for longer ones. */
const shortString = 24;

/**
 * Looks at JSON as its bytes arrive, and counts what it holds, so that a text which `JSON.parse` would take seconds for is
 * refused before it is there. What is no JSON passes: the parser says what is wrong.
 */
export class JsonScan {
  readonly #bounds: JsonBounds;
  /** Commas of the open containers, by depth; so many as there are whole items before the one that is read. */
  readonly #counts: Int32Array;
  readonly #limits: Int32Array;
  /** Whether the open containers are arrays, by depth. */
  readonly #isArray: Uint8Array;
  /** The last name of the open objects, by depth. */
  readonly #nameStarts: Int32Array;
  readonly #nameEnds: Int32Array;
  #depth = 0;
  #inString = false;
  #isEscaped = false;
  /** Of all chunks before this one. */
  #bytes = 0;
  #stringStart = 0;
  #stringEnd = 0;
  /** The next ones in the chunk, from where they were last looked for, so that no byte is looked at twice; its length: none. */
  #backslashAt = -1;
  #quoteAt = -1;
  /** Since the last container that began at `freeDepth` or above it. */
  #values = 0;

  constructor(bounds: JsonBounds) {
    this.#bounds = bounds;
    const depths = bounds.depthMax + 1;
    this.#counts = new Int32Array(depths);
    this.#limits = new Int32Array(depths);
    this.#isArray = new Uint8Array(depths);
    this.#nameStarts = new Int32Array(depths);
    this.#nameEnds = new Int32Array(depths);
  }

  /** The next bytes. Null: no bound is broken so far. */
  push(chunk: Buffer): Excess | null {
    const { length } = chunk;
    const bytes = this.#bytes;
    this.#backslashAt = -1;
    this.#quoteAt = -1;
    // Most of the time goes into strings and commas: what they need is kept at hand.
    let i = this.#inString ? this.#skipString(chunk, 0) : 0;
    let count = this.#counts[this.#depth]!;
    let limit = this.#limits[this.#depth]!;
    let values = this.#values;
    const { freeDepth, valuesMax } = this.#bounds;
    while (i < length) {
      const byte = chunk[i++]!;
      if (byte === quote) {
        this.#stringStart = bytes + i;
        const near = Math.min(length, i + shortString);
        while (i < near && chunk[i] !== quote && chunk[i] !== backslash) i++;
        if (i < near && chunk[i] === quote) this.#stringEnd = bytes + i++;
        else {
          this.#inString = true;
          i = this.#skipString(chunk, i);
        }
      } else if (byte === comma) {
        if (++count < limit && ++values < valuesMax) continue;
        this.#counts[this.#depth] = count;
        if (this.#depth > 0) return this.#tooMany(count >= limit);
      } else if (byte === colon) {
        this.#nameStarts[this.#depth] = this.#stringStart;
        this.#nameEnds[this.#depth] = this.#stringEnd;
      } else if (byte === openBracket || byte === openBrace) {
        this.#counts[this.#depth] = count;
        if (!this.#open(byte === openBracket)) return this.#tooDeep();
        count = 0;
        limit = this.#limits[this.#depth]!;
        if (this.#depth <= freeDepth) values = 0;
        else if (++values >= valuesMax) return this.#tooMany(false);
      } else if ((byte === closeBracket || byte === closeBrace) && this.#depth > 0) {
        this.#depth--;
        count = this.#counts[this.#depth]!;
        limit = this.#limits[this.#depth]!;
      }
    }
    this.#counts[this.#depth] = count;
    this.#values = values;
    this.#bytes += length;
    return null;
  }

  #open(isArray: boolean): boolean {
    if (this.#depth === this.#bounds.depthMax) return false;
    const depth = ++this.#depth;
    this.#counts[depth] = 0;
    this.#isArray[depth] = isArray ? 1 : 0;
    this.#limits[depth] = (isArray ? this.#bounds.itemsMax : this.#bounds.membersMax)[depth]!;
    return true;
  }

  /** From within a string to behind its end, or to the end of the chunk. */
  #skipString(chunk: Buffer, from: number): number {
    const { length } = chunk;
    let i = from;
    if (this.#isEscaped && i < length) {
      this.#isEscaped = false;
      i++;
    }
    while (i < length) {
      if (this.#backslashAt < i) this.#backslashAt = placeOf(backslash, chunk, i);
      if (this.#quoteAt < i) this.#quoteAt = placeOf(quote, chunk, i);
      if (this.#quoteAt < this.#backslashAt) {
        this.#inString = false;
        this.#stringEnd = this.#bytes + this.#quoteAt;
        return this.#quoteAt + 1;
      }
      // Nothing of the string ends it before the backslash, or it goes on in the next chunk.
      i = this.#backslashAt + 2;
      if (i === length + 1) this.#isEscaped = true;
    }
    return length;
  }

  #tooMany(isInOne: boolean): Excess {
    if (!isInOne) {
      const { freeDepth, valuesMax } = this.#bounds;
      return { kind: 'values', max: valuesMax, path: this.#path(Math.min(freeDepth, this.#depth) - 1) };
    }
    const kind = this.#isArray[this.#depth] === 1 ? 'items' : 'members';
    return { kind, max: this.#limits[this.#depth]!, path: this.#path(this.#depth - 1) };
  }

  #tooDeep(): Excess {
    return { kind: 'depth', max: this.#bounds.depthMax, path: this.#path(this.#depth) };
  }

  #path(depth: number): Excess['path'] {
    return Array.from({ length: depth }, (_, i) =>
      this.#isArray[i + 1] === 1
        ? this.#counts[i + 1]!
        : { start: this.#nameStarts[i + 1]!, end: this.#nameEnds[i + 1]! },
    );
  }
}

/** The first such byte from `i` on; the chunk's length where there is none. */
function placeOf(byte: number, chunk: Buffer, i: number): number {
  const found = chunk.indexOf(byte, i);
  return found === -1 ? chunk.length : found;
}
