import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StorageUnavailable } from '@asg/storage';
import { aWorker, IdSource } from '@asg/storage/contract';
import { type FaultPlan, faultyStorage, retryingStorage } from '@asg/storage/faults';
import { openSqliteStorage } from './index.ts';

const calm: FaultPlan = { seed: 7, refused: 0, lostAnswer: 0, delayed: 0 };

describe('the fault injector', () => {
  test('a refused call changes nothing', async () => {
    await using inner = await openSqliteStorage({ path: ':memory:' });
    const { storage, counts } = faultyStorage(inner, { ...calm, refused: 1 });
    const request = aWorker(new IdSource());
    await assert.rejects(storage.workers.register(request), StorageUnavailable);
    assert.equal(await inner.workers.get(request.worker.workerId), null);
    const count = { calls: 1, refused: 1, lostAnswers: 0, delayed: 0 };
    assert.deepEqual(counts.get('workers.register'), count);
  });

  test('a lost answer leaves the change made', async () => {
    await using inner = await openSqliteStorage({ path: ':memory:' });
    const { storage } = faultyStorage(inner, { ...calm, lostAnswer: 1 });
    const request = aWorker(new IdSource());
    await assert.rejects(storage.workers.register(request), StorageUnavailable);
    assert.deepEqual(await inner.workers.get(request.worker.workerId), request.worker);
  });

  test('the same seed and calls get the same faults', async () => {
    await using inner = await openSqliteStorage({ path: ':memory:' });
    const run = async (seed: number): Promise<string> => {
      const { storage } = faultyStorage(inner, { seed, refused: 0.3, lostAnswer: 0.3, delayed: 0.5 });
      const pings = await Promise.allSettled(Array.from({ length: 50 }, () => storage.ping()));
      return pings.map((ping) => (ping.status === 'fulfilled' ? '.' : 'x')).join('');
    };
    assert.equal(await run(1), await run(1));
    assert.notEqual(await run(1), await run(2));
  });

  test('a caller who sends the same again gets through; a bug is not sent again', async () => {
    await using inner = await openSqliteStorage({ path: ':memory:' });
    const { storage, counts } = faultyStorage(inner, {
      seed: 3,
      refused: 0.4,
      lostAnswer: 0.3,
      delayed: 0.1,
    });
    const ids = new IdSource();
    const patient = retryingStorage(storage);
    for (let i = 0; i < 20; i++) assert.equal(await patient.workers.register(aWorker(ids)), 'registered');
    assert.ok(counts.get('workers.register')!.calls > 20);
    const unknown = { settlementId: 'none', to: 'seen', nowMs: 0, note: null } as const;
    await assert.rejects(patient.settlement.advance(unknown), /no settlement/);
  });
});
