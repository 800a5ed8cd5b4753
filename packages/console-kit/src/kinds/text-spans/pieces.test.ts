import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceOf, piecesOf, pointsOf } from './pieces.ts';

const span = (start: number, end: number) => ({ name: 'P', at: [start, end] });

test('a text is cut at code points, and its pieces are the whole of it', () => {
  const text = '👋 مرحبا Zoë';
  const points = pointsOf(text);
  const pieces = piecesOf(points, [
    { of: null, marks: [span(2, 7)] },
    { of: 1, marks: [span(2, 5), span(8, 99)] },
    { of: 2, marks: [span(0, 1)] },
  ]);
  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(
    pieces.map((piece) => [piece.text, piece.decided?.at ?? null, piece.isEnd, piece.by]),
    [
      ['👋', null, false, [2]],
      [' ', null, false, []],
      ['مرح', 0, false, [1]],
      ['با', 0, true, []],
      [' ', null, false, []],
      ['Zoë', null, false, [1]],
    ],
  );
  assert.equal(pieceOf(points, [0, 1]), '👋');
  assert.deepEqual(piecesOf([], [{ of: null, marks: [span(0, 3)] }]), []);
});
