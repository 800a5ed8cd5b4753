import { present } from '@asg/values/present';
import { Malformed } from './bytes.ts';

/** Far more than a receipt needs. */
const depthMax = 16;
const numberForm = /-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/y;
const byteOrderMark = '\ufeff';

/**
 * Parses the text of a file as I-JSON (RFC 7493), where `JSON.parse` alone would choose silently: no name twice in an object,
 * however it is escaped, no number that is not whole and exact (a receipt has no others). Throws `Malformed`.
 */
export function parseStrictJson(file: string | Uint8Array): unknown {
  const read = typeof file === 'string' ? file : utf8(file);
  // Some editors write one; it says nothing, and RFC 8259 lets it be passed over.
  const text = read.startsWith(byteOrderMark) ? read.slice(1) : read;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed('it is not JSON');
  }
  checkTokens(text);
  return value;
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Malformed('it is not UTF-8');
  }
}

/** `text` is JSON, so that a token's first character determines its kind. */
function checkTokens(text: string): void {
  /** The names of each object that is open, null for a list. */
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (let at = 0; at < text.length; ) {
    const first = text.charAt(at);
    if (first === '{' || first === '[') {
      if (open.push(first === '{' ? new Set() : null) > depthMax)
        throw new Malformed(`it is nested more than ${depthMax} deep`);
      isName = first === '{';
    } else if (first === '}' || first === ']') open.pop();
    else if (first === ',') isName = open.at(-1) instanceof Set;
    else if (first === '"') {
      const end = endOfText(text, at);
      if (isName) addName(open.at(-1)!, text.slice(at, end));
      isName = false;
      at = end;
      continue;
    } else if (first === '-' || (first >= '0' && first <= '9')) {
      numberForm.lastIndex = at;
      const [number, whole, fraction, exponent] = present(numberForm.exec(text), 'a number');
      if (!isExactWhole(number, `${whole}${fraction ?? ''}`, fraction?.length ?? 0, Number(exponent ?? 0)))
        throw new Malformed(`${number.slice(0, 30)} is not a whole number of at most 2^53 - 1`);
      at += number.length;
      continue;
    }
    at++;
  }
}

/** Behind the quote that closes the text which begins at `start`. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; ; at++) {
    at = text.indexOf('"', at);
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
}

function addName(names: Set<string>, quoted: string): void {
  const name = JSON.parse(quoted) as string;
  if (names.has(name)) throw new Malformed(`${name.slice(0, 50)} is there twice`);
  names.add(name);
}

/** 3, 3.0 and 3e0 are the same number; 3.00000000000000000001 is none that a double could hold. */
function isExactWhole(number: string, digits: string, places: number, exponent: number): boolean {
  // A loop, since a pattern for zeros at the end would look at each run of zeros as often as it is long.
  let zeros = 0;
  while (zeros < digits.length && digits[digits.length - 1 - zeros] === '0') zeros++;
  const isZero = zeros === digits.length;
  return isZero || (exponent - places + zeros >= 0 && Number.isSafeInteger(Number(number)));
}
