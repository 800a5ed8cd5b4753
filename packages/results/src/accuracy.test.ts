import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confidenceBins } from '@asg/domain';
import { fraction, type Random, seededRandom } from '@asg/runtime';
import { accuracyOf } from './accuracy.ts';

interface Decided {
  readonly confidence: number;
  readonly isRight: boolean;
}
type Order = (tasks: readonly Decided[], random: Random) => readonly Decided[];

const micros = 1_000_000;
const rounds = 100;
const binOf = (confidence: number) => Math.min(confidenceBins - 1, Math.floor(confidence * confidenceBins));

/** As the sums of these tasks tell, those of the set reviewed. */
function told(tasks: readonly Decided[], reviewed: ReadonlySet<Decided>) {
  const [answered, said]: Record<string, number>[] = [{}, {}];
  const add = (sum: Record<string, number>, figure: string, by = 1) => {
    sum[figure] = (sum[figure] ?? 0) + by;
  };
  for (const task of tasks) {
    const bin = binOf(task.confidence);
    add(answered!, `h${bin}`);
    add(answered!, `s${bin}`, Math.round((task.confidence - (bin + 0.5) / confidenceBins) * micros));
    if (!reviewed.has(task)) continue;
    add(said!, `r${bin}`);
    if (!task.isRight) add(said!, `c${bin}`);
  }
  return accuracyOf(['cat', 'dog'], answered!, said!);
}

/** How surely it is right, as the crowd says; and whether. */
const forms: Readonly<Record<string, (random: Random) => number>> = {
  'mostly sure': (random) => 1 - 0.5 * fraction(random) ** 3,
  spread: (random) => 0.5 + 0.5 * fraction(random),
  'two of three, or all': (random) => (fraction(random) < 0.4 ? 2 / 3 : 1),
};
const crowds: Readonly<Record<string, (confidence: number) => number>> = {
  calibrated: (confidence) => confidence,
  'too sure': (confidence) => 0.5 + (confidence - 0.5) * 0.6,
  modest: (confidence) => confidence + (1 - confidence) * 0.6,
};
const drawn: Order = (tasks, random) =>
  tasks
    .map((task) => [fraction(random), task] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, task]) => task);
const doubtful: Order = (tasks) => tasks.toSorted((a, b) => a.confidence - b.confidence);

/** In how many of the rounds the interval has the truth, and how far the estimate is off on the average. */
function simulated(form: string, crowd: string, order: Order, count: number, reviews: number) {
  let covered = 0;
  let off = 0;
  for (let round = 0; round < rounds; round++) {
    const random = seededRandom(`${form} ${crowd} ${count} ${reviews} ${round}`);
    const tasks = Array.from({ length: count }, (): Decided => {
      const confidence = forms[form]!(random);
      return { confidence, isRight: fraction(random) < crowds[crowd]!(confidence) };
    });
    const { expected, margin } = told(tasks, new Set(order(tasks, random).slice(0, reviews)));
    const truth = tasks.filter(({ isRight }) => isRight).length / count;
    if (Math.abs(expected! - truth) <= margin!) covered++;
    off += expected! - truth;
  }
  return { covered: covered / rounds, off: off / rounds };
}

for (const form of Object.keys(forms))
  for (const crowd of Object.keys(crowds))
    test(`of labels that are ${form}, by a crowd that is ${crowd}, the interval has the truth in about 95 of 100 cases`, () => {
      for (const count of [300, 1_000])
        for (const reviews of [60, 200]) {
          const { covered, off } = simulated(form, crowd, drawn, count, reviews);
          assert.ok(covered > 0.87, `${covered} with ${reviews} of ${count}, drawn`);
          assert.ok(Math.abs(off) < 0.03, `off by ${off} with ${reviews} of ${count}`);
          const first = simulated(form, crowd, doubtful, count, reviews);
          assert.ok(first.covered > 0.87, `${first.covered} with ${reviews} of ${count}, the doubtful first`);
        }
    });

test('reviews of the doubtful change nothing of what is expected of the sure', () => {
  const tasks = Array.from({ length: 200 }, (_, i) => ({ confidence: i < 100 ? 0.62 : 0.97, isRight: true }));
  const wrong = tasks.map((task, i) => (i < 100 ? { ...task, isRight: i % 2 === 0 } : task));
  const { expected } = told(wrong, new Set(wrong.slice(0, 100)));
  assert.ok(Math.abs(expected! - (50 + 97) / 200) < 1e-6, String(expected));
});

test('what is reviewed throughout is known, without a margin; nothing decided has neither', () => {
  const tasks = Array.from({ length: 40 }, (_, i) => ({ confidence: i / 40, isRight: i % 4 > 0 }));
  const all = told(tasks, new Set(tasks));
  assert.deepEqual([all.expected, all.margin, all.reviewsForOnePoint, all.worthALook], [0.75, 0, 0, 0]);
  assert.deepEqual([all.tasks, all.reviewed, all.corrected], [40, 40, 10]);
  const none = accuracyOf(['cat', 'dog'], {}, {});
  assert.deepEqual([none.expected, none.margin, none.reviewsForOnePoint], [null, null, 0]);
  assert.deepEqual(
    [none.byConfidence, none.corrections, none.expired],
    [
      [],
      [
        [0, 0],
        [0, 0],
      ],
      [0, 0],
    ],
  );
});

test('the plan brings the margin to a point, and asks for most where labels are in doubt', () => {
  const random = seededRandom('plan');
  const tasks = Array.from({ length: 3_000 }, () => {
    const confidence = forms['mostly sure']!(random);
    return { confidence, isRight: fraction(random) < confidence };
  });
  const before = told(tasks, new Set());
  assert.equal(before.worthALook, tasks.filter(({ confidence }) => confidence < 0.8).length);
  const wanted = new Map(
    before.byConfidence.map(({ from, reviews }) => [Math.round(from * confidenceBins), reviews]),
  );
  const reviewed = new Set<Decided>();
  for (const task of tasks) {
    const left = wanted.get(binOf(task.confidence)) ?? 0;
    if (left > 0) reviewed.add(task);
    wanted.set(binOf(task.confidence), left - 1);
  }
  assert.equal(reviewed.size, before.reviewsForOnePoint);
  assert.ok(reviewed.size < tasks.length);
  const after = told(tasks, reviewed);
  assert.ok(after.margin! < 0.013, String(after.margin));
  assert.ok(before.margin! > 0.05);
  const share = (bin: (typeof before.byConfidence)[number]) => bin.reviews / bin.tasks;
  const [doubt] = before.byConfidence;
  assert.ok(share(doubt!) > share(before.byConfidence.at(-1)!), JSON.stringify(before.byConfidence));
});

test('what was decided before there were sums is counted once it is reviewed', () => {
  const { tasks, reviewed, expected } = accuracyOf(['cat', 'dog'], {}, { r19: 2, c19: 1 });
  assert.deepEqual([tasks, reviewed, expected], [2, 2, 0.5]);
});
