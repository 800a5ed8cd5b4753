import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  assignmentBytes,
  assignmentOf,
  historyPlaceBytes,
  historyPlaceOf,
  unsealedAssignment,
} from './assignment.ts';
import { crockford } from './crockford.ts';
import { isId } from './ids.ts';
import { encodeUlid, ulidTimeMs } from './ulid.ts';

const randomness = fc.uint8Array({ minLength: 16, maxLength: 16 });
const times = fc.integer({ min: 0, max: 2 ** 48 - 1 });

test('ids sort by time and carry it', () => {
  fc.assert(
    fc.property(times, times, randomness, randomness, (a, b, randomnessA, randomnessB) => {
      const [first, second] = [encodeUlid(a, randomnessA), encodeUlid(b, randomnessB)];
      assert.equal(ulidTimeMs(first), a);
      if (a !== b) assert.equal(first < second, a < b);
    }),
  );
});

const nonces = fc.string({ unit: fc.constantFrom(...crockford.split('')), minLength: 6, maxLength: 6 });
const taskIds = fc.tuple(times, randomness).map(([timeMs, digits]) => `tsk_${encodeUlid(timeMs, digits)}`);

test('what is sealed into an assignment id, and into a place in a history, is got back whole', () => {
  fc.assert(
    fc.property(taskIds, nonces, times, (taskId, nonce, atMs) => {
      assert.ok(isId('task', taskId) && !isId('worker', taskId));
      assert.deepEqual(assignmentOf(assignmentBytes({ taskId, nonce })), { taskId, nonce });
      assert.deepEqual(historyPlaceOf(historyPlaceBytes({ taskId, atMs })), { taskId, atMs });
    }),
  );
});

test('an assignment id from before they were sealed is its worker’s own, and nothing else reads as one', () => {
  const workerId = `wrk_${encodeUlid(5, new Uint8Array(16).fill(7))}`;
  fc.assert(
    fc.property(taskIds, nonces, (taskId, nonce) => {
      const old = `asn_${taskId.slice(4)}${workerId.slice(-6)}${nonce}`;
      assert.deepEqual(unsealedAssignment(workerId, old), { taskId, nonce });
      assert.equal(unsealedAssignment(`${workerId.slice(0, -1)}8`, old), null);
    }),
  );
  const bad = [
    '',
    'asn_',
    'tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    `asn_${'8'.repeat(38)}`,
    `asn_${'0'.repeat(39)}`,
  ];
  for (const text of bad) assert.equal(unsealedAssignment(workerId, text), null, text);
});
