import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nominalAlpha, unitAgreement } from './alpha.ts';

function alphaOf(units: readonly (readonly string[])[]): number | null {
  const totals = new Map<string, number>();
  let [pairable, disagreement] = [0, 0];
  for (const unit of units) {
    const added = unitAgreement(unit);
    if (added === null) continue;
    pairable += unit.length;
    disagreement += added.disagreement;
    for (const [value, count] of added.counts) totals.set(value, (totals.get(value) ?? 0) + count);
  }
  const squares = [...totals.values()].reduce((sum, n) => sum + n * n, 0);
  return nominalAlpha({ pairable, disagreement, squares });
}

/** The same by way of the coincidence matrix, as the paper computes it. */
function alphaOfMatrix(units: readonly (readonly string[])[]): number | null {
  const matrix = new Map<string, number>();
  const totals = new Map<string, number>();
  for (const unit of units.filter(({ length }) => length > 1)) {
    unit.forEach((a, i) => {
      unit.forEach((b, j) => {
        if (i === j) return;
        const key = JSON.stringify([a, b]);
        matrix.set(key, (matrix.get(key) ?? 0) + 1 / (unit.length - 1));
        totals.set(a, (totals.get(a) ?? 0) + 1 / (unit.length - 1));
      });
    });
  }
  const n = [...totals.values()].reduce((sum, one) => sum + one, 0);
  let [observed, expected] = [0, 0];
  for (const [a, countA] of totals) {
    for (const [b, countB] of totals) {
      if (a === b) continue;
      observed += matrix.get(JSON.stringify([a, b])) ?? 0;
      expected += (countA * countB) / (n - 1);
    }
  }
  return expected === 0 ? null : 1 - observed / expected;
}

const columns = (...observers: readonly string[]): string[][] =>
  Array.from({ length: observers[0]!.length }, (_, unit) =>
    observers.map((values) => values[unit]!).filter((value) => value !== '.'),
  );

test('alpha is that of the published examples', () => {
  // Krippendorff 2011, sections A to C: two observers, binary; two, nominal; four, with values missing.
  const examples = [
    [columns('0100000010', '1110010000'), '0.095'],
    [columns('aabbdcccedda', 'babbbccceddd'), '0.692'],
    [columns('123321412...', '1233224125.3', '.3332342251.', '12332441251.'), '0.743'],
  ] as const;
  for (const [units, alpha] of examples) {
    assert.equal(alphaOf(units)?.toFixed(3), alpha);
    assert.equal(alphaOfMatrix(units)?.toFixed(3), alpha);
  }
});

test('alpha of the sums is alpha of the coincidence matrix', () => {
  const units = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 7 }), { maxLength: 30 });
  fc.assert(
    fc.property(units, (given) => {
      const [sums, matrix] = [alphaOf(given), alphaOfMatrix(given)];
      if (sums === null || matrix === null) assert.equal(sums, matrix);
      else assert.ok(Math.abs(sums - matrix) < 1e-9, `${sums} ${matrix}`);
    }),
  );
});

test('alpha is undefined where nothing varies or nothing can be paired', () => {
  assert.equal(alphaOf([]), null);
  assert.equal(alphaOf([['a'], ['b']]), null);
  assert.equal(
    alphaOf([
      ['a', 'a'],
      ['a', 'a', 'a'],
    ]),
    null,
  );
});
