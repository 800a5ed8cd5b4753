import type { Driver, Operation } from './driver.ts';

/** A condition or a value that the server computes, as the bytes that it reads (MessagePack): one character a byte. */
export interface Expression {
  readonly bytes: string;
}

/** Numbers of the protocol. */
const code = {
  eq: 1,
  ne: 2,
  gt: 3,
  ge: 4,
  lt: 5,
  le: 6,
  cmpRegex: 7,
  and: 16,
  or: 17,
  not: 18,
  sub: 21,
  sinceUpdate: 67,
  setName: 70,
  key: 80,
  bin: 81,
  binType: 82,
  quote: 126,
  call: 127,
} as const;
const type = { none: 0, auto: 0, int: 2, string: 3, list: 4, map: 5 } as const;
/** Reads of maps, among the calls. */
const map = { module: 0, size: 96, getByKeyList: 107 } as const;

const byte = (value: number): string => String.fromCharCode(value & 255);
const big = (value: number, bytes: number): string => {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64BE(BigInt(value));
  return buffer.toString('latin1', 8 - bytes);
};

function integer(value: number): string {
  if (value >= 0) {
    if (value < 2 ** 7) return byte(value);
    if (value < 2 ** 8) return `\xcc${byte(value)}`;
    if (value < 2 ** 16) return `\xcd${big(value, 2)}`;
    return value < 2 ** 32 ? `\xce${big(value, 4)}` : `\xcf${big(value, 8)}`;
  }
  if (value >= -(2 ** 5)) return byte(value);
  if (value >= -(2 ** 7)) return `\xd0${byte(value)}`;
  if (value >= -(2 ** 15)) return `\xd1${big(value, 2)}`;
  return value >= -(2 ** 31) ? `\xd2${big(value, 4)}` : `\xd3${big(value, 8)}`;
}

/** Text as it is, without the mark of a value. */
function raw(bytes: string): string {
  const { length } = bytes;
  if (length < 2 ** 5) return byte(0xa0 | length) + bytes;
  if (length < 2 ** 8) return `\xd9${byte(length)}${bytes}`;
  return length < 2 ** 16 ? `\xda${big(length, 2)}${bytes}` : `\xdb${big(length, 4)}${bytes}`;
}
const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
const text = (value: string): string => raw(byte(type.string) + utf8(value));

function array(parts: readonly string[]): string {
  const { length } = parts;
  const head =
    length < 2 ** 4
      ? byte(0x90 | length)
      : length < 2 ** 16
        ? `\xdc${big(length, 2)}`
        : `\xdd${big(length, 4)}`;
  return head + parts.join('');
}

const of = (number: number, ...parts: readonly string[]): Expression => ({
  bytes: array([integer(number), ...parts]),
});
const combined =
  (number: number) =>
  (...all: readonly Expression[]): Expression =>
    of(number, ...all.map(({ bytes }) => bytes));
const two =
  (number: number) =>
  (a: Expression, b: Expression): Expression =>
    of(number, a.bytes, b.bytes);
/** The names of bins are few. */
function ofBin(make: (bin: string) => Expression): (bin: string) => Expression {
  const made = new Map<string, Expression>();
  return (bin) => {
    const known = made.get(bin);
    if (known !== undefined) return known;
    const fresh = make(bin);
    made.set(bin, fresh);
    return fresh;
  };
}
const binOf = (kind: number): ((bin: string) => Expression) =>
  ofBin((bin) => of(code.bin, integer(kind), raw(utf8(bin))));
const read = (result: number, call: readonly string[], of_: Expression): Expression =>
  of(code.call, integer(result), integer(map.module), array(call), of_.bytes);

/**
 * Expressions, named as in the official client, and byte for byte what it makes of its own: those are trees, which its
 * addon converts at several times the cost of the command.
 */
export const exp = {
  int: (value: number): Expression => ({ bytes: integer(value) }),
  str: (value: string): Expression => ({ bytes: text(value) }),
  list: (all: readonly (string | number)[]): Expression =>
    of(code.quote, array(all.map((one) => (typeof one === 'number' ? integer(one) : text(one))))),
  binInt: binOf(type.int),
  binStr: binOf(type.string),
  binMap: binOf(type.map),
  binExists: ofBin((bin) => of(code.ne, of(code.binType, raw(utf8(bin))).bytes, integer(type.none))),
  setName: (): Expression => of(code.setName),
  keyStr: (): Expression => of(code.key, integer(type.string)),
  sinceUpdate: (): Expression => of(code.sinceUpdate),
  cmpRegex: (flags: number, pattern: string, of_: Expression): Expression =>
    of(code.cmpRegex, integer(flags), raw(utf8(pattern)), of_.bytes),
  eq: two(code.eq),
  gt: two(code.gt),
  ge: two(code.ge),
  lt: two(code.lt),
  le: two(code.le),
  sub: two(code.sub),
  and: combined(code.and),
  or: combined(code.or),
  not: (one: Expression): Expression => of(code.not, one.bytes),
  maps: {
    size: (bin: Expression): Expression => read(type.int, [integer(map.size)], bin),
    getByKeyList: (bin: Expression, keys: Expression, returnType: number): Expression =>
      read(type.int, [integer(map.getByKeyList), integer(returnType), keys.bytes], bin),
  },
};

/** As the client takes it in place of a tree. */
export function base64Of({ bytes }: Expression): string {
  return Buffer.from(bytes, 'latin1').toString('base64');
}

const sizes = new Map<string, string>();

/** Where it cannot be told, nothing is read. */
const noFail = 16;

/** Reads how many of these keys a map has, under the name `count`. */
export function countOf(
  { exp: { operations }, maps }: Driver,
  bin: string,
  keys: readonly number[],
): Operation {
  const count = exp.maps.getByKeyList(exp.binMap(bin), exp.list(keys), maps.returnType.COUNT);
  return operations.read('count', base64Of(count), noFail);
}

/** Reads how many entries a map has, under the name `size`. */
export function sizeOf({ exp: { operations } }: Driver, bin: string): Operation {
  const size = sizes.get(bin) ?? base64Of(exp.maps.size(exp.binMap(bin)));
  sizes.set(bin, size);
  return operations.read('size', size, 0);
}
