import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { verdictChances, verdictSlopes } from './davidson.ts';
import { type Judgement, verdicts } from './judgement.ts';
import { rankedItemsMax, rankingOf } from './ranking.ts';

const unit = 65_536;
const ln2 = 45_426;
const items = ['a', 'b', 'c', 'd'];
const judgement = fc
  .record({
    worker: fc.constantFrom('ann', 'bo', 'cleo'),
    left: fc.constantFrom(...items),
    right: fc.constantFrom(...items),
    verdict: fc.constantFrom('left', 'right', 'tie' as const),
  })
  .filter(({ left, right }) => left !== right);

test('a ranking does not depend on the order of the judgements, to the last bit', () => {
  const orders = fc
    .array(judgement, { minLength: 1, maxLength: 30 })
    .chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      ),
    );
  fc.assert(
    fc.property(orders, ([given, shuffled]) => {
      assert.deepEqual(rankingOf(shuffled, true), rankingOf(given, true));
    }),
    { numRuns: 60 },
  );
});

test('a ranking is one of whole numbers, each within its interval, the best first', () => {
  fc.assert(
    fc.property(fc.array(judgement, { minLength: 1, maxLength: 30 }), (given) => {
      const { items: ranked, workers } = rankingOf(given, true);
      assert.ok(Math.abs(ranked.reduce((sum, { score }) => sum + score, 0)) <= ranked.length);
      for (const [i, { score, low, high, rank }] of ranked.entries()) {
        assert.ok([score, low, high].every(Number.isSafeInteger) && low < score && score < high);
        assert.ok(rank <= i + 1 && (i === 0 || score <= (ranked[i - 1]?.score ?? 0)));
      }
      for (const { reliability } of workers) assert.ok(reliability > 0 && reliability < unit);
    }),
    { numRuns: 60 },
  );
});

/** Numbers from 0 to 1, the same each time (Park and Miller 1988). */
function draws(): () => number {
  let state = 20_261_201;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const honest = ['ann', 'bo', 'cleo', 'dirk'];

/** Workers judge pairs of items of which each is twice as good as the next. `lefty` and `opposite` do as they are called. */
function judged(pairs: number, tieWeight: number, workers: readonly string[]): readonly Judgement[] {
  const draw = draws();
  return Array.from({ length: pairs }, () => {
    const first = Math.floor(draw() * items.length);
    const second = (first + 1 + Math.floor(draw() * (items.length - 1))) % items.length;
    const [left = '', right = ''] = [items[first], items[second]];
    return workers.map((worker): Judgement => {
      const lead = second - first;
      const weights = [2 ** (lead / 2), 2 ** (-lead / 2), tieWeight];
      let place = draw() * weights.reduce((sum, one) => sum + one, 0);
      const found = verdicts.find((_, i) => {
        place -= weights[i] ?? 0;
        return place < 0;
      });
      const verdict = worker === 'lefty' ? 'left' : (found ?? 'tie');
      const isTurned = worker === 'opposite' && verdict !== 'tie';
      return { worker, left, right, verdict: isTurned ? turned(verdict) : verdict };
    });
  }).flat();
}

const turned = (verdict: 'left' | 'right'): 'left' | 'right' => (verdict === 'left' ? 'right' : 'left');

test('of workers who look strengths are found as they are, with ties and without', () => {
  for (const tieWeight of [0, 0.7]) {
    const { items: ranked } = rankingOf(judged(500, tieWeight, honest), tieWeight > 0);
    assert.deepEqual(
      ranked.map(({ item }) => item),
      items,
    );
    for (const [i, { low, high }] of ranked.entries()) {
      const truth = (1.5 - i) * ln2;
      // Workers are taken as known, so that an interval is a little too narrow.
      const slack = (high - low) / 2;
      assert.ok(
        low - slack <= truth && truth <= high + slack,
        `${items[i]}: ${low} to ${high}, not ${truth}`,
      );
      assert.ok(high - low < unit);
    }
  }
});

test('who favours a place and who says the opposite are found out, and change no rank', () => {
  const { items: ranked, workers } = rankingOf(judged(300, 0.7, [...honest, 'lefty', 'opposite']), true);
  assert.deepEqual(
    ranked.map(({ item }) => item),
    items,
  );
  const by = new Map(workers.map((one) => [one.worker, one]));
  assert.equal(by.get('lefty')?.leftShare, unit);
  for (const name of honest) {
    const { reliability = 0, leftShare } = by.get(name) ?? {};
    assert.ok(Math.abs((leftShare ?? 0) - unit / 2) < unit / 8);
    for (const other of ['lefty', 'opposite'])
      assert.ok((by.get(other)?.reliability ?? unit) < reliability / 3);
  }
});

test('who says the opposite tells something, and more than who favours a place', () => {
  const width = (other: string): number => {
    const [best] = rankingOf(judged(300, 0.7, ['ann', other]), true).items;
    return (best?.high ?? 0) - (best?.low ?? 0);
  };
  const [honestWidth, opposite, lefty] = [width('bo'), width('opposite'), width('lefty')];
  assert.ok(honestWidth < opposite && opposite < 0.95 * lefty, `${honestWidth} ${opposite} ${lefty}`);
});

test('slopes and curvature are those of the logarithm of the chances', () => {
  const step = 1 / 64;
  for (const tie of [null, -0.7, 0.5])
    for (const lead of [-2, -0.3, 0, 1.1]) {
      const [below, here, above] = [-step, 0, step].map((off) =>
        verdictChances(lead + off, tie).map((chance) => Math.log(chance)),
      );
      const { slopes, curvature } = verdictSlopes(verdictChances(lead, tie));
      for (const [i, log = 0] of here?.entries() ?? []) {
        const [low = 0, high = 0] = [below?.[i], above?.[i]];
        assert.ok(Math.abs((high - low) / (2 * step) - (slopes[i] ?? 9)) < 0.01);
        assert.ok(Math.abs((2 * log - high - low) / (step * step) - curvature) < 0.05);
      }
    }
});

test('intervals get narrower with more judgements, about as their square root', () => {
  const [few = 0, many = 1] = [150, 600].map((pairs) => {
    const [best] = rankingOf(judged(pairs, 0.7, honest), true).items;
    return (best?.high ?? 0) - (best?.low ?? 0);
  });
  assert.ok(few / many > 1.5 && few / many < 3, `${few} ${many}`);
});

test('nothing judged is an empty ranking; too many items, or one against itself, are refused', () => {
  assert.deepEqual(rankingOf([], true), { items: [], workers: [] });
  const chain = Array.from(
    { length: rankedItemsMax },
    (_, i): Judgement => ({ worker: 'ann', left: `${i}`, right: `${i + 1}`, verdict: 'left' }),
  );
  assert.throws(() => rankingOf(chain, false), RangeError);
  assert.throws(
    () => rankingOf([{ worker: 'ann', left: 'a', right: 'a', verdict: 'tie' }], true),
    RangeError,
  );
});
