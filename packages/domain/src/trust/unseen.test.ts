import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { coverOf } from '../balance/cover.ts';
import { consequencesOf } from '../consequences/consequences.ts';
import { sats } from '../money/sats.ts';
import { applyTaskCommand } from '../task/commands.ts';
import { payableLabels } from '../task/label-outcome.ts';
import { openTask, type Task, type TaskOrder } from '../task/task.ts';
import { goldOrder, openGoldTask } from './gold.ts';
import { noSignals, raisedSignals, signalsAfterLabel, unseenShare } from './signals.ts';
import { addTrust, noTrust, type TrustSums, trustGains } from './sums.ts';

const startMs = Date.UTC(2026, 0, 1);
const options = ['red', 'green', 'blue'];
const nonce = 'AAAAAA';
const sha256 = (data: Uint8Array): Uint8Array => createHash('sha256').update(data).digest();
const claim = {
  taskId: 'tsk_1',
  salt: '',
  delayMs: 0,
  workerId: 'wrk_0',
  nonce,
  nowMs: startMs,
  leaseMs: 600_000,
  cover: coverOf(1, { payoutSats: sats(325), feePercent: 0 }, 'house'),
};
const item = {
  goldId: 'gld_1',
  type: 'moderation' as const,
  dataUrl: 'https://example.com/1',
  labelSpec: { question: 'Colour?', options },
  answer: 0,
  owner: null,
};
const gold = openGoldTask(goldOrder(item, claim), claim);

/** `seen`: the worker fetched the item. */
const labelled = (task: Task, label: string, seen: boolean, workerId = 'wrk_0'): Task => {
  const given = { do: 'label', workerId, nonce, label, nowMs: startMs } as const;
  return applyTaskCommand(task, seen ? given : { ...given, unseen: 'taken' }).task;
};

/** Closed with one label of each worker. */
function closedWith(labels: readonly { option: number; seen: boolean }[]): [before: Task, after: Task] {
  const consensus = { policy: 'threshold', threshold: labels.length, earlyStop: false } as const;
  const order: TaskOrder = {
    ...goldOrder(item, claim),
    expiresAtMs: null,
    consensus: { ...consensus, maxLabels: labels.length },
  };
  const { gold: _none, ...plain } = order;
  let before = openTask(plain);
  let after = before;
  for (const [i, { option, seen }] of labels.entries()) {
    const by = { workerId: `wrk_${i}`, nonce, nowMs: startMs, leaseMs: 600_000 };
    before = applyTaskCommand(after, { do: 'assign', ...by }).task;
    after = labelled(before, options[option]!, seen, `wrk_${i}`);
  }
  return [before, after];
}

test('a label without a look counts and is paid as any other, and no trust is gained by it, ever', () => {
  const someLabels = fc.array(fc.record({ option: fc.nat(2), seen: fc.boolean() }), {
    minLength: 2,
    maxLength: 7,
  });
  fc.assert(
    fc.property(someLabels, (labels) => {
      const [before, after] = closedWith(labels);
      const [seenBefore, seenAfter] = closedWith(labels.map(({ option }) => ({ option, seen: true })));
      assert.deepEqual(after.decision, seenAfter.decision);
      const paid = (task: Task) => payableLabels(task).map(({ workerId }) => workerId);
      assert.deepEqual([after.payment, paid(after)], [seenAfter.payment, paid(seenAfter)]);
      const all = trustGains(seenBefore, seenAfter);
      const unseen = new Set(after.labels.flatMap((one) => (one.unseen === true ? [one.workerId] : [])));
      const left = all.filter(({ workerId, sums }) => !unseen.has(workerId) || sums.creditMicros < 0);
      assert.deepEqual(trustGains(before, after), left, 'what speaks against somebody stays');
    }),
  );
});

test('known answers that were right without a look are worth nothing, wrong ones what they are', () => {
  assert.deepEqual(trustGains(gold, labelled(gold, 'red', false)), []);
  const miss = labelled(gold, 'blue', false);
  assert.deepEqual(trustGains(gold, miss), trustGains(gold, labelled(gold, 'blue', true)));
  const [right, wrong] = ['red', 'blue'].map((label) => {
    const after = labelled(gold, label, false);
    const { label: given, goldAnswer } = consequencesOf(gold, after, sha256);
    assert.equal(goldAnswer, null, 'they say nothing of the item either');
    return given;
  });
  assert.deepEqual([right!.isRight, wrong!.isRight], [null, false], 'nor do they take the place of a miss');
});

test('a miss that is conceded was no miss; without a look it was nothing else either', () => {
  const sumsOf = (task: Task): TrustSums => {
    const concede = { do: 'concede', workerId: 'wrk_0', appealId: 'apl_1', nowMs: startMs } as const;
    const conceded = applyTaskCommand(task, concede).task;
    const gains = [...trustGains(gold, task), ...trustGains(task, conceded)];
    return gains.map(({ sums }) => sums).reduce(addTrust, noTrust);
  };
  assert.deepEqual(sumsOf(labelled(gold, 'blue', false)), noTrust);
  const right = { ...noTrust, goldRight: 1, weightMicros: 1_000_000, creditMicros: 1_000_000 };
  assert.deepEqual(sumsOf(labelled(gold, 'blue', true)), right);
});

test('where the operator takes no label without a look, it is refused, and the task is as it was', () => {
  const refuse = { do: 'label', workerId: 'wrk_0', nonce, nowMs: startMs, unseen: 'refused' } as const;
  const outcome = applyTaskCommand(gold, { ...refuse, label: 'red' });
  assert.deepEqual(outcome, { kind: 'refused', reason: 'item_not_fetched', task: gold });
  const unknown = applyTaskCommand(gold, { ...refuse, label: 'pink' });
  assert.equal(unknown.kind === 'refused' && unknown.reason, 'unknown_option');
  const given = labelled(gold, 'red', true);
  assert.equal(applyTaskCommand(given, { ...refuse, label: 'red' }).kind, 'repeated', 'it was taken before');
});

test('that most of the latest labels came without a look is a signal', () => {
  const alone = { walletAccounts: 1, sharesErrors: false, isLinked: false };
  const after = (seen: readonly boolean[]) =>
    seen.reduce(
      (signals, one, i) =>
        signalsAfterLabel(signals, {
          type: 'moderation',
          position: i % 2,
          nowMs: startMs + i * 3_000,
          unseen: !one,
        }),
      noSignals,
    );
  const mixed = (count: number, seenIn: number) => Array.from({ length: count }, (_, i) => i % seenIn === 0);
  assert.deepEqual(raisedSignals(after(mixed(19, 100)), alone), [], 'of a few labels nothing is said');
  assert.deepEqual(raisedSignals(after(mixed(40, 3)), alone), ['items_not_fetched']);
  assert.deepEqual(raisedSignals(after(mixed(40, 2)), alone), []);
  assert.equal(unseenShare(after(mixed(40, 4))), 0.75);
  assert.equal(unseenShare(noSignals), 0);
  const better = after([...mixed(200, 100), ...Array.from({ length: 300 }, () => true)]);
  assert.ok(unseenShare(better) < 0.1, 'who looks again is forgotten to have not');
});
