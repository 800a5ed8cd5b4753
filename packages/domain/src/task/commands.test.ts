import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultMaxLabels } from '@asg/consensus';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { type TaskState, taskStates } from '../names.ts';
import { isLive, wantedWorkers } from '../routing/wanted.ts';
import type { TaskCommand } from './command.ts';
import { applyTaskCommand } from './commands.ts';
import { payableLabels } from './label-outcome.ts';
import { isOpen, isTerminal, legalTransitions } from './states.ts';
import { openTask, type Task } from './task.ts';

const startMs = Date.UTC(2026, 0, 1);
const leaseMs = 600_000;

function newTask(threshold = 3, earlyStop = false): Task {
  return openTask({
    taskId: 'tsk_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    customerId: 'cust_01HZZZZZZZZZZZZZZZZZZZZZZZ',
    batchId: null,
    jobId: null,
    type: 'sentiment',
    dataUrl: 'https://example.com/1',
    labelSpec: { question: 'Mood?', options: ['good', 'bad', 'none'] },
    consensus: { policy: 'threshold', threshold, earlyStop, maxLabels: defaultMaxLabels(threshold) },
    language: null,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: startMs,
    expiresAtMs: startMs + 10 * leaseMs,
    salt: '00'.repeat(16),
  });
}

const workers = ['wrk_a', 'wrk_b', 'wrk_c', 'wrk_d', 'wrk_e', 'wrk_f', 'wrk_g', 'wrk_h'];
const labels = ['good', 'bad', 'none', 'no such option'];
const settlements = ['stl_1', 'stl_2'];

type Step = { readonly command: (nowMs: number) => TaskCommand; readonly afterMs: number };
const anyStep: fc.Arbitrary<Step> = fc
  .record({
    kind: fc.constantFrom(
      'assign',
      'assign',
      'assign',
      'label',
      'label',
      'label',
      'skip',
      'lapse',
      'cancel',
      'reserve',
      'reserve',
      'release',
      'settle',
      'settle',
      'transfer',
    ),
    workerId: fc.constantFrom(...workers.slice(0, 5)),
    nonce: fc.constantFrom('AAAAAA', 'AAAAAA', 'AAAAAA', 'BBBBBB'),
    label: fc.constantFrom(...labels),
    settlementId: fc.constantFrom(...settlements),
    afterMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1000, 1000, leaseMs),
    rare: fc.integer({ min: 0, max: 9 }),
  })
  .map(({ kind, workerId, nonce, label, settlementId, afterMs, rare }) => ({
    afterMs,
    command: (nowMs): TaskCommand => {
      switch (kind) {
        case 'assign':
          return { do: 'assign', workerId, nonce, leaseMs, nowMs };
        case 'label':
          return { do: 'label', workerId, nonce, label, nowMs };
        case 'skip':
          return { do: 'skip', workerId, nonce, nowMs };
        case 'cancel':
          return rare === 0 ? { do: 'cancel', nowMs } : { do: 'lapse', nowMs };
        case 'reserve':
          return { do: 'reserve', settlementId, nowMs };
        case 'release':
          return { do: 'release', settlementId };
        case 'transfer':
          return { do: 'transfer', from: 'stl_1', to: 'stl_2', txid: 'cd'.repeat(32) };
        case 'settle':
          return { do: 'settle', settlementId, txid: 'ab'.repeat(32), costSats: sats(650), nowMs };
        case 'lapse':
          return { do: 'lapse', nowMs };
      }
    },
  }));

test('every history keeps the invariants of a task, and ends in at most one terminal state', () => {
  const reached = new Set<TaskState>();
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 4 }),
      fc.boolean(),
      fc.array(anyStep, { maxLength: 120, size: 'max' }),
      (threshold, earlyStop, steps) => {
        let task = newTask(threshold, earlyStop);
        let nowMs = startMs;
        for (const step of steps) {
          nowMs += step.afterMs;
          const before = task;
          const wantedBefore = wantedWorkers(before, nowMs);
          const command = step.command(nowMs);
          const outcome = applyTaskCommand(before, command);
          task = outcome.task;
          if (outcome.kind !== 'applied')
            assert.deepEqual(task, before, 'a refused or repeated command changes nothing');
          if (task.state !== before.state) {
            assert.ok(
              legalTransitions[before.state].includes(task.state),
              `${before.state} -> ${task.state}`,
            );
          }
          if (outcome.kind === 'applied' && command.do === 'assign') assert.ok(wantedBefore > 0);
          const labellers = task.labels.map((label) => label.workerId);
          assert.equal(new Set(labellers).size, labellers.length, 'one label per worker');
          assert.deepEqual(task.labels.slice(0, before.labels.length), before.labels, 'a label is final');
          assert.ok(task.labels.length <= task.consensus.maxLabels);
          const holders = task.assignments.filter((a) => isLive(a, nowMs)).map((a) => a.workerId);
          assert.equal(new Set(holders).size, holders.length);
          assert.ok(holders.every((id) => !labellers.includes(id) && !task.skippedBy.includes(id)));
          if (!isOpen(task.state)) assert.equal(task.assignments.length, 0, 'nobody works on a closed task');
          if (before.decision !== null) assert.deepEqual(task.decision, before.decision, 'one decision');
          if (before.payment.kind === 'paid' && command.do !== 'transfer')
            assert.deepEqual(task.payment, before.payment, 'paid once');
          if (before.payment.kind === 'paid') assert.equal(task.payment.kind, 'paid');
          assert.equal(task.state === 'settled', task.decision !== null && task.payment.kind === 'paid');
          if (isTerminal(before.state)) assert.equal(task.state, before.state);
          assert.deepEqual(
            applyTaskCommand(task, command).task,
            task,
            'sent again, a command changes nothing',
          );
          reached.add(task.state);
        }
      },
    ),
    { numRuns: 1000 },
  );
  assert.deepEqual([...reached].sort(), [...taskStates].sort(), 'the histories reach every state');
});

/** Gives the task labels from different workers. */
function labelled(task: Task, given: readonly string[], nowMs = startMs): Task {
  return given.reduce((current, label, i) => {
    const workerId = workers[i]!;
    const held = applyTaskCommand(current, { do: 'assign', workerId, nonce: 'AAAAAA', leaseMs, nowMs }).task;
    return applyTaskCommand(held, { do: 'label', workerId, nonce: 'AAAAAA', label, nowMs }).task;
  }, task);
}

test('only those who agree with the decision are paid', () => {
  const task = labelled(newTask(), ['good', 'bad', 'good']);
  assert.equal(task.state, 'verified');
  assert.deepEqual(
    payableLabels(task).map((label) => label.workerId),
    ['wrk_a', 'wrk_c'],
  );
});

test('a cancelled task pays the plurality, and all where it is a tie', () => {
  const cancel = (task: Task): Task => applyTaskCommand(task, { do: 'cancel', nowMs: startMs }).task;
  const leaning = cancel(labelled(newTask(5), ['good', 'bad', 'good']));
  assert.equal(leaning.payment.kind, 'due');
  assert.deepEqual(
    payableLabels(leaning).map((label) => label.workerId),
    ['wrk_a', 'wrk_c'],
  );
  assert.equal(payableLabels(cancel(labelled(newTask(5), ['good', 'bad']))).length, 2);
  assert.deepEqual(cancel(newTask()).payment, { kind: 'none' });
});

test('a task past its deadline expires and frees whoever holds it', () => {
  const held = applyTaskCommand(newTask(), {
    do: 'assign',
    workerId: 'wrk_a',
    nonce: 'AAAAAA',
    leaseMs,
    nowMs: startMs,
  }).task;
  const late = startMs + 10 * leaseMs;
  const expired = applyTaskCommand(held, { do: 'lapse', nowMs: late }).task;
  assert.equal(expired.state, 'expired');
  const label = applyTaskCommand(expired, {
    do: 'label',
    workerId: 'wrk_a',
    nonce: 'AAAAAA',
    label: 'good',
    nowMs: late,
  });
  assert.equal(label.kind === 'refused' && label.reason, 'lease_ended');
});

test('a label after the lease is refused, and the same label twice is not', () => {
  const nowMs = startMs;
  const held = applyTaskCommand(newTask(), {
    do: 'assign',
    workerId: 'wrk_a',
    nonce: 'AAAAAA',
    leaseMs,
    nowMs,
  }).task;
  const label = { do: 'label', workerId: 'wrk_a', nonce: 'AAAAAA', label: 'good' } as const;
  const late = applyTaskCommand(held, { ...label, nowMs: nowMs + leaseMs });
  assert.equal(late.kind === 'refused' && late.reason, 'lease_ended');
  const given = applyTaskCommand(held, { ...label, nowMs });
  assert.equal(given.kind, 'applied');
  assert.equal(applyTaskCommand(given.task, { ...label, nowMs: nowMs + leaseMs }).kind, 'repeated');
  const other = applyTaskCommand(given.task, { ...label, label: 'bad', nowMs });
  assert.equal(other.kind === 'refused' && other.reason, 'other_label_given');
});

test('a task moves with its payment to the settlement that takes the place of its own', () => {
  const due = labelled(newTask(), ['good', 'good', 'bad']);
  const reserved = applyTaskCommand(due, { do: 'reserve', settlementId: 'stl_1', nowMs: startMs }).task;
  const transfer = { do: 'transfer', from: 'stl_1', to: 'stl_2', txid: 'cd'.repeat(32) } as const;
  const moved = applyTaskCommand(reserved, transfer).task;
  assert.ok(moved.payment.kind === 'reserved' && moved.payment.settlementId === 'stl_2');
  const settle = { do: 'settle', txid: 'ab'.repeat(32), costSats: sats(650), nowMs: startMs } as const;
  assert.equal(applyTaskCommand(moved, { ...settle, settlementId: 'stl_1' }).kind, 'refused');
  const paid = applyTaskCommand(reserved, { ...settle, settlementId: 'stl_1' }).task;
  const repaid = applyTaskCommand(paid, transfer).task;
  assert.deepEqual(repaid.payment, { ...paid.payment, settlementId: 'stl_2', txid: transfer.txid });
  assert.equal(applyTaskCommand(repaid, transfer).kind, 'repeated');
  assert.equal(applyTaskCommand(repaid, { ...settle, settlementId: 'stl_2' }).kind, 'repeated');
  assert.equal(applyTaskCommand(due, transfer).kind, 'refused');
});
