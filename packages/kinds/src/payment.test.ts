import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { goldScore } from './agreement/gold-score.ts';
import { boundingBoxes } from './bounding-boxes/bounding-boxes.ts';
import type { Box, Boxes } from './bounding-boxes/parse.ts';
import { type Comparison, comparison } from './comparison/comparison.ts';
import type { Kind } from './kind.ts';
import type { MarksSpec } from './marks/mark-kind.ts';
import { type Labels, multiLabel } from './multi-label/multi-label.ts';
import type { MultiLabelSpec } from './multi-label/parse.ts';
import type { RatingSpec } from './rating/parse.ts';
import { rating } from './rating/rating.ts';
import type { Span, Spans } from './text-spans/parse.ts';
import { textSpans } from './text-spans/text-spans.ts';
import type { Ground } from './units/unit.ts';

/** What may be said, and how likely it is. */
type Chances<Value> = readonly (readonly [value: Value, chance: number])[];

/** A task of three labels: a worker's, and those of two who look. */
interface Game<Spec, Value> {
  readonly kind: Pick<Kind<Spec, Value>, 'combine' | 'agrees'>;
  /** What an answer is worth on gold, 0 to 65536. */
  readonly gold: (value: Value, truth: Value) => number;
  readonly spec: Spec;
  readonly truths: Chances<Value>;
  /** What somebody says who looks. `skill`: 0 to 1. */
  readonly looked: (truth: Value, skill: number) => Chances<Value>;
  /** What somebody says who does not. */
  readonly blind: Chances<Value>;
}

/** In how many of all tasks a worker is paid, and how much they score on gold: expectations, with nothing left to chance. */
interface Earned {
  readonly paid: number;
  readonly gold: number;
}

const ground: Ground = {
  kind: 'votes',
  policy: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
};

function earned<Spec, Value>(
  { kind, gold: goldOf, spec, truths, looked }: Game<Spec, Value>,
  skill: number,
  saidOf: (truth: Value) => Chances<Value>,
): Earned {
  let [paid, gold] = [0, 0];
  for (const [truth, likely] of truths) {
    const peers = looked(truth, skill);
    for (const [own, chance] of saidOf(truth)) {
      gold += (likely * chance * goldOf(own, truth)) / 65_536;
      for (const [i, [one, first]] of peers.entries())
        for (const [j, [other, second]] of peers.slice(i).entries()) {
          const labels = [own, one, other].map((value) => ({ value, columns: [] }));
          const found = kind.combine(labels, ground, spec);
          const isPaid = found.kind === 'decided' && kind.agrees(own, found.value, spec);
          // Two peers who differ, either of them first.
          if (isPaid) paid += likely * chance * first * second * (j === 0 ? 1 : 2);
        }
    }
  }
  return { paid, gold };
}

/** Whoever works earns more than who does not, whatever the skill of all; and is trusted more. */
function workPays<Spec, Value>(
  context: TestContext,
  what: string,
  game: Game<Spec, Value>,
  numRuns: number,
): void {
  const compared = (skill: number): readonly [work: Earned, blind: Earned] => [
    earned(game, skill, (truth) => game.looked(truth, skill)),
    earned(game, skill, () => game.blind),
  ];
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (skill) => {
      const [work, blind] = compared(skill);
      assert.ok(work.paid > blind.paid + 0.05, `skill ${skill}: paid ${work.paid}, blind ${blind.paid}`);
      assert.ok(work.gold > blind.gold + 0.15, `skill ${skill}: gold ${work.gold}, blind ${blind.gold}`);
    }),
    { numRuns },
  );
  for (const skill of [0, 1]) {
    const [work, blind] = compared(skill);
    const told = ({ paid, gold }: Earned): string =>
      `paid in ${(100 * paid).toFixed(1)} % of tasks, gold ${gold.toFixed(2)}`;
    context.diagnostic(`${what}, skill ${skill}: ${told(work)}; without a look ${told(blind)}`);
  }
}

const pairSpec = { items: ['one', 'two'], mayTie: true };
const verdicts: readonly Comparison[] = [{ item: 'one' }, { item: 'two' }, { tie: true }];

test('always choosing the left one earns less than looking', (context) => {
  const game: Game<Parameters<typeof comparison.units>[0], Comparison> = {
    kind: comparison,
    gold: (own, truth) => goldScore(comparison, own, truth, pairSpec),
    spec: pairSpec,
    truths: verdicts.map((verdict, i) => [verdict, [0.4, 0.4, 0.2][i] ?? 0]),
    looked: (truth, skill) =>
      verdicts.map((verdict) => [verdict, verdict === truth ? 0.6 + 0.4 * skill : 0.2 * (1 - skill)]),
    // Which item stands on the left is drawn for each worker.
    blind: [
      [{ item: 'one' }, 0.5],
      [{ item: 'two' }, 0.5],
    ],
  };
  workPays(context, 'comparison, always left', game, 40);
});

const options = ['a', 'b', 'c', 'd'];
const setSpec: MultiLabelSpec = { options, bar: 32_768 };
const everySet: readonly Labels[] = Array.from({ length: 2 ** options.length }, (_, number) =>
  options.filter((_option, place) => Math.floor(number / 2 ** place) % 2 === 1),
);
/** The chance of a set, each option being in it with its own. */
const setChance = (set: Labels, chanceOf: (option: string) => number): number =>
  options.reduce((all, option) => all * (set.includes(option) ? chanceOf(option) : 1 - chanceOf(option)), 1);

test('ticking all, or none of these, earns less than looking', (context) => {
  const looking: Omit<Game<MultiLabelSpec, Labels>, 'blind'> = {
    kind: multiLabel,
    gold: (own, truth) => goldScore(multiLabel, own, truth, setSpec),
    spec: setSpec,
    truths: everySet.map((set) => [set, setChance(set, () => 0.3)]),
    looked: (truth, skill) => {
      const right = 0.88 + 0.12 * skill;
      return everySet.map((set) => [set, setChance(set, (one) => (truth.includes(one) ? right : 1 - right))]);
    },
  };
  workPays(context, 'multi-label, all ticked', { ...looking, blind: [[options, 1]] }, 2);
  workPays(context, 'multi-label, none of these', { ...looking, blind: [[[], 1]] }, 2);
});

test('always saying the middle earns less than looking, also where the middle is more frequent', (context) => {
  for (const steps of [3, 5, 7, 10])
    for (const isEven of [true, false]) {
      const weights = Array.from({ length: steps }, (_, i) => (isEven ? 1 : 1 + Math.min(i, steps - 1 - i)));
      const sum = weights.reduce((all, weight) => all + weight, 0);
      const spec = rating.parseSpec({ scale: { from: 1, to: steps } });
      assert.ok(spec.ok);
      const game: Game<RatingSpec, number> = {
        kind: rating,
        gold: (own, truth) => goldScore(rating, own, truth, spec.value),
        spec: spec.value,
        truths: weights.map((weight, i) => [1 + i, weight / sum]),
        looked: (truth, skill) =>
          [-1, 0, 1].map((off) => [
            Math.max(1, Math.min(steps, truth + off)),
            off === 0 ? 0.6 + 0.4 * skill : 0.2 * (1 - skill),
          ]),
        blind: [[Math.ceil(steps / 2), 1]],
      };
      const what = `rating, ${steps} steps, ${isEven ? 'all as frequent' : 'more in the middle'}, always the middle`;
      workPays(context, what, game, 40);
    }
});

/** Nothing, one or two of these marks; each may be there as well as the others. */
function someOf<Mark>(marks: readonly Mark[]): Chances<readonly Mark[]> {
  const pairs = marks.flatMap((one, i) => marks.slice(i + 1).map((other) => [one, other]));
  return [
    [[], 0.1],
    ...marks.map((mark) => [[mark], 0.5 / marks.length] as const),
    ...pairs.map((pair) => [pair, 0.4 / pairs.length] as const),
  ];
}

/** Each mark is found as it is, a little off, or overlooked; where there is nothing, some see this one. */
function looking<Mark>(
  truth: readonly Mark[],
  skill: number,
  off: (mark: Mark) => Mark,
  stray: Mark,
): Chances<readonly Mark[]> {
  const [missed, moved] = [0.15 * (1 - skill), 0.3];
  if (truth.length === 0)
    return [
      [[], 1 - missed],
      [[stray], missed],
    ];
  return truth.reduce<Chances<readonly Mark[]>>(
    (before, mark) =>
      before.flatMap(([marks, chance]) => [
        [[...marks, mark], chance * (1 - missed - moved)] as const,
        [[...marks, off(mark)], chance * moved] as const,
        [marks, chance * missed] as const,
      ]),
    [[[], 1]],
  );
}

test('one huge box, the middle of all or no box at all earns less than drawing', (context) => {
  const box = (left: number, top: number, side: number): Box => ({
    class: 'car',
    left,
    top,
    width: side,
    height: side,
  });
  const places = [box(35, 35, 30), ...[0, 70].flatMap((left) => [box(left, 0, 30), box(left, 70, 30)])];
  const game: Omit<Game<MarksSpec, Boxes>, 'blind'> = {
    kind: boundingBoxes,
    gold: boundingBoxes.credit,
    spec: { classes: ['car'], bar: 45_875 },
    truths: someOf(places),
    looked: (truth, skill) =>
      looking(truth, skill, (one) => ({ ...one, width: one.width - 4 }), box(35, 35, 30)),
  };
  workPays(context, 'boxes, one huge', { ...game, blind: [[[box(0, 0, 100)], 1]] }, 1);
  workPays(context, 'boxes, the middle of all', { ...game, blind: [[[box(35, 35, 30)], 1]] }, 1);
  workPays(context, 'boxes, none at all', { ...game, blind: [[[], 1]] }, 1);
});

test('the whole text, its middle or no span at all earns less than marking', (context) => {
  const span = (start: number, end: number): Span => ({ start, end, label: 'PERSON' });
  const game: Omit<Game<MarksSpec, Spans>, 'blind'> = {
    kind: textSpans,
    gold: textSpans.credit,
    spec: { classes: ['PERSON'], bar: 39_322 },
    truths: someOf([span(0, 8), span(20, 29), span(45, 55), span(70, 78), span(90, 99)]),
    looked: (truth, skill) => looking(truth, skill, (one) => ({ ...one, end: one.end + 1 }), span(45, 55)),
  };
  workPays(context, 'spans, the whole text', { ...game, blind: [[[span(0, 100)], 1]] }, 1);
  workPays(context, 'spans, the middle of all', { ...game, blind: [[[span(45, 55)], 1]] }, 1);
  workPays(context, 'spans, none at all', { ...game, blind: [[[], 1]] }, 1);
});
