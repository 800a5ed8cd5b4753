import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { eventAbout, jobEventOf, lowBalanceEventOf, subjectOf } from '../events/event.ts';
import { isId } from '../ids/ids.ts';
import { sats } from '../money/sats.ts';
import { isUnread, type JobCounts, type JobRecord, jobDueAtMs, savingOf, waitsForTasks } from './job.ts';

const counts: JobCounts = { opened: 3, settled: 1, expired: 1, cancelled: 0, costSats: sats(0) };
const closed: JobCounts = { ...counts, cancelled: 1 };
const job: JobRecord = {
  jobId: 'job_1',
  customerId: 'cust_1',
  revision: 0,
  status: 'queued',
  manifestUrl: null,
  taskType: 'moderation',
  labelSpec: { question: '?', options: ['a', 'b'] },
  threshold: null,
  callbackUrl: null,
  credentials: null,
  delivery: null,
  cursor: { offset: 0, line: 0, tag: null, accepted: 0, repeated: 0, rejected: 0 },
  note: null,
  failures: 0,
  dueAtMs: 5,
  cancelledLine: 0,
  createdAtMs: 1,
  ingestedAtMs: null,
  endedAtMs: null,
  deliveredAtMs: null,
};
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();

test('of two changes of the same job one is stored, however often each is sent', () => {
  assert.equal(savingOf(null, job), 'new');
  assert.equal(savingOf(null, { ...job, revision: 1 }), 'stale');
  const mine = { ...job, revision: 1, note: 'mine' };
  const theirs = { ...job, revision: 1, note: 'theirs' };
  assert.equal(savingOf(job, mine), 'changed');
  assert.equal(savingOf(mine, mine), 'same');
  assert.equal(savingOf(mine, theirs), 'stale');
  assert.equal(savingOf(mine, job), 'stale');
});

test('a job that waits for its tasks alone is due once the last of them is closed', () => {
  const labeling = { status: 'labeling', dueAtMs: null } as const;
  assert.equal(waitsForTasks(labeling), true);
  assert.equal(jobDueAtMs(labeling, counts), null);
  assert.equal(jobDueAtMs(labeling, closed), 0);
  assert.equal(jobDueAtMs({ ...labeling, dueAtMs: 7 }, closed), 7);
  assert.equal(jobDueAtMs({ status: 'cancelled', dueAtMs: null }, closed), null);
  assert.deepEqual(
    (['queued', 'ingesting', 'labeling'] as const).map((status) => isUnread({ status })),
    [true, true, false],
  );
});

test('a job that is completed is one event, the same however often it is asked for', () => {
  assert.equal(jobEventOf(job, sha256), null);
  const completed = { ...job, status: 'completed', endedAtMs: 9, countsAtEnd: closed } as const;
  const event = jobEventOf(completed, sha256);
  assert.deepEqual(jobEventOf(completed, sha256), event);
  assert.ok(event !== null && isId('event', event.eventId));
  assert.deepEqual([event.jobId, event.taskId, event.atMs], ['job_1', null, 9]);
  assert.throws(() => jobEventOf({ ...completed, endedAtMs: null }, sha256));
});

test('an event is about a task, a job or a balance, as its type says', () => {
  const fields = { eventId: 'evt_1', customerId: 'cust_1', atMs: 1 };
  const ofJob = eventAbout(fields, 'job.completed', 'job_1');
  assert.deepEqual([ofJob.jobId, ofJob.taskId], ['job_1', null]);
  const ofTask = eventAbout(fields, 'task.expired', 'tsk_1');
  assert.deepEqual([ofTask.jobId, ofTask.taskId], [null, 'tsk_1']);
  const figures = { availableSats: 2_099_999_999_999_999, lowSats: 2_100_000_000_000_000 };
  const low = lowBalanceEventOf('cust_1', figures, { cause: 'tsk_1', atMs: 1 }, sha256);
  assert.ok(isId('event', low.eventId));
  assert.deepEqual(eventAbout({ ...fields, eventId: low.eventId }, low.type, subjectOf(low)), low);
  assert.deepEqual([subjectOf(ofJob), subjectOf(ofTask)], ['job_1', 'tsk_1']);
});
