import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LateRecords } from './late-records.ts';

function stage(max = 10) {
  const records = new Map<string, string>();
  const late = new LateRecords({ keptMs: 1_000, max });
  let loads = 0;
  const read = (key: string, nowMs: number) =>
    late.read(key, nowMs, async () => {
      loads++;
      return records.get(key) ?? null;
    });
  return { records, late, read, loads: () => loads };
}

test('what others wrote shows after a second at the latest, and nothing is read before', async () => {
  const { records, read, loads } = stage();
  records.set('a', 'open');
  assert.equal(await read('a', 5_000), 'open');
  records.delete('a');
  assert.equal(await read('a', 5_999), 'open');
  assert.equal(loads(), 1);
  assert.equal(await read('a', 6_000), null);
});

test('what this process wrote shows at once, also to whoever read it while it was written', async () => {
  const { records, late, read } = stage();
  records.set('a', 'open');
  await read('a', 0);
  await late.whileWriting(['a'], async () => {
    assert.equal(await read('a', 1), 'open');
    records.delete('a');
  });
  assert.equal(await read('a', 2), null);
  const slow = Promise.withResolvers<void>();
  records.set('a', 'open');
  const under = late.read('b', 3, async () => {
    await slow.promise;
    return 'as it was';
  });
  await late.whileWriting(['b'], async () => records.set('b', 'new'));
  slow.resolve();
  assert.equal(await under, 'as it was');
  assert.equal(await read('b', 4), 'new');
});

test('a write that failed leaves nothing behind that it may have changed', async () => {
  const { records, late, read } = stage();
  records.set('a', 'open');
  await read('a', 0);
  const failed = late.whileWriting(['a'], async () => {
    records.delete('a');
    throw new Error('the answer was lost');
  });
  await assert.rejects(failed);
  assert.equal(await read('a', 1), null);
});

test('no more is kept than may be: the oldest goes', async () => {
  const { read, loads } = stage(2);
  for (const key of ['a', 'b', 'c']) await read(key, 0);
  await read('c', 1);
  await read('b', 1);
  assert.equal(loads(), 3);
  await read('a', 1);
  assert.equal(loads(), 4);
});
