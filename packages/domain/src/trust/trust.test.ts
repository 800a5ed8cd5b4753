import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { applyTaskCommand, payableLabels, type TaskCommand } from '../task/commands.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { disguisedTaskId, goldOrder, isDoubtful, openGoldTask } from './gold.ts';
import {
  claimShare,
  goldBeforeFloor,
  goldBeforeSuspension,
  goldShare,
  isKeptFrom,
  overallScore,
  standing,
  templateScore,
  trustLevel,
} from './standing.ts';
import { noTrust, type TrustSums, trustGains } from './sums.ts';
import { templateKey } from './template.ts';

const startMs = Date.UTC(2026, 0, 1);
const leaseMs = 600_000;
const rules = { floor: 0.4, suspendBelow: 0.15, goldShareNew: 0.5, goldShareMin: 0.03 };
const workers = ['wrk_a', 'wrk_b', 'wrk_c', 'wrk_d', 'wrk_e', 'wrk_f', 'wrk_g'];
const allOptions = ['red', 'green', 'blue', 'white', 'black'];

const item = (options: number, answer = 0) => ({
  goldId: 'gld_1',
  type: 'moderation' as const,
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Colour?', options: allOptions.slice(0, options) },
  answer,
});
const claim = { taskId: 'tsk_1', salt: '', workerId: 'wrk_a', nonce: 'AAAAAA', nowMs: startMs, leaseMs };

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

const answered = (right: number, missed: number, options = 2): TrustSums => ({
  ...noTrust,
  goldRight: right,
  goldMissed: missed,
  weightMicros: (right + missed) * 1_000_000,
  creditMicros: right * 1_000_000 - Math.round((missed * 1_000_000) / (options - 1)),
});

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
  const concede: TaskCommand = { do: 'concede', nowMs: startMs + 5 };
  const conceded = applyTaskCommand(miss, concede);
  assert.deepEqual(conceded.task.payment, { kind: 'due', sinceMs: startMs + 5 });
  assert.equal(payableLabels(conceded.task).length, 1);
  assert.equal(applyTaskCommand(conceded.task, concede).kind, 'repeated');
  const [gain] = trustGains(miss, conceded.task);
  assert.deepEqual([gain!.sums.goldRight, gain!.sums.goldMissed], [1, -1]);
  const [missed] = trustGains(task, miss);
  assert.equal(missed!.sums.creditMicros + gain!.sums.creditMicros, 1_000_000);
  for (const other of [task, hit, closedWith([0, 1], 3)[1]]) {
    assert.equal(applyTaskCommand(other, concede).kind, 'refused');
  }
  const assign = { do: 'assign', workerId: 'wrk_b', nonce: 'BBBBBB', leaseMs, nowMs: startMs } as const;
  assert.equal(applyTaskCommand(task, assign).kind, 'refused');
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

test('no worker is restricted by the crowd alone, nor suspended before many gold answers', () => {
  const contradicted = { ...noTrust, disagreed: 500, weightMicros: 200_000_000, creditMicros: -200_000_000 };
  assert.equal(standing(contradicted, rules), 'open');
  assert.equal(isKeptFrom(contradicted, contradicted, rules), false);
  assert.equal(standing(answered(0, goldBeforeFloor - 1), rules), 'open');
  assert.equal(standing(answered(0, goldBeforeFloor), rules), 'gold_only');
  assert.equal(standing(answered(0, goldBeforeSuspension - 1), rules), 'gold_only');
  assert.equal(standing(answered(0, goldBeforeSuspension), rules), 'suspended');
  assert.equal(standing(answered(0, 50), { ...rules, floor: 0 }), 'open', 'a floor of 0 keeps nobody');
});

test('who answers right recovers, on a template and over all', () => {
  const fallen = answered(1, 5);
  assert.equal(standing(fallen, rules), 'gold_only');
  assert.equal(standing(answered(20, 5), rules), 'open');
  const good = answered(30, 0);
  assert.ok(isKeptFrom(good, answered(0, 8), rules), 'good at other things');
  assert.ok(!isKeptFrom(good, noTrust, rules));
  assert.ok(templateScore(good, noTrust) > templateScore(fallen, noTrust));
});

test('levels rise with evidence and score, and with them what one may hold', () => {
  assert.equal(trustLevel(noTrust, rules), 'new');
  assert.equal(trustLevel(answered(0, 5), rules), 'review');
  assert.equal(trustLevel(answered(7, 3), rules), 'fair');
  assert.equal(trustLevel(answered(9, 0), rules), 'reliable');
  assert.equal(trustLevel(answered(30, 1), rules), 'trusted');
  const known = [answered(0, 5), answered(7, 3), noTrust, answered(9, 0), answered(30, 1)];
  const shares = known.map((sums) => claimShare(sums, rules));
  assert.deepEqual(shares, [...new Set(shares)]);
  assert.equal(claimShare(noTrust, { ...rules, floor: 0 }), 1);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});

test('gold is frequent for who is new or near the floor, and rare for who is proven', () => {
  const share = (sums: TrustSums): number => goldShare(sums, sums, rules);
  assert.equal(share(noTrust), rules.goldShareNew);
  assert.ok(share(answered(8, 0)) < share(answered(2, 0)));
  assert.equal(share(answered(500, 5)), rules.goldShareMin);
  assert.ok(share(answered(60, 20)) >= rules.goldShareNew / 2);
});

test('scores stay from 0 to 1 whatever happens', () => {
  const sums = fc.record({
    right: fc.nat(1_000),
    missed: fc.nat(1_000),
    options: fc.integer({ min: 2, max: 50 }),
  });
  fc.assert(
    fc.property(sums, sums, (one, two) => {
      const [overall, template] = [one, two].map(({ right, missed, options }) =>
        answered(right, missed, options),
      );
      for (const score of [overallScore(overall!), templateScore(overall!, template!)])
        assert.ok(score >= 0 && score <= 1);
    }),
  );
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

test('a gold task has the time of the task beside it; an item that most miss is doubtful', () => {
  const [own, neighbour] = ['tsk_01JZZZZZZZAAAAAAAAAAAAAAAA', 'tsk_01HYYYYYYYBBBBBBBBBBBBBBBB'];
  assert.equal(disguisedTaskId(own, neighbour), 'tsk_01HYYYYYYYAAAAAAAAAAAAAAAA');
  assert.equal(disguisedTaskId(own, null), own);
  assert.deepEqual(
    [
      [0, 4],
      [0, 5],
      [3, 6],
      [3, 7],
    ].map(([right, missed]) => isDoubtful({ right: right!, missed: missed! })),
    [false, true, false, true],
  );
});
