import assert from 'node:assert/strict';
import { allClosed, type JobRecord, jobEventOf, jobTaskId, sats } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';
import { sha256 } from '../sha256.ts';
import { repeatedBlockLines, repeatedBlockOf } from './repeated-lines.ts';

const noCounts = { opened: 0, settled: 0, expired: 0, cancelled: 0, costSats: sats(0) };

async function aJob(stage: Stage, change: Partial<JobRecord> = {}): Promise<JobRecord> {
  const job: JobRecord = {
    jobId: stage.ids.next('job'),
    customerId: change.customerId ?? (await stage.customer()),
    revision: 0,
    status: 'queued',
    manifestUrl: 'https://example.com/manifest.jsonl',
    taskType: 'sentiment',
    labelSpec: { question: 'Mood?', options: ['good', 'bad'] },
    threshold: null,
    callbackUrl: null,
    credentials: null,
    delivery: null,
    cursor: { offset: 0, line: 0, tag: null, accepted: 0, repeated: 0, rejected: 0 },
    note: null,
    failures: 0,
    dueAtMs: stage.nowMs,
    cancelledLine: 0,
    createdAtMs: stage.nowMs,
    ingestedAtMs: null,
    endedAtMs: null,
    deliveredAtMs: null,
    ...change,
  };
  assert.equal(await stage.storage.jobs.save(job), 'saved');
  return job;
}

const next = (job: JobRecord, change: Partial<JobRecord>): JobRecord => ({
  ...job,
  ...change,
  revision: job.revision + 1,
});

/** Opens tasks of a job's first lines; their ids. */
async function openLines(stage: Stage, job: JobRecord, count: number): Promise<readonly string[]> {
  const { jobId, customerId } = job;
  const orders = Array.from({ length: count }, (_, i) =>
    stage.order(customerId, { taskId: jobTaskId(jobId, i + 1), jobId }),
  );
  const outcome = await stage.storage.tasks.open(stage.request(customerId, orders));
  assert.equal(outcome.kind, 'opened');
  await stage.settle();
  return orders.map((order) => order.taskId);
}

export const jobSuite: Suite = {
  'a job is stored as it is, and nobody’s is not found': async (stage) => {
    const { storage } = stage;
    const job = await aJob(stage);
    assert.deepEqual(await storage.jobs.get(job.jobId), { job, counts: noCounts });
    assert.equal(await storage.jobs.get(stage.ids.next('job')), null);
    assert.deepEqual(await storage.jobs.rejectedLines(job.jobId, { limit: 10, after: 0 }), []);
  },

  'of two changes of a job one is made; the same change again is the same': async (stage) => {
    const { storage } = stage;
    const job = await aJob(stage);
    const [mine, other] = [next(job, { note: 'mine' }), next(job, { note: 'other' })];
    const outcomes = await Promise.all([storage.jobs.save(mine), storage.jobs.save(other)]);
    assert.deepEqual([...outcomes].sort(), ['saved', 'stale']);
    const winner = outcomes[0] === 'saved' ? mine : other;
    assert.equal(await storage.jobs.save(winner), 'saved');
    assert.deepEqual((await storage.jobs.get(job.jobId))!.job, winner);
    assert.equal(await storage.jobs.save(job), 'stale');
    assert.equal(await storage.jobs.save({ ...(await aJob(stage)), revision: 7 }), 'stale');
  },

  'a customer’s jobs come by pages, the newest first': async (stage) => {
    const customerId = await stage.customer();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.unshift((await aJob(stage, { customerId })).jobId);
    await aJob(stage);
    const page = async (limit: number, before: string | null) =>
      (await stage.storage.jobs.list(customerId, { limit, before })).map(({ job }) => job.jobId);
    assert.deepEqual(await page(3, null), made.slice(0, 3));
    assert.deepEqual(await page(3, made[2]!), made.slice(3));
  },

  'a customer’s jobs that are not read to the end are counted, whatever came after them': async (stage) => {
    const { storage, nowMs } = stage;
    const customerId = await stage.customer();
    const count = (countMax = 100) => storage.jobs.countUnread(customerId, countMax);
    assert.equal(await count(), 0);
    const [queued, read] = [await aJob(stage, { customerId }), await aJob(stage, { customerId })];
    await aJob(stage);
    const ended = { status: 'cancelled', dueAtMs: null, endedAtMs: nowMs } as const;
    for (let i = 0; i < 5; i++) await storage.jobs.save(next(await aJob(stage, { customerId }), ended));
    assert.deepEqual([await count(), await count(1)], [2, 1]);
    const ingesting = next(queued, { status: 'ingesting' });
    await storage.jobs.save(ingesting);
    await storage.jobs.save(next(read, { status: 'labeling', dueAtMs: null, ingestedAtMs: nowMs }));
    assert.equal(await count(), 1);
    await storage.jobs.save(next(ingesting, { status: 'failed', dueAtMs: null, endedAtMs: nowMs }));
    assert.equal(await count(), 0);
  },

  'jobs are due in the order of their time, and those that are not are left out': async (stage) => {
    const { storage, nowMs } = stage;
    const due = async (limit: number) => (await storage.jobs.due(nowMs, limit)).map(({ job }) => job.jobId);
    const late = await aJob(stage, { dueAtMs: nowMs });
    const early = await aJob(stage, { dueAtMs: nowMs - 10 });
    await aJob(stage, { dueAtMs: nowMs + 1 });
    await aJob(stage, { dueAtMs: null, status: 'failed' });
    assert.deepEqual(await due(10), [early.jobId, late.jobId]);
    assert.deepEqual(await due(1), [early.jobId]);
    await storage.jobs.save(next(early, { dueAtMs: null, status: 'failed' }));
    assert.deepEqual(await due(10), [late.jobId]);
  },

  'rejected lines are kept once each and come by number': async (stage) => {
    const { storage } = stage;
    const { jobId } = await aJob(stage);
    const lines = [3, 1, 12].map((line) => ({ line, reason: `line ${line}` }));
    for (let i = 0; i < 2; i++) await storage.jobs.rejectLines({ jobId, lines });
    const numbers = async (limit: number, after: number) =>
      (await storage.jobs.rejectedLines(jobId, { limit, after })).map(({ line }) => line);
    assert.deepEqual(await numbers(10, 0), [1, 3, 12]);
    assert.deepEqual(await numbers(1, 1), [3]);
  },

  'lines that come back as they were sent are kept once each and come by number': async (stage) => {
    const { storage } = stage;
    const { jobId } = await aJob(stage);
    const lines = [3, 1, 12].map((line) => ({ line, text: `{"source": "${line} é \\u0000"}` }));
    for (let i = 0; i < 2; i++) await storage.jobs.keepLines({ jobId, lines });
    await storage.jobs.keepLines({ jobId, lines: [{ line: 1, text: 'another' }] });
    await storage.jobs.keepLines({
      jobId: stage.ids.next('job'),
      lines: [{ line: 2, text: 'of another job' }],
    });
    assert.deepEqual(await storage.jobs.keptLines(jobId, { limit: 10, after: 0 }), [
      lines[1],
      lines[0],
      lines[2],
    ]);
    assert.deepEqual(await storage.jobs.keptLines(jobId, { limit: 1, after: 1 }), [lines[0]]);
  },

  'lines that repeated a task are kept once each and come by block': async (stage) => {
    const { storage } = stage;
    const { jobId } = await aJob(stage);
    const block = repeatedBlockOf(repeatedBlockLines + 1);
    const lines = [399, 201].map((line) => ({ line, taskId: stage.ids.next('task') }));
    for (let i = 0; i < 2; i++) await storage.repeatedLines.put({ jobId, block, lines });
    const later = [
      { line: 201, taskId: stage.ids.next('task') },
      { line: 300, taskId: stage.ids.next('task') },
    ];
    await storage.repeatedLines.put({ jobId, block, lines: later });
    const found = await storage.repeatedLines.inBlock({ jobId, block });
    assert.deepEqual(found, [lines[1], later[1], lines[0]]);
    assert.deepEqual(await storage.repeatedLines.inBlock({ jobId, block: block - 1 }), []);
    const other = stage.ids.next('job');
    assert.deepEqual(await storage.repeatedLines.inBlock({ jobId: other, block }), []);
  },

  'a line sent twice is one task, and the job’s counts follow its tasks': async (stage) => {
    const { storage } = stage;
    const queued = await aJob(stage);
    const { jobId } = queued;
    await openLines(stage, queued, 2);
    const [first, second, third] = await openLines(stage, queued, 3);
    const counts = async () => (await storage.jobs.get(jobId))!.counts;
    assert.deepEqual(await counts(), { ...noCounts, opened: 3 });
    const job = next(queued, { status: 'labeling', dueAtMs: null });
    assert.equal(await storage.jobs.save(job), 'saved');
    assert.deepEqual(await storage.jobs.due(stage.nowMs, 10), []);

    await storage.tasks.cancel({ taskId: first!, nowMs: stage.nowMs });
    await stage.labels(second!, 'cat', 'dog', 'bird');
    await stage.labels(third!, 'cat', 'cat', 'cat');
    assert.deepEqual(await counts(), { ...noCounts, opened: 3, cancelled: 1 });
    const { settlement } = await stage.storeBatch(await stage.lane());
    await stage.advance(settlement.settlementId, 'broadcasting', 'seen');
    await storage.tasks.cancel({ taskId: second!, nowMs: stage.nowMs });
    const cost = settlement.tasks.reduce((sum, task) => sum + task.costSats, 0);
    const closed = await counts();
    assert.deepEqual([closed.settled, closed.cancelled, closed.costSats], [1, 2, cost]);
    assert.ok(allClosed(closed));
    await stage.settle();
    assert.deepEqual(
      (await storage.jobs.due(stage.nowMs, 10)).map((due) => due.job.jobId),
      [jobId],
    );
  },

  'a job that becomes completed is one event of its customer, whatever is saved again or later': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const customerId = await stage.customer();
    const [begun, failed] = [await aJob(stage, { customerId }), await aJob(stage, { customerId })];
    const events = () => storage.events.after(customerId, { after: null, limit: 10 });
    const labeling = next(begun, { status: 'labeling', dueAtMs: null });
    await storage.jobs.save(labeling);
    await storage.jobs.save(next(failed, { status: 'failed', endedAtMs: nowMs, dueAtMs: null }));
    assert.deepEqual(await events(), []);
    const end = { status: 'completed', endedAtMs: nowMs, countsAtEnd: noCounts } as const;
    const completed = next(labeling, end);
    for (let i = 0; i < 2; i++) assert.equal(await storage.jobs.save(completed), 'saved');
    const reported = jobEventOf(completed, sha256);
    assert.deepEqual(
      [reported?.type, reported?.jobId, reported?.atMs],
      ['job.completed', begun.jobId, nowMs],
    );
    assert.equal(await storage.jobs.save(next(labeling, { ...end, note: 'late' })), 'stale');
    assert.equal(await storage.jobs.save(next(completed, { dueAtMs: null, note: 'more' })), 'saved');
    assert.deepEqual(await events(), [reported]);
    assert.deepEqual(await storage.events.newest(customerId), reported);
    assert.deepEqual(
      (await storage.events.undispatched(10)).map(({ event }) => event),
      [reported],
    );
  },

  'a job that waits for its tasks is due at once where there are none left': async (stage) => {
    const job = await aJob(stage);
    await stage.storage.jobs.save(next(job, { status: 'labeling', dueAtMs: null }));
    assert.equal((await stage.storage.jobs.due(stage.nowMs, 10)).length, 1);
  },

  'of an erased job stays how it went, and neither what was typed nor any line': async (stage) => {
    const { storage, nowMs } = stage;
    const typed = {
      name: 'quarry',
      labelAttribute: 'quarry',
      textColumn: 'quarry',
      callbackUrl: 'https://quarry.example/x',
      manifestUrl: 'https://quarry.example/m.jsonl',
      credentials: 'sealed quarry',
      note: 'quarry is not there',
      delivery: { type: 's3', bucket: 'quarry', prefix: 'quarry' },
    } as const;
    const cursor = { offset: 9, line: 3, tag: null, accepted: 1, repeated: 0, rejected: 2, cause: 'quarry' };
    const ended = { status: 'failed', endedAtMs: nowMs, dueAtMs: null } as const;
    const job = await aJob(stage, { ...typed, ...ended, cursor });
    const other = await aJob(stage, { ...typed, cursor });
    for (const { jobId } of [job, other]) {
      await storage.jobs.rejectLines({ jobId, lines: [1, 2].map((line) => ({ line, reason: 'quarry' })) });
      await storage.jobs.keepLines({ jobId, lines: [1, 2, 3].map((line) => ({ line, text: 'quarry' })) });
    }
    const { jobId } = job;
    for (let again = 0; again < 2; again++) await storage.jobs.erase(jobId);
    await stage.settle();
    const read = async (id: string) =>
      JSON.stringify([
        await storage.jobs.get(id),
        await storage.jobs.rejectedLines(id, { limit: 9, after: 0 }),
        await storage.jobs.keptLines(id, { limit: 9, after: 0 }),
      ]);
    assert.ok(!(await read(jobId)).includes('quarry'), await read(jobId));
    const after = (await storage.jobs.get(jobId))?.job;
    assert.deepEqual([after?.status, after?.cursor.rejected, after?.dueAtMs], ['failed', 2, null]);
    assert.equal((await read(other.jobId)).match(/"quarry"/g)?.length, 11, 'another’s is as it was');
    await storage.jobs.erase(stage.ids.next('job'));
  },
};
