import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Excess, type JsonBounds, JsonScan } from './json-scan.ts';

const depthMax = 12;
const bounds = (max: { items?: number; members?: number; values?: number; depth?: number }): JsonBounds => ({
  depthMax: max.depth ?? depthMax,
  itemsMax: Array<number>(depthMax + 1).fill(max.items ?? 1e6),
  membersMax: Array<number>(depthMax + 1).fill(max.members ?? 1e6),
  freeDepth: 2,
  valuesMax: max.values ?? 1e6,
});

/** Scans the text in pieces of so many bytes. */
function scanned(text: string, pieceBytes: number, within: JsonBounds): Excess | null {
  const bytes = Buffer.from(text);
  const scan = new JsonScan(within);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const excess = scan.push(bytes.subarray(at, at + pieceBytes));
    if (excess !== null) return excess;
  }
  return null;
}

/** The path in words. */
function pathOf(text: string, { path }: Excess): readonly (number | string)[] {
  const bytes = Buffer.from(text);
  return path.map((step) =>
    typeof step === 'number'
      ? step
      : (JSON.parse(`"${bytes.toString('utf8', step.start, step.end)}"`) as string),
  );
}

interface Sizes {
  readonly items: number;
  readonly members: number;
  readonly depth: number;
}

/** The largest of each in a value: what the scan counts, counted on what was parsed. */
function sizesOf(value: unknown): Sizes {
  if (typeof value !== 'object' || value === null) return { items: 0, members: 0, depth: 0 };
  const inside = Object.values(value);
  const own = Array.isArray(value)
    ? { items: inside.length, members: 0 }
    : { items: 0, members: inside.length };
  const sizes = inside.map(sizesOf);
  return {
    items: Math.max(own.items, ...sizes.map((one) => one.items)),
    members: Math.max(own.members, ...sizes.map((one) => one.members)),
    depth: 1 + Math.max(0, ...sizes.map((one) => one.depth)),
  };
}

const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 6, noUnicodeString: false }),
  fc.jsonValue({ maxDepth: 3, stringUnit: fc.constantFrom('"', '\\', '{', '[', ',', ':', ']', 'é', 'x') }),
);
const anyPiece = fc.integer({ min: 1, max: 40 });
const anySpace = fc.constantFrom(0, 1);

test('a text is within the bounds exactly where what it holds is, in whatever pieces it arrives', () => {
  fc.assert(
    fc.property(anyJson, anyPiece, anySpace, (value, piece, space) => {
      const text = JSON.stringify(value, null, space);
      const { items, members, depth } = sizesOf(JSON.parse(text));
      const exact = bounds({ items: Math.max(1, items), members: Math.max(1, members), depth });
      assert.equal(scanned(text, piece, exact), null);
      if (items > 1) assert.equal(scanned(text, piece, bounds({ items: items - 1 }))?.kind, 'items');
      if (members > 1) assert.equal(scanned(text, piece, bounds({ members: members - 1 }))?.kind, 'members');
      if (depth > 0) assert.equal(scanned(text, piece, bounds({ depth: depth - 1 }))?.kind, 'depth');
    }),
    { numRuns: 300 },
  );
});

test('the place where a bound is broken is given by names and indexes', () => {
  const text = '{"a":1,"tasks":[{"x":[]},{"quote \\" here":{"b":[1,2,3,4]}}]}';
  for (let piece = 1; piece < text.length; piece++) {
    const excess = scanned(text, piece, bounds({ items: 3 }))!;
    assert.deepEqual([excess.kind, excess.max], ['items', 3]);
    assert.deepEqual(pathOf(text, excess), ['tasks', 1, 'quote " here', 'b']);
    const deep = scanned(text, piece, bounds({ depth: 4 }))!;
    assert.deepEqual([deep.kind, pathOf(text, deep)], ['depth', ['tasks', 1, 'quote " here', 'b']]);
  }
});

test('the values of a free container are counted together, each container separately', () => {
  const free = '[[1,2],{"a":[]},"x"]';
  const text = `{"one":${free},"two":${free},"three":${free}}`;
  assert.equal(scanned(text, 7, bounds({ values: 9 })), null);
  const excess = scanned(text, 7, bounds({ values: 5 }))!;
  assert.deepEqual([excess.kind, pathOf(text, excess)], ['values', ['one']]);
});

test('a refusal comes with the first item too many, whatever follows', () => {
  const endless = `{"tasks":[${'{},'.repeat(1001)}`;
  const scan = new JsonScan(bounds({ items: 1_000 }));
  assert.equal(scan.push(Buffer.from(endless))?.kind, 'items');
  assert.equal(scanned('['.repeat(100), 3, bounds({}))?.kind, 'depth');
  assert.equal(scanned(']]]}}},,,,', 3, bounds({ items: 1 })), null);
});

test('texts full of backslashes, escaped quotes or neither are looked through once', () => {
  const lots = 4_000_000;
  for (const piece of ['\\\\', '\\n', '\\"', 'x']) {
    const text = `["${piece.repeat(lots / piece.length)}",[1,2,3]]`;
    // In a single piece, where looking again at what was seen would take minutes.
    assert.equal(scanned(text, text.length, bounds({ items: 2 }))?.kind, 'items');
  }
});
