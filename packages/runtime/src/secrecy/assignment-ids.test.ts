import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ManualClock } from '../clock.ts';
import { IdMint } from '../ids.ts';
import { seededRandom } from '../random.ts';
import { AssignmentIds } from './assignment-ids.ts';

const [oldKey, newKey] = ['ab'.repeat(32), 'cd'.repeat(32)];
const mint = new IdMint(new ManualClock(Date.UTC(2026, 3, 9)), seededRandom('assignment ids'));
const [workerId, otherId] = [mint.next('worker'), mint.next('worker')];
const fresh = (...keys: readonly string[]) => new AssignmentIds(() => keys);
const extents = [
  null,
  { width: 1, height: 99_999_999 },
  { width: 80, height: 60 },
  { length: 0 },
  { length: 9 },
];
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'.split('');
const claim = () => ({ taskId: mint.next('task'), nonce: mint.nonce() });

test('each process gives the same claim the same id, and opens what another sealed', () => {
  for (let i = 0; i < 50; i++) {
    const parts = claim();
    const id = fresh(newKey).seal(workerId, parts);
    assert.match(id, /^asn_[A-Za-z0-9_-]{48}$/);
    assert.equal(fresh(newKey, oldKey).seal(workerId, parts), id);
    assert.deepEqual(fresh(oldKey, newKey).open(workerId, id), parts, 'under any of the keys');
    assert.notEqual(fresh(newKey).seal(workerId, { ...parts, nonce: mint.nonce() }), id);
    assert.notEqual(fresh(newKey).seal(otherId, parts), id);
  }
});

test('an id of another worker, of another installation, cut or changed in one place, is none', () => {
  const ids = fresh(newKey);
  const parts = claim();
  const id = ids.seal(workerId, parts);
  assert.deepEqual(ids.open(workerId, id), parts);
  assert.equal(ids.open(otherId, id), null);
  assert.equal(fresh(oldKey).open(workerId, id), null);
  for (const bad of [id.slice(0, -1), `${id}A`, id.slice(4), '', 'asn_', parts.taskId])
    assert.equal(ids.open(workerId, bad), null, bad);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: id.length - 1 }), fc.constantFrom(...digits), (place, digit) => {
      fc.pre(id[place] !== digit);
      assert.equal(ids.open(workerId, id.slice(0, place) + digit + id.slice(place + 1)), null);
    }),
  );
});

test('the token of a look is its worker’s, of that claim alone, and the same at each process', () => {
  for (const extent of extents) {
    const parts = claim();
    const token = fresh(newKey).lookToken(workerId, parts, extent);
    assert.match(token, extent === null ? /^[A-Za-z0-9_-]{22}$/ : /^[A-Za-z0-9_-]{32}$/);
    assert.equal(fresh(newKey, oldKey).lookToken(workerId, parts, extent), token);
    const ids = fresh(oldKey, newKey);
    assert.deepEqual(ids.openLook(workerId, parts, token), { extent }, 'under any of the keys');
    assert.equal(fresh(oldKey).openLook(workerId, parts, token), null);
    assert.equal(ids.openLook(otherId, parts, token), null);
    assert.equal(ids.openLook(workerId, { ...parts, nonce: mint.nonce() }, token), null, 'an earlier claim');
    assert.equal(ids.openLook(workerId, { ...parts, taskId: mint.next('task') }, token), null);
    const sealed = ids.seal(workerId, parts);
    for (const bad of [
      token.slice(1),
      `${token}A`,
      '',
      sealed,
      sealed.slice(4, 26),
      'x'.repeat(token.length),
    ])
      assert.equal(ids.openLook(workerId, parts, bad), null, bad);
  }
});

test('how large the item is cannot be put into a token, taken out or changed', () => {
  const ids = fresh(newKey);
  const parts = claim();
  const [bare, small, large] = [null, { width: 80, height: 60 }, { width: 8_000, height: 6_000 }].map(
    (extent) => Buffer.from(ids.lookToken(workerId, parts, extent), 'base64url'),
  );
  assert.ok(bare !== undefined && small !== undefined && large !== undefined);
  for (const made of [
    Buffer.concat([small.subarray(0, 16), large.subarray(16)]),
    Buffer.concat([bare, large.subarray(16)]),
    small.subarray(0, 16),
  ])
    assert.equal(ids.openLook(workerId, parts, made.toString('base64url')), null);
  const token = small.toString('base64url');
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...digits), (place, digit) => {
      fc.pre(token[place] !== digit);
      assert.equal(
        ids.openLook(workerId, parts, token.slice(0, place) + digit + token.slice(place + 1)),
        null,
      );
    }),
  );
});

test('the token of an item of practice is of that item alone', () => {
  const ids = fresh(newKey);
  const [goldId, other] = [mint.next('gold'), mint.next('gold')];
  for (const extent of extents) {
    const token = ids.lookToken(workerId, { goldId }, extent);
    assert.deepEqual(ids.openLook(workerId, { goldId }, token), { extent });
    assert.equal(ids.openLook(workerId, { goldId: other }, token), null);
    assert.equal(ids.openLook(otherId, { goldId }, token), null);
  }
});

test('nothing of the task or the claim is in an id, whichever way it is read', () => {
  const parts = claim();
  const id = fresh(newKey).seal(workerId, parts);
  const bytes = Buffer.from(id.slice(4), 'base64url').toString('latin1');
  const ulid = parts.taskId.slice(4);
  for (const part of [ulid, ulid.slice(0, 10), ulid.slice(10), parts.nonce])
    assert.ok(!id.includes(part) && !bytes.includes(part), part);
  // A neighbour made in the same millisecond has nothing in common with it either.
  const neighbour = fresh(newKey).seal(workerId, { ...claim(), nonce: parts.nonce });
  const same = id.split('').filter((digit, place) => digit === neighbour[place]).length;
  assert.ok(same < 20, `${same} places are the same`);
});

test('an id from before they were sealed is still its worker’s', () => {
  const { taskId, nonce } = claim();
  const old = `asn_${taskId.slice(4)}${workerId.slice(-6)}${nonce}`;
  assert.deepEqual(fresh(newKey).open(workerId, old), { taskId, nonce });
  assert.equal(fresh(newKey).open(`${workerId.slice(0, -6)}ZZZZZZ`, old), null);
});

test('a place in a history is the worker’s own, and is no assignment id', () => {
  const place = { atMs: Date.UTC(2026, 4, 1) + 123, taskId: mint.next('task') };
  const cursor = fresh(newKey).sealPlace(workerId, place);
  assert.deepEqual(fresh(oldKey, newKey).openPlace(workerId, cursor), place);
  assert.equal(fresh(newKey).openPlace(otherId, cursor), null);
  assert.equal(fresh(newKey).openPlace(workerId, cursor.slice(1)), null);
  assert.equal(fresh(newKey).open(workerId, `asn_${cursor}`), null);
});

test('keys are asked for when they are first needed, and once', () => {
  let asked = 0;
  const ids = new AssignmentIds(() => {
    asked++;
    return [newKey];
  });
  assert.equal(asked, 0);
  ids.open(workerId, ids.seal(workerId, claim()));
  ids.seal(workerId, claim());
  assert.equal(asked, 1);
});
