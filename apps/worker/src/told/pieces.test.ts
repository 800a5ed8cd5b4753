import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from '../marking/spans/steps.ts';
import { piecesOf } from './pieces.ts';

const length = 40;
/** In their order, and none overlaps another. */
const marks: fc.Arbitrary<readonly Range[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 12 })
  .map((cuts) => cuts.sort((a, b) => a - b))
  .map((cuts) =>
    cuts.flatMap((from, i) => {
      const to = cuts[i + 1];
      return i % 2 === 0 && to !== undefined ? [{ from, to }] : [];
    }),
  );

test('pieces are all of the text in its order, and each knows whose marks it is of', () => {
  fc.assert(
    fc.property(marks, marks, (own, decided) => {
      const pieces = piecesOf(length, own, decided);
      let at = 0;
      for (const piece of pieces) {
        assert.equal(piece.from, at);
        for (let place = piece.from; place < piece.to; place++)
          for (const [found, all] of [
            [piece.own, own],
            [piece.decided, decided],
          ] as const)
            assert.equal(
              found,
              all.findIndex(({ from, to }) => from <= place && place < to),
            );
        at = piece.to;
      }
      assert.equal(at, length);
    }),
  );
});
