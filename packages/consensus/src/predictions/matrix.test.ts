import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allCells } from './matrix.ts';
import { newPredictor, type PredictorStatistics, predictionColumn, taughtPredictor } from './predictor.ts';

type Said = readonly (readonly [predicted: number, truth: number])[];

function taught(from: PredictorStatistics, options: number, said: Said): PredictorStatistics {
  let known = from;
  for (const [predicted, truth] of said) {
    const logs = Array.from({ length: options }, (_, option) => (option === truth ? 0 : -200_000));
    const prediction = { model: 'm', option: predicted };
    known = taughtPredictor(known, [{ prediction, people: logs, all: logs, alone: [truth, truth] }]);
  }
  return known;
}

test('a record of before, with a cell for each pair of options, goes on as one with pairs', () => {
  const pair = fc.tuple(fc.nat(4), fc.nat(4));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 60 }), fc.array(pair, { maxLength: 8 }), (first, more) => {
      const known = taught(newPredictor(5), 5, first);
      const { options: _, ...rest } = known;
      const earlier: PredictorStatistics = {
        ...rest,
        cells: allCells(known),
        ...(rest.scored.length === 0 && { scored: Array(10).fill(0), scoredRight: Array(10).fill(0) }),
      };
      const [now, before] = [taught(known, 5, more), taught(earlier, 5, more)];
      for (let option = 0; option < 5; option++)
        assert.deepEqual(
          predictionColumn(before, { model: 'm', option }),
          predictionColumn(now, { model: 'm', option }),
        );
      assert.deepEqual(allCells(before), allCells(now));
      if (more.length > 0) assert.deepEqual(before.cells, now.cells);
    }),
  );
});

test('what is kept of a model does not grow with the square of its options', () => {
  const said = Array.from({ length: 4_000 }, (_, i) => [(i * 7) % 50, (i * 13) % 50] as const);
  const known = taught(newPredictor(50), 50, said);
  assert.ok(known.cells.length <= 256, `${known.cells.length}`);
  assert.ok(JSON.stringify(known).length < 2_500);
});
