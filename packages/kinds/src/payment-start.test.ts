import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { boundingBoxes } from './bounding-boxes/bounding-boxes.ts';
import type { Box } from './bounding-boxes/parse.ts';
import type { MarkKind, MarksSpec } from './marks/mark-kind.ts';
import type { Span } from './text-spans/parse.ts';
import { textSpans } from './text-spans/text-spans.ts';
import type { Ground } from './units/unit.ts';

const ground: Ground = {
  kind: 'votes',
  policy: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 3 },
};

type Chances<Value> = readonly (readonly [value: Value, chance: number])[];

/** Four things, each of which a model finds, overlooks, or marks where nothing is. */
interface Scene<Mark> {
  readonly kind: MarkKind<Mark, never>;
  readonly spec: MarksSpec;
  readonly things: readonly Mark[];
  /** Marked where nothing is. */
  readonly strays: readonly Mark[];
}

/** What a model marks that is wrong about each thing, and adds a mark of nothing, so often. */
function startsOf<Mark>({ things, strays }: Scene<Mark>, wrong: number): Chances<readonly Mark[]> {
  const all = [...things.map((mark) => [mark, 1 - wrong] as const), [strays[0] as Mark, wrong] as const];
  return all.reduce<Chances<readonly Mark[]>>(
    (before, [mark, chance]) =>
      before.flatMap(([marks, likely]) => [
        [[...marks, mark], likely * chance] as const,
        [marks, likely * (1 - chance)] as const,
      ]),
    [[[], 1]],
  );
}

/** What somebody says who looks at all: each mistake of the start is seen so often, and else left in. */
function corrected<Mark>(
  truth: readonly Mark[],
  start: readonly Mark[],
  seen: number,
): Chances<readonly Mark[]> {
  const has = (marks: readonly Mark[], one: Mark): boolean => marks.includes(one);
  const mistakes = [...truth, ...start].filter((one, i, all) => {
    return all.indexOf(one) === i && has(truth, one) !== has(start, one);
  });
  return mistakes.reduce<Chances<readonly Mark[]>>(
    (before, mark) =>
      before.flatMap(([marks, likely]) => {
        const right = has(truth, mark) ? [...marks, mark] : marks.filter((one) => one !== mark);
        return [[right, likely * seen] as const, [marks, likely * (1 - seen)] as const];
      }),
    [[start, 1]],
  );
}

interface Earned {
  readonly paid: number;
  /** Trust by gold: the part of what it says that is in the worker's favour, and how much it says. */
  readonly credit: number;
  readonly weight: number;
}

/** Beside two who correct the same start: exact expectations. */
function earned<Mark>(scene: Scene<Mark>, wrong: number, seen: number, own: 'corrects' | 'leaves'): Earned {
  const { kind, spec, things: truth } = scene;
  let [paid, credit, weight] = [0, 0, 0];
  // As labels are kept: in their order.
  const sorted = (marks: readonly Mark[]): readonly Mark[] => kind.read(kind.canonical(marks));
  for (const [given, likely] of startsOf(scene, wrong)) {
    const peers = corrected(truth, given, seen).map(([marks, chance]) => [sorted(marks), chance] as const);
    const start = sorted(given);
    const before = kind.credit(start, truth);
    for (const [mine, chance] of own === 'corrects' ? peers : ([[start, 1]] as const)) {
      const after = kind.credit(mine, truth);
      credit += (likely * chance * (after - before)) / 65_536;
      weight += likely * chance * (1 - Math.min(before, after) / 65_536);
      for (const [i, [one, first]] of peers.entries())
        for (const [j, [other, second]] of peers.slice(i).entries()) {
          const labels = [mine, one, other].map((value) => ({ value, columns: [] }));
          const found = kind.combine(labels, ground, spec);
          const isPaid = found.kind === 'decided' && kind.agrees(mine, found.value, spec);
          if (isPaid) paid += likely * chance * first * second * (j === 0 ? 1 : 2);
        }
    }
  }
  return { paid, credit, weight };
}

function startIsNoIncome<Mark>(context: TestContext, what: string, scene: Scene<Mark>): void {
  for (const wrong of [0.5, 0.3, 0.15, 0.05])
    for (const seen of [0.7, 0.95]) {
      const [work, left] = [earned(scene, wrong, seen, 'corrects'), earned(scene, wrong, seen, 'leaves')];
      const told = ({ paid, credit, weight }: Earned): string =>
        `paid in ${(100 * paid).toFixed(1)} %, trust by gold ${credit.toFixed(2)} of ${weight.toFixed(2)}`;
      context.diagnostic(
        `${what}, wrong in ${100 * wrong} %, mistakes seen ${100 * seen} %: corrected ${told(work)}; left as it is ${told(left)}`,
      );
      const name = `${what} ${wrong} ${seen}: ${told(work)} : ${told(left)}`;
      assert.ok(work.paid > left.paid, name);
      if (wrong >= 0.3 && seen > 0.9) assert.ok(work.paid > left.paid + 0.1, name);
      assert.equal(left.credit, 0, 'a start that is left as it is earns no trust');
      assert.ok(work.credit > 0.6 * work.weight, name);
    }
}

test('who leaves the boxes of a model as they are earns less than who corrects them, and no trust', (context) => {
  const box = (left: number, top: number): Box => ({ class: 'car', left, top, width: 20, height: 20 });
  startIsNoIncome(context, 'boxes', {
    kind: boundingBoxes,
    spec: { classes: ['car'], bar: 45_875 },
    things: [box(0, 0), box(40, 0), box(0, 40), box(40, 40)],
    strays: [box(80, 80)],
  });
});

test('who leaves the spans of a model as they are earns less than who corrects them, and no trust', (context) => {
  const span = (start: number): Span => ({ start, end: start + 6, label: 'PERSON' });
  startIsNoIncome(context, 'spans', {
    kind: textSpans,
    spec: { classes: ['PERSON'], bar: 39_322 },
    things: [span(0), span(20), span(40), span(60)],
    strays: [span(80)],
  });
});
