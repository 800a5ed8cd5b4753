import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Receipt } from '@asg/domain';
import fc from 'fast-check';
import { type VerificationStep, verificationSteps, verifyReceipt } from './index.ts';

const folder = new URL('../../../contract/vectors/receipts/', import.meta.url);
const stored = (name: string): Receipt =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')).receipt;
const mined = stored('ok-mined');
const seen = stored('ok-seen');
const outcome = (json: unknown) => {
  const { failed, steps } = verifyReceipt(json);
  return { failed, detail: steps.find(({ step }) => step === failed)?.detail };
};

test('a report has every step in order, and says what even a sound receipt leaves open', () => {
  const report = verifyReceipt(mined);
  assert.deepEqual(
    report.steps.map(({ step }) => step),
    Object.keys(verificationSteps),
  );
  assert.deepEqual([report.ok, report.mined, report.warnings], [true, true, ['local chain: not real money']]);
  const unmined = verifyReceipt(seen);
  assert.deepEqual([unmined.ok, unmined.mined, unmined.warnings.length], [true, false, 2]);
  assert.match(unmined.warnings[1]!, /^not mined: nothing in this file shows that the network took/);
  const skipped = unmined.steps.filter(({ ok }) => ok === null).map(({ step }) => step);
  assert.deepEqual(skipped, ['content', 'proof', 'header', 'proof_of_work']);
});

test('the steps after the one that failed are not reached', () => {
  const { steps } = verifyReceipt({ ...mined, leaf_hash: mined.root });
  assert.deepEqual(
    steps.map(({ ok }) => ok),
    [true, false, null, null, null, null, null, null, null],
  );
  assert.ok(steps.slice(2).every(({ detail }) => detail === 'not reached'));
});

test('a refusal of the form names the field and the rule', () => {
  const refusals: readonly (readonly [unknown, string])[] = [
    [[], 'it is not a JSON object'],
    [{}, 'version must be 1 or 2: a newer receipt needs a newer verifier'],
    [{ ...mined, txid: undefined }, 'txid must be 32 bytes of lower-case hex'],
    [{ ...mined, leaf: { ...mined.leaf, salt: 7 } }, 'leaf.salt must be 16 bytes of lower-case hex'],
    [{ ...mined, path: [{ ...mined.path[0], hash: '' }] }, 'path.0.hash must be 32 bytes of lower-case hex'],
    [{ ...mined, note: 'x' }, 'note is not a field of a receipt'],
    [{ ...seen, bump: mined.bump }, 'bump must not be there while status is "seen"'],
  ];
  for (const [json, detail] of refusals) assert.deepEqual(outcome(json), { failed: 'format', detail });
  const polluted = JSON.parse(JSON.stringify(mined).replace('{', '{"__proto__":{"version":1},'));
  assert.equal(outcome(polluted).detail, '__proto__ is not a field of a receipt');
});

type Place = readonly (string | number)[];

/** Every text in the receipt that is hex, by its place. */
function hexPlaces(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value === 'string') return /^[0-9a-f]{32,}$/.test(value) ? [place] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => hexPlaces(inner, [...place, key]));
}

function changedAt(receipt: Receipt, place: Place, change: (text: string) => unknown): unknown {
  const copy = structuredClone(receipt) as unknown as Record<string, unknown>;
  let holder = copy;
  for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  holder[place.at(-1)!] = change(holder[place.at(-1)!] as string);
  return copy;
}

for (const [name, receipt] of Object.entries({ mined, seen, large: stored('ok-1000-leaves') })) {
  test(`no receipt survives the change of a single digit of its hex (${name})`, () => {
    const places = hexPlaces(receipt);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.nat(), fc.integer({ min: 1, max: 15 }), (place, n, xor) => {
        const tampered = changedAt(receipt, place, (text) => {
          const at = n % text.length;
          return text.slice(0, at) + (Number.parseInt(text[at]!, 16) ^ xor).toString(16) + text.slice(at + 1);
        });
        const { ok } = verifyReceipt(tampered);
        // A parent's id in the BEEF of one that is not mined is a hint: the id of the transaction covers the real one.
        const { tx } = tampered as Receipt;
        const isHint = receipt.status === 'seen' && tx.slice(80) === receipt.tx.slice(80);
        assert.ok(!ok || (isHint && tx !== receipt.tx), place.join('.'));
      }),
      { numRuns: 2_000 },
    );
  });
}

test('whatever is put in the place of a field, nothing throws and nothing passes', () => {
  const places: readonly Place[] = [
    ...Object.keys(mined)
      .filter((key) => key !== 'tree_size')
      .map((key) => [key]),
    ...Object.keys(mined.leaf).map((key) => ['leaf', key]),
    ['path', 0],
    ['path', 0, 'side'],
    ['path', 0, 'hash'],
  ];
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
      const tampered = changedAt(mined, place, () => value);
      const { ok } = verifyReceipt(tampered);
      assert.ok(!ok || valueAt(mined, place) === value, `${place.join('.')}: ${JSON.stringify(value)}`);
    }),
    { numRuns: 2_000 },
  );
  fc.assert(fc.property(fc.anything(), (anything) => assert.equal(outcome(anything).failed, 'format')));
});

const valueAt = (receipt: Receipt, place: Place): unknown =>
  place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], receipt);

test('the size of the tree is a claim: one that gives the leaf the same path passes, any other does not', () => {
  // Leaf 2 of 7 is also on the way of leaf 2 of 5, 6 and 8: the root alone does not tell them apart (RFC 6962).
  const passing = Array.from({ length: 40 }, (_, n) => n).filter(
    (tree_size) => verifyReceipt({ ...mined, tree_size }).ok,
  );
  assert.deepEqual(passing, [5, 6, 7, 8]);
});

test('a hostile file costs no more than its size: false counts, deep nesting, long lists', () => {
  const hostile: readonly (readonly [VerificationStep, unknown])[] = [
    ['format', JSON.parse('['.repeat(5_000) + ']'.repeat(5_000))],
    ['format', { ...mined, leaf: JSON.parse(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`) }],
    ['format', { ...mined, path: Array.from({ length: 1_000_000 }, () => mined.path[0]) }],
    ['format', { ...mined, tx: 'ab'.repeat(9_000_000) }],
    ['transaction', { ...mined, tx: '0200beef' }],
    ['transaction', { ...mined, tx: '0200beefffffffffffffffffff' }],
    ['transaction', { ...mined, tx: `0200beef00fe00ffffff${'02'.repeat(1_000_000)}` }],
    ['transaction', { ...seen, tx: `0200beef000100${'01000000feffffffff'}${'00'.repeat(1_000_000)}` }],
    ['proof', { ...mined, bump: `01ff${'00'.repeat(500_000)}` }],
    ['path', { ...mined, leaf_index: 0, tree_size: 2 ** 32 }],
    ['format', `[1${'0'.repeat(1_000_000)}1]`],
    ['format', `[0.${'0'.repeat(1_000_000)}1]`],
    ['format', `{"${'\\\\'.repeat(1_000_000)}":1}`],
  ];
  for (const [step, json] of hostile) assert.equal(outcome(json).failed, step);
});
