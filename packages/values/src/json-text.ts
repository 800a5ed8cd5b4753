import { isRecord } from './json.ts';

declare global {
  // What the language has and its types have not yet; older browsers lack it.
  interface JSON {
    parse(
      text: string,
      revive: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
    isRawJSON?(value: unknown): boolean;
  }
}

/** Numbers in metadata are the customer's own, and come back to the digit. */
const exactField = 'metadata';
/** The end of a name; within a string now and then too, so that there are never fewer than names. */
const nameEnds = /"[ \t\n\r]*:/g;
/** Numbers that a double may write in another way, and now and then digits within a string. */
const doubtfulNumbers = /[:,[][ \t\n\r]*(-?\d+(?:[.eE]|\d{15})[\d.eE+-]*|-0)/g;
const nameLengthShown = 50;

/** What a JSON text says; or the end of a sentence on what is wrong with it. */
export type JsonOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

/**
 * Parses JSON where `JSON.parse` alone would choose silently: a name twice in an object is refused, and so are those that touch
 * prototypes. `metadata`: the text is one's own. Numbers in metadata that a double would change are kept as they are written: `JSON.stringify` gives them back to the digit.
 */
export function parseJson(text: string, what: 'whole' | 'metadata' = 'whole'): JsonOutcome {
  const json = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    const value: unknown = JSON.parse(json);
    const names = countNames(value);
    if (names === null)
      return wrong('it has a key that is not allowed (__proto__, or constructor.prototype)');
    const twice = countOf(nameEnds, json) === names ? null : nameGivenTwice(json);
    if (twice !== null) return wrong(`it has the key ${JSON.stringify(twice)} twice in one object`);
    if (hasExactNumbers(json)) return { ok: true, value };
    const exact = parseExactly(json);
    if (what === 'metadata') return { ok: true, value: exact };
    takeMetadata(value, exact);
    return { ok: true, value };
  } catch (error) {
    if (error instanceof RangeError) return wrong('it is nested too deeply');
    return wrong(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Parses JSON, with every number that a double would write in another way kept as it is written, for `JSON.stringify` alone.
 * Throws a `SyntaxError`, and a `RangeError` where it is nested thousands deep.
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source
      ? written(source, value)
      : value,
  );
}

const written = (source: string, value: number): unknown => {
  const keep: unknown = Reflect.get(JSON, 'rawJSON');
  return typeof keep === 'function' ? Reflect.apply(keep, JSON, [source]) : value;
};

/** Whether it is a number of `parseExactly` that is kept as it is written. */
export const isWrittenNumber = (value: unknown): boolean => JSON.isRawJSON?.(value) === true;

/** The JSON of a value with its keys in order and without nulls, which mean absent: the order of fields does not matter. */
export const orderedJson = (value: unknown): string => JSON.stringify(ordered(value));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null || isWrittenNumber(value)) return value;
  const entries = Object.entries(value).filter(([, field]) => field !== null && field !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, ordered(field)]);
}

/** Whether a name in it touches prototypes, as `parseJson` refuses it. */
export const namesPrototype = (value: unknown): boolean => countNames(value) === null;

/** All names of all objects; null: one of them touches prototypes. Nesting is bounded by nothing here, so no recursion. */
function countNames(value: unknown): number | null {
  let names = 0;
  const open = [value];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (Array.isArray(one)) {
      for (const item of one) if (typeof item === 'object' && item !== null) open.push(item);
    } else if (isRecord(one)) {
      for (const name in one) {
        names++;
        const member = one[name];
        if (name === '__proto__') return null;
        if (typeof member !== 'object' || member === null) continue;
        if (name === 'constructor' && Object.hasOwn(member, 'prototype')) return null;
        open.push(member);
      }
    }
  }
  return names;
}

function countOf(pattern: RegExp, text: string): number {
  pattern.lastIndex = 0;
  let count = 0;
  while (pattern.test(text)) count++;
  return count;
}

function hasExactNumbers(text: string): boolean {
  doubtfulNumbers.lastIndex = 0;
  for (let found = doubtfulNumbers.exec(text); found !== null; found = doubtfulNumbers.exec(text))
    if (String(Number(found[1])) !== found[1]) return false;
  return true;
}

/** Puts in the metadata as `exact` has it; both are of one text. */
function takeMetadata(value: unknown, exact: unknown): void {
  const open = [[value, exact] as const];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [plain, written] = pair;
    if (Array.isArray(plain) && Array.isArray(written)) {
      for (const [i, item] of plain.entries()) open.push([item, written[i]]);
    } else if (isRecord(plain) && isRecord(written)) {
      for (const name of Object.keys(plain)) {
        if (name === exactField) Object.assign(plain, { [exactField]: written[exactField] });
        else open.push([plain[name], written[name]]);
      }
    }
  }
}

/** The first name that an object of this text, which is JSON, has twice, however it is escaped. */
function nameGivenTwice(text: string): string | null {
  /** The names of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  const token = /"(?:[^"\\]|\\.)*"(?=([ \t\n\r]*:)?)|[{}[\]]/g;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [first, colon] = found;
    if (first === '{') open.push(new Set());
    else if (first === '[') open.push(null);
    else if (first === '}' || first === ']') open.pop();
    else if (colon !== undefined) {
      const name = String(JSON.parse(first));
      const names = open.at(-1);
      if (names?.has(name) === true) return name.slice(0, nameLengthShown);
      names?.add(name);
    }
  }
  return null;
}

function wrong(reason: string): JsonOutcome {
  return { ok: false, reason };
}
