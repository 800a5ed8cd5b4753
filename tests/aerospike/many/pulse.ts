import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Stage } from '@asg/storage/contract';
import { freshName, openStore } from '../stores.ts';

/** More than the time between two looks. */
const lookedMs = 3_000;

test('a process hears at once of what it wrote, and soon of what others wrote, but not of what nobody has work from', async () => {
  const name = freshName();
  await using one = await openStore(name);
  await using other = await openStore(name);
  let [own, told] = [0, 0];
  one.onWritten(() => own++);
  const heard = Promise.withResolvers<void>();
  other.onWritten(() => {
    told++;
    heard.resolve();
  });
  const term = { name: 'sweep', holder: 'a', nowMs: 1, holdMs: 10_000, note: null };
  await one.leadership.hold(term);
  await one.standings.put({ accountId: 'a', figures: { trust: 1 } });
  await sleep(lookedMs);
  assert.deepEqual([own, told], [0, 0]);
  await new Stage({ storage: one, lossy: false }).customer();
  assert.ok(own > 0);
  await heard.promise;
  assert.equal(told, 1);
  const before = own;
  await sleep(lookedMs);
  assert.equal(own, before, 'who wrote does not hear of it again');
});
