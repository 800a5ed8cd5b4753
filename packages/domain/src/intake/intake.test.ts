import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BoundKey, batchMeant, knownTasks, openedBefore, openedNow, type WantedTask } from './intake.ts';

const nothing = (): null => null;
const task = (n: number, key: string | null, bodyHash = 'same'): WantedTask => ({
  taskId: `tsk_${n}`,
  createdAtMs: n,
  idempotency: key === null ? null : { key, bodyHash },
});

test('a key stands for one task, however often and in how many requests it is sent', () => {
  const keys = fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { maxLength: 12 });
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 5 }), (requests) => {
      const bound = new Map<string, BoundKey>();
      let n = 0;
      for (const request of requests) {
        const wanted = request.map((key) => task(n++, key));
        const known = knownTasks(wanted, (key) => bound.get(key) ?? null);
        assert.ok(known.kind === 'known');
        for (const [index, { taskId, idempotency }] of wanted.entries()) {
          if (idempotency === null) assert.equal(known.taskIds[index], undefined);
          else if (known.taskIds[index] === undefined) {
            assert.ok(!bound.has(idempotency.key));
            bound.set(idempotency.key, { id: taskId, bodyHash: 'same' });
          } else assert.equal(known.taskIds[index], bound.get(idempotency.key)?.id);
        }
      }
    }),
  );
});

test('a key that was first sent with something else is a conflict, in the same request too', () => {
  const conflict = { kind: 'idempotency_conflict', index: 1 };
  assert.deepEqual(knownTasks([task(1, 'a'), task(2, 'a', 'other')], nothing), conflict);
  const bound = (): BoundKey => ({ id: 'tsk_0', bodyHash: 'same' });
  assert.deepEqual(knownTasks([task(1, null), task(2, 'a', 'other')], bound), conflict);
});

test('a request with the key of a batch is for that batch', () => {
  const batch = { batchId: 'bat_2', idempotency: { key: 'k', bodyHash: 'same' } };
  assert.deepEqual(batchMeant(batch, null), { kind: 'batch', batchId: 'bat_2' });
  assert.deepEqual(batchMeant(batch, { id: 'bat_1', bodyHash: 'same' }), { kind: 'batch', batchId: 'bat_1' });
  const other = { id: 'bat_1', bodyHash: 'other' };
  assert.deepEqual(batchMeant(batch, other), { kind: 'idempotency_conflict', index: null });
  assert.deepEqual(batchMeant({ ...batch, idempotency: null }, other), { kind: 'batch', batchId: 'bat_2' });
});

test('the answer says which tasks another request made', () => {
  const wanted = [task(1, 'a'), task(2, null)];
  const now = openedNow(wanted, ['tsk_0'], null, () => 0);
  assert.deepEqual(now.tasks, [
    { taskId: 'tsk_0', createdAtMs: 0, repeated: true },
    { taskId: 'tsk_2', createdAtMs: 2, repeated: false },
  ]);
  const stored = { batchId: 'bat_1', taskIds: ['tsk_1', 'tsk_9'] };
  const repeats = (ownBatchId: string) => {
    const before = openedBefore(wanted, ownBatchId, stored, () => 0);
    return [before.batchRepeated, ...before.tasks.map(({ repeated }) => repeated)];
  };
  assert.deepEqual(repeats('bat_1'), [false, false, true]);
  assert.deepEqual(repeats('bat_2'), [true, true, true]);
});
