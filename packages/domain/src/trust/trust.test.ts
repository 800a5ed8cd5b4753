import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverOf } from '../balance/cover.ts';
import { sats } from '../money/sats.ts';
import type { TaskCommand } from '../task/command.ts';
import { applyTaskCommand } from '../task/commands.ts';
import { outcomeOf, payableLabels } from '../task/label-outcome.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { goldOrder, isDoubtful, openGoldTask } from './gold.ts';
import { trustGains } from './sums.ts';
import { templateKey } from './template.ts';

const [startMs, leaseMs] = [Date.UTC(2026, 0, 1), 600_000];
const workers = ['wrk_a', 'wrk_b', 'wrk_c', 'wrk_d', 'wrk_e', 'wrk_f', 'wrk_g'];
const allOptions = ['red', 'green', 'blue', 'white', 'black'];

const item = (options: number, answer = 0) => ({
  goldId: 'gld_1',
  type: 'moderation' as const,
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Colour?', options: allOptions.slice(0, options) },
  answer,
  owner: null,
});
const claim = {
  taskId: 'tsk_1',
  salt: '',
  delayMs: 0,
  workerId: 'wrk_a',
  nonce: 'AAAAAA',
  nowMs: startMs,
  leaseMs,
  cover: coverOf(1, { payoutSats: sats(325), feePercent: 0 }, 'house'),
};

function aGoldTask(options = 3, answer = 0): Task {
  return openGoldTask(goldOrder(item(options, answer), claim), claim);
}

const labelled = (task: Task, label: string, nowMs = startMs): Task =>
  applyTaskCommand(task, { do: 'label', workerId: 'wrk_a', nonce: 'AAAAAA', label, nowMs }).task;

/** Closed with these labels, one of each worker. */
function closedWith(labels: readonly number[], options: number): [before: Task, after: Task] {
  const order: TaskOrder = {
    ...goldOrder(item(options), claim),
    expiresAtMs: null,
    consensus: { policy: 'threshold', threshold: labels.length, earlyStop: false, maxLabels: labels.length },
  };
  const { gold: _none, ...plain } = order;
  let before = openTask(plain);
  let after = before;
  for (const [i, option] of labels.entries()) {
    const by = { workerId: workers[i]!, nonce: 'AAAAAA', nowMs: startMs };
    before = applyTaskCommand(after, { do: 'assign', leaseMs, ...by }).task;
    after = applyTaskCommand(before, { do: 'label', label: allOptions[option]!, ...by }).task;
  }
  return [before, after];
}

test('a guess is worth nothing on average, whatever the number of options', () => {
  for (const options of [2, 3, 5]) {
    const credits = Array.from({ length: options }, (_, answer) => {
      const task = aGoldTask(options, answer);
      const [gain] = trustGains(task, labelled(task, 'red'));
      assert.equal(gain!.sums.weightMicros, 1_000_000);
      return gain!.sums.creditMicros;
    });
    assert.ok(Math.abs(credits.reduce((sum, one) => sum + one, 0)) < options);
  }
});

test('an agreement is judged by the others alone, never weighs more than gold, and says nothing where they differ', () => {
  const someLabels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 7 });
  fc.assert(
    fc.property(someLabels, (labels) => {
      const [before, after] = closedWith(labels, 3);
      const gains = trustGains(before, after);
      if (after.decision === null) return assert.deepEqual(gains, []);
      for (const { workerId, sums } of gains) {
        assert.ok(sums.weightMicros > 0 && sums.weightMicros < 400_000);
        assert.ok(Math.abs(sums.creditMicros) <= sums.weightMicros);
        const own = workers.indexOf(workerId);
        const counts = [0, 0, 0];
        labels.forEach((option, i) => {
          if (i !== own) counts[option]!++;
        });
        const most = Math.max(...counts);
        assert.equal(counts.filter((count) => count === most).length, 1, 'the others have a favourite');
        assert.equal(sums.agreed, counts[labels[own]!] === most ? 1 : 0);
      }
    }),
  );
  const [before, after] = closedWith([0, 0, 1], 3);
  assert.deepEqual(
    trustGains(before, after).map(({ workerId, sums }) => [workerId, sums.disagreed]),
    [['wrk_c', 1]],
  );
  assert.deepEqual(trustGains(after, after), [], 'a task counts at its close, once');
});

test('the surer the others are, the more an agreement weighs', () => {
  const weights = [2, 3, 5].map((count) => {
    const [before, after] = closedWith(
      Array.from({ length: count }, () => 0),
      3,
    );
    return trustGains(before, after)[0]!.sums.weightMicros;
  });
  assert.deepEqual(
    weights,
    weights.toSorted((a, b) => a - b),
  );
  assert.ok(weights[0]! < weights[2]!);
});

test('gold: the right answer is paid, a wrong one is not until it is conceded, and no other worker may answer', () => {
  const task = aGoldTask();
  const hit = labelled(task, 'red');
  assert.deepEqual([hit.state, hit.payment.kind, payableLabels(hit).length], ['verified', 'due', 1]);
  const miss = labelled(task, 'blue');
  assert.deepEqual([miss.state, miss.payment.kind, miss.decision], ['expired', 'none', null]);
  const concede: TaskCommand = {
    do: 'concede',
    workerId: 'wrk_a',
    appealId: 'apl_1',
    nowMs: startMs + 5,
  };
  const conceded = applyTaskCommand(miss, concede);
  assert.deepEqual(conceded.task.payment, { kind: 'due', sinceMs: startMs + 5 });
  assert.equal(payableLabels(conceded.task).length, 1);
  assert.equal(applyTaskCommand(conceded.task, concede).kind, 'repeated');
  const [gain] = trustGains(miss, conceded.task);
  assert.deepEqual([gain!.sums.goldRight, gain!.sums.goldMissed], [1, -1]);
  const [missed] = trustGains(task, miss);
  assert.equal(missed!.sums.creditMicros + gain!.sums.creditMicros, 1_000_000);
  for (const other of [task, hit, closedWith([0, 0], 3)[1]]) {
    assert.equal(applyTaskCommand(other, concede).kind, 'refused');
  }
  const assign = { do: 'assign', workerId: 'wrk_b', nonce: 'BBBBBB', leaseMs, nowMs: startMs } as const;
  assert.equal(applyTaskCommand(task, assign).kind, 'refused');
});

test('gold comes out, and is due, as late as another task does; until then it cannot be contested', () => {
  const delayed = { ...claim, delayMs: 60_000 };
  const task = openGoldTask(goldOrder(item(3), delayed), delayed);
  const concede = { do: 'concede', workerId: 'wrk_a', appealId: 'apl_1' } as const;
  for (const [label, outcome] of [
    ['red', 'agreed'],
    ['blue', 'disagreed'],
  ] as const) {
    const after = labelled(task, label);
    assert.equal(outcomeOf(after, after.labels[0]!, startMs + 59_999), 'waiting');
    assert.equal(outcomeOf(after, after.labels[0]!, startMs + 60_000), outcome);
    assert.equal(applyTaskCommand(after, { ...concede, nowMs: startMs + 59_999 }).kind, 'refused');
  }
  assert.deepEqual(labelled(task, 'red').payment, { kind: 'due', sinceMs: startMs + 60_000 });
  const miss = labelled(task, 'blue');
  const { task: conceded } = applyTaskCommand(miss, { ...concede, nowMs: startMs + 90_000 });
  assert.deepEqual(conceded.payment, { kind: 'due', sinceMs: startMs + 90_000 });
  assert.equal(outcomeOf(conceded, conceded.labels[0]!, startMs + 90_000), 'conceded');
});

test('gold ends with its lease or a skip, for nothing', () => {
  const task = aGoldTask();
  const skipped = applyTaskCommand(task, {
    do: 'skip',
    workerId: 'wrk_a',
    nonce: 'AAAAAA',
    nowMs: startMs,
  }).task;
  const lapsed = applyTaskCommand(task, { do: 'lapse', nowMs: startMs + leaseMs }).task;
  for (const ended of [skipped, lapsed]) {
    assert.deepEqual([ended.state, ended.payment.kind], ['expired', 'none']);
    assert.deepEqual(trustGains(task, ended), []);
  }
});

test('a template is the type and the set of options', () => {
  const key = (type: TaskOrder['type'], ...options: readonly string[]): string =>
    templateKey({ type, labelSpec: { question: 'any', options } }, (data) =>
      createHash('sha256').update(data).digest(),
    );
  assert.equal(key('sentiment', 'a', 'b'), key('sentiment', 'b', 'a'));
  assert.notEqual(key('sentiment', 'a', 'b'), key('moderation', 'a', 'b'));
  assert.notEqual(key('sentiment', 'a', 'b'), key('sentiment', 'a,b'));
  assert.match(key('sentiment', 'a'), /^[0-9a-f]{32}$/);
});

test('an item that most miss is doubtful', () => {
  assert.deepEqual(
    [
      [0, 7],
      [0, 8],
      [3, 9],
      [3, 10],
    ].map(([right, missed]) => isDoubtful({ right: right!, missed: missed! })),
    [false, true, false, true],
  );
});
