import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceOf, piecesOf, pointsOf, runsOf } from './pieces.ts';

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
    pieces.map((piece) => [piece.text, piece.decided?.at ?? null, piece.by]),
    [
      ['👋', null, [2]],
      [' ', null, []],
      ['مرح', 0, [1]],
      ['با', 0, []],
      [' ', null, []],
      ['Zoë', null, [1]],
    ],
  );
  assert.deepEqual(
    runsOf(pieces).map((run) => [run.pieces.map((piece) => piece.text).join(''), run.decided?.at ?? null]),
    [
      ['👋 ', null],
      ['مرحبا', 0],
      [' Zoë', null],
    ],
  );
  assert.equal(pieceOf(points, [0, 1]), '👋');
  assert.deepEqual(piecesOf([], [{ of: null, marks: [span(0, 3)] }]), []);
});
