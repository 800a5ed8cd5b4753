import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { queueMove } from '../routing/queue-move.ts';
import { wantedWorkers } from '../routing/wanted.ts';
import type { TaskCommand } from '../task/command.ts';
import { applyTaskCommand } from '../task/commands.ts';
import { closedIn, givesQuotaBack, momentOf } from '../task/outcomes.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { goldGain } from '../trust/sums.ts';
import { type Consequences, consequencesOf } from './consequences.ts';

const startMs = Date.UTC(2026, 0, 31, 23, 59);
const workers = ['wrk_a', 'wrk_b', 'wrk_c', 'wrk_d'];
const options = ['cat', 'dog'];
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const order: TaskOrder = {
  taskId: 'tsk_1',
  customerId: 'cust_1',
  batchId: null,
  jobId: 'job_1',
  type: 'moderation',
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Which?', options },
  consensus: { policy: 'threshold', threshold: 2, earlyStop: false, maxLabels: 3 },
  language: null,
  priority: 5,
  metadata: null,
  callbackUrl: null,
  createdAtMs: startMs,
  expiresAtMs: startMs + 500_000,
  salt: '',
};

const aMoment = fc.integer({ min: startMs, max: startMs + 600_000 });
const aWorker = { workerId: fc.constantFrom(...workers), nonce: fc.constant('AAAAAA'), nowMs: aMoment };
const aCommand: fc.Arbitrary<TaskCommand> = fc.oneof(
  fc.record({ do: fc.constant('assign' as const), ...aWorker, leaseMs: fc.constant(100_000) }),
  fc.record({ do: fc.constant('label' as const), ...aWorker, label: fc.constantFrom(...options) }),
  fc.record({ do: fc.constant('skip' as const), ...aWorker }),
  fc.record({ do: fc.constantFrom('lapse' as const, 'cancel' as const), nowMs: aMoment }),
  fc.record({ do: fc.constant('reserve' as const), settlementId: fc.constant('stl_1'), nowMs: aMoment }),
  fc.record({
    do: fc.constant('settle' as const),
    settlementId: fc.constant('stl_1'),
    txid: fc.constant('aa'),
    costSats: fc.constant(sats(12)),
    nowMs: aMoment,
  }),
);

/** All that follows from a life of a task. */
function lifeOf(first: Task, commands: readonly TaskCommand[]): { task: Task; all: readonly Consequences[] } {
  let task = first;
  const all: Consequences[] = [];
  for (const command of commands) {
    const outcome = applyTaskCommand(task, command);
    if (outcome.kind !== 'applied') continue;
    all.push(consequencesOf(task, outcome.task, sha256));
    task = outcome.task;
  }
  return { task, all };
}
const found = <T>(all: readonly Consequences[], of: (one: Consequences) => T | null): T[] =>
  all.flatMap((one) => of(one) ?? []);

test('whatever happens to a task, the sums over all its changes match its present state', () => {
  fc.assert(
    fc.property(fc.array(aCommand, { maxLength: 60 }), (commands) => {
      const { task, all } = lifeOf(openTask(order), commands);
      assert.equal(found(all, ({ label }) => label).length, task.labels.length);

      const day = new Map<string, number>([['pending', 1]]);
      for (const { from, to, date } of found(all, (one) => one.day)) {
        assert.equal(date, '2026-01-31');
        day.set(from, (day.get(from) ?? 0) - 1);
        day.set(to, (day.get(to) ?? 0) + 1);
      }
      assert.deepEqual(
        [...day].filter(([, count]) => count !== 0),
        [[task.state, 1]],
      );

      const gains = found(all, ({ job }) => job?.gains ?? null);
      const sum = (of: 'settled' | 'expired' | 'cancelled' | 'costSats') =>
        gains.reduce((total, one) => total + one[of], 0);
      for (const state of ['settled', 'expired', 'cancelled'] as const)
        assert.equal(sum(state), task.state === state ? 1 : 0);
      assert.equal(sum('costSats'), task.payment.kind === 'paid' ? 12 : 0);

      const events = found(all, ({ event }) => event?.type ?? null);
      assert.equal(new Set(events).size, events.length);
      const decisions = found(all, (one) => one.day?.confidenceMicros ?? null);
      assert.equal(decisions.length, task.decision === null ? 0 : 1);
      const isMeasured = task.closedAtMs !== null && task.labels.length > 1;
      assert.equal(found(all, ({ measured }) => measured).length, isMeasured ? 1 : 0);
      assert.ok(found(all, ({ training }) => training).length <= 1);
    }),
    { numRuns: 500 },
  );
});

test('an uncertain task is listed in the month in which it closed', () => {
  const by = (workerId: string) => ({ workerId, nonce: 'AAAAAA', nowMs: startMs + 120_000 });
  const labels = ['cat', 'dog', 'cat'].flatMap((label, i): readonly TaskCommand[] => [
    { do: 'assign', ...by(`wrk_${i}`), leaseMs: 100_000 },
    { do: 'label', ...by(`wrk_${i}`), label },
  ]);
  const { task, all } = lifeOf(openTask(order), labels);
  assert.equal(task.state, 'verified');
  const [doubt] = found(all, (one) => one.doubt);
  assert.deepEqual(doubt, {
    taskId: 'tsk_1',
    customerId: 'cust_1',
    month: '2026-02',
    doubtMicros: 333_333,
  });
});

test('of a gold task workers are judged, and no customer hears', () => {
  const gold = { ...order, gold: { goldId: 'gld_1', option: 0 } };
  const assignment = { workerId: 'wrk_a', nonce: 'AAAAAA', leaseExpiresAtMs: startMs + 9 };
  const held: Task = { ...openTask(gold), state: 'in_progress', assignments: [assignment] };
  for (const [label, isRight] of [
    ['cat', true],
    ['dog', false],
  ] as const) {
    const by = { workerId: 'wrk_a', nonce: 'AAAAAA', nowMs: startMs };
    const [one] = lifeOf(held, [{ do: 'label', ...by, label }]).all;
    const option = isRight ? 0 : 1;
    assert.deepEqual(one?.goldAnswer, {
      ...{ goldId: 'gld_1', owner: null, taskId: held.taskId, workerId: 'wrk_a', own: false },
      ...{ option, isRight, gain: goldGain(held, { option }, 0) },
    });
    assert.equal(one?.trust[0]?.gains.length, 1);
    assert.deepEqual(
      [one?.event, one?.day, one?.job, one?.measured, one?.doubt],
      [null, null, null, null, null],
    );
  }
});

test('a task is in the queue exactly while it wants workers, and comes back also for a worker whose claim ended', () => {
  fc.assert(
    fc.property(fc.array(aCommand, { maxLength: 60 }), (commands) => {
      let task = openTask(order);
      let isQueued = queueMove(null, task, false, startMs) === 'fresh';
      assert.equal(isQueued, true);
      for (const command of commands) {
        const outcome = applyTaskCommand(task, command);
        if (outcome.kind !== 'applied') continue;
        const nowMs = momentOf(command);
        const move = queueMove(task, outcome.task, isQueued, nowMs);
        isQueued = move === 'stay' ? isQueued : move !== 'leave';
        assert.equal(isQueued, wantedWorkers(outcome.task, nowMs) > 0);
        if (command.do === 'skip' && isQueued) assert.notEqual(move, 'stay');
        task = outcome.task;
      }
    }),
  );
});

test('quota comes back for a task that was cancelled before its first label', () => {
  const cancelled = applyTaskCommand(openTask(order), { do: 'cancel', nowMs: startMs });
  assert.equal(givesQuotaBack(cancelled.task), true);
  const label = { workerId: 'wrk_a', option: 0, atMs: startMs };
  assert.equal(givesQuotaBack({ ...cancelled.task, labels: [label] }), false);
  assert.equal(givesQuotaBack(openTask(order)), false);
  assert.deepEqual(closedIn([cancelled, null, { ...cancelled, kind: 'repeated' }]), [cancelled.task]);
});
