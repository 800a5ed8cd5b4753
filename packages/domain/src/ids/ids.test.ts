import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assignmentId, isId, parseAssignmentId } from './ids.ts';
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

test('an assignment id gives its task, worker and claim back, and nothing else parses as one', () => {
  fc.assert(
    fc.property(times, randomness, randomness, (timeMs, taskRandomness, workerRandomness) => {
      const taskId = `tsk_${encodeUlid(timeMs, taskRandomness)}`;
      const workerId = `wrk_${encodeUlid(timeMs, workerRandomness)}`;
      assert.ok(isId('task', taskId) && !isId('worker', taskId));
      const parts = parseAssignmentId(assignmentId(taskId, workerId, '0ABCDE'));
      assert.deepEqual(parts, { taskId, workerTag: workerId.slice(-6), nonce: '0ABCDE' });
    }),
  );
  for (const text of [
    '',
    'asn_',
    'tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    `asn_${'8'.repeat(38)}`,
    `asn_${'0'.repeat(39)}`,
  ]) {
    assert.equal(parseAssignmentId(text), null, text);
  }
});
