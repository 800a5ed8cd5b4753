import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failedLook, type ItemLook, isLookedAt, isUnshowable, wishedLook } from './item-look.ts';

const task = { taskId: 'tsk_1', customerId: 'cust_1', jobId: null, labels: [] } as const;
const minuteMs = 60_000;

/** What is known after looks that failed at these minutes. */
const after = (minutes: readonly number[], isCounted = true): ItemLook | null =>
  minutes.reduce<ItemLook | null>(
    (found, minute) =>
      failedLook(found, { task, reason: 'its host answered 404', isCounted, atMs: minute * minuteMs }),
    null,
  );
const ends = (minutes: readonly number[], isCounted?: boolean): boolean => {
  const look = after(minutes, isCounted);
  return look !== null && isUnshowable(look);
};

test('a task is given up after three failed looks over at least ten minutes, not sooner', () => {
  assert.equal(ends([1]), false);
  assert.equal(ends([1, 11]), false, 'two');
  assert.equal(ends([1, 2, 3, 4]), false, 'within three minutes');
  assert.equal(ends([1, 5, 10.9]), false);
  assert.equal(ends([1, 5, 11]), true);
});

test('the looks that are planned meet the rule at the third', () => {
  let look = after([1]);
  for (let n = 2; n <= 3; n++) {
    assert.ok(look !== null && look.dueAtMs !== null && !isUnshowable(look));
    look = failedLook(look, { task, reason: 'again', isCounted: true, atMs: look.dueAtMs });
  }
  assert.ok(look !== null && isUnshowable(look));
});

test('what may be the own network counts for nothing, and is looked at again soon', () => {
  assert.equal(ends([1, 5, 11, 20], false), false);
  const look = after([1], false);
  assert.deepEqual(
    [look?.failures, look?.failingSinceMs, look?.reason, look?.dueAtMs],
    [0, null, 'its host answered 404', 2 * minuteMs],
  );
});

test('a label says that somebody saw it: failures count anew from then on', () => {
  const labels = [{ workerId: 'wrk_1', option: 0, atMs: 4 * minuteMs }];
  const seen = failedLook(after([1, 3]), {
    task: { ...task, labels },
    reason: 'gone',
    isCounted: true,
    atMs: 12 * minuteMs,
  });
  assert.deepEqual([seen.failures, isUnshowable(seen)], [1, false]);
});

test('a wish brings a look forward, but no sooner than a while after the last', () => {
  assert.equal(wishedLook(null, task, 5).dueAtMs, 5);
  const failed = after([1]);
  assert.equal(wishedLook(failed, task, minuteMs + 1).dueAtMs, minuteMs + 30_000);
  assert.equal(wishedLook(failed, task, 2 * minuteMs).dueAtMs, 2 * minuteMs);
  const ended = failed === null ? null : { ...failed, isEnded: true, dueAtMs: null };
  assert.equal(wishedLook(ended, task, 9 * minuteMs).dueAtMs, null);
});

test('what stands for an item in documents, and what is at hand, is not looked at', () => {
  const none = [
    'https://example.com/image.jpg',
    'https://www.example.org/a',
    'https://replay.example/q1',
    'https://a.invalid/',
    `asset://${'0'.repeat(64)}`,
    'data:text/plain;base64,aGk=',
  ];
  for (const url of none) assert.equal(isLookedAt(url), false, url);
  for (const url of ['https://notexample.com/a', 'https://example.com.evil.net/a', 'http://127.0.0.1:1/a'])
    assert.equal(isLookedAt(url), true, url);
});
