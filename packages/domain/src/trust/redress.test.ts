import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerText } from '../answers/answers.ts';
import { coverOf } from '../balance/cover.ts';
import { isReplayed } from '../consensus/replay.ts';
import { consequencesOf } from '../consequences/consequences.ts';
import { encodeUlid } from '../ids/ulid.ts';
import { sats } from '../money/sats.ts';
import { applyTaskCommand } from '../task/commands.ts';
import { isContestable, outcomeOf, payableLabels } from '../task/label-outcome.ts';
import { openTask, type Task } from '../task/task.ts';
import { redressTask, redressTaskId } from './redress.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const startMs = Date.UTC(2026, 3, 9);
const options = ['red', 'green', 'blue'];
const appealId = `apl_${encodeUlid(startMs, new Uint8Array(16).fill(3))}`;

const price = { payoutSats: sats(431), feePercent: 7 };

function labelledBy(labels: readonly number[]): Task {
  let task = openTask({
    taskId: `tsk_${encodeUlid(startMs, new Uint8Array(16))}`,
    customerId: 'cust_1',
    batchId: null,
    jobId: null,
    type: 'moderation',
    dataUrl: 'https://example.com/1',
    labelSpec: { question: 'Colour?', options },
    consensus: { policy: 'threshold', threshold: labels.length, earlyStop: false, maxLabels: labels.length },
    language: null,
    priority: 5,
    metadata: null,
    callbackUrl: null,
    createdAtMs: startMs,
    expiresAtMs: null,
    salt: 'ab'.repeat(16),
    cover: coverOf(labels.length, price, 'balance'),
  });
  for (const [i, option] of labels.entries()) {
    const by = { workerId: `wrk_${i}`, nonce: 'AAAAAA', nowMs: startMs + i };
    task = applyTaskCommand(task, { do: 'assign', leaseMs: 1_000, ...by }).task;
    task = applyTaskCommand(task, { do: 'label', label: options[option]!, ...by }).task;
  }
  return task;
}

const labelsOf = fc.array(fc.nat(2), { minLength: 2, maxLength: 7 });

test('of a closed task those labels can be contested that are not paid, and no other', () => {
  fc.assert(
    fc.property(labelsOf, (given) => {
      const task = labelledBy(given);
      const paid = payableLabels(task);
      for (const label of task.labels) {
        assert.equal(isContestable(task, label, startMs + 99), !paid.includes(label));
        if (paid.includes(label)) assert.notEqual(outcomeOf(task, label, startMs + 99), 'disagreed');
      }
    }),
  );
});

test('boxes that are conceded are paid by what they are, also where others were the first', () => {
  const nonce = 'AAAAAA';
  let task = openTask({
    ...labelledBy([]),
    type: 'bounding_boxes',
    labelSpec: { question: '', options: [], kind: 'bounding_boxes', classes: ['car'], agreement_bar: 0.7 },
    consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
  });
  const boxAt = (left: number) => ({ boxes: [{ class: 'car', left, top: 0, width: 50, height: 50 }] });
  for (const [i, left] of [0, 1, 400].entries()) {
    const by = { workerId: `wrk_${i}`, nonce, nowMs: startMs + i };
    task = applyTaskCommand(task, { do: 'assign', leaseMs: 1_000, ...by }).task;
    task = applyTaskCommand(task, { do: 'label', value: boxAt(left), ...by }).task;
  }
  const lost = task.labels.find((label) => isContestable(task, label, startMs + 99));
  assert.equal(lost?.workerId, 'wrk_2');
  const concede = { do: 'concede', workerId: lost.workerId, appealId, nowMs: startMs + 99 } as const;
  const made = redressTask(task, applyTaskCommand(task, concede).task, sha256);
  assert.deepEqual(made?.task.values, [JSON.stringify(boxAt(400))]);
  assert.deepEqual(
    payableLabels(made.task).map(({ option }) => answerText(made.task, option)),
    [answerText(task, lost.option)],
  );
});

test('a label that is conceded is paid by a task of the house, and nothing else of the task changes', () => {
  fc.assert(
    fc.property(labelsOf, (given) => {
      const before = labelledBy(given);
      const lost = before.labels.find((label) => isContestable(before, label, startMs + 99));
      fc.pre(lost !== undefined);
      const concede = { do: 'concede', workerId: lost!.workerId, appealId, nowMs: startMs + 99 } as const;
      const outcome = applyTaskCommand(before, concede);
      assert.equal(outcome.kind, 'applied');
      const after = outcome.task;
      assert.deepEqual({ ...after, labels: before.labels }, before);
      assert.deepEqual(payableLabels(after).length, payableLabels(before).length);
      assert.equal(isReplayed(after), true, 'the decision can still be replayed');
      const label = after.labels.find((one) => one.workerId === lost!.workerId)!;
      assert.equal(outcomeOf(after, label, startMs + 99), 'conceded');
      assert.equal(applyTaskCommand(after, concede).kind, 'repeated');

      const { redress, ...rest } = consequencesOf(before, after, sha256);
      assert.ok(redress !== null);
      assert.ok(Object.values(rest).every((one) => one === null || (Array.isArray(one) && one.length === 0)));
      const { order, task } = redress;
      assert.deepEqual([task.taskId, order.taskId], [redressTaskId(appealId), redressTaskId(appealId)]);
      assert.deepEqual([task.state, task.decision], ['expired', null]);
      assert.deepEqual(task.payment, { kind: 'due', sinceMs: startMs + 99 });
      // At the price of the task that was labelled, and on nobody's bill.
      assert.deepEqual([task.cover, order.cover], Array(2).fill(coverOf(1, price, 'house')));
      assert.deepEqual(
        payableLabels(task).map(({ workerId, option }) => [workerId, option]),
        [[lost!.workerId, lost!.option]],
      );
      assert.equal(isReplayed(task), true);
      assert.match(task.salt, /^[0-9a-f]{32}$/);
      assert.notEqual(task.salt, before.salt);
      assert.equal(redressTask(after, after, sha256), null);
    }),
  );
});

test('who did not label the task, or is paid for it, is conceded nothing', () => {
  const task = labelledBy([0, 0, 1]);
  for (const workerId of ['wrk_0', 'wrk_9']) {
    const concede = { do: 'concede', workerId, appealId, nowMs: startMs + 99 } as const;
    assert.equal(applyTaskCommand(task, concede).kind, 'refused');
  }
});
