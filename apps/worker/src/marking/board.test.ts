import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  added,
  type Board,
  back,
  changed,
  forth,
  type Mark,
  marksOf,
  named,
  newBoard,
  nothing,
  removed,
  selectedOf,
  selecting,
} from './board.ts';

type At = Mark & { readonly at: number };
type Act = (board: Board<At>) => Board<At>;

const add: Act = (board) => added(board, (id, name) => ({ id, name, at: 0 }));
const start = newBoard<At>([{ id: 4, name: 'b', at: 1 }], false, 'a');

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.constant(add),
    fc.nat(6).map(
      (id): Act =>
        (board) =>
          removed(board, id),
    ),
    fc.nat(6).map(
      (id): Act =>
        (board) =>
          selecting(board, id),
    ),
    fc.constantFrom('a', 'b').map(
      (name): Act =>
        (board) =>
          named(board, name),
    ),
    fc.boolean().map(
      (isNone): Act =>
        (board) =>
          nothing(board, isNone),
    ),
    fc.tuple(fc.nat(3), fc.constantFrom('', 'move')).map(
      ([at, kind]): Act =>
        (board) => {
          const mark = selectedOf(board);
          return mark === undefined ? board : changed(board, { ...mark, at }, kind);
        },
    ),
    fc.constant(back<At>),
    fc.constant(forth<At>),
  ),
  { maxLength: 40 },
);
const after = (all: readonly Act[]): Board<At> => all.reduce((board, act) => act(board), start);

test('whatever was done is undone to where it began, and done again to where it was', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const board = after(all);
      let undone = board;
      while (undone.steps.past.length > 0) undone = back(undone);
      assert.deepEqual(undone.steps.now, start.steps.now);
      while (undone.steps.future.length > board.steps.future.length) undone = forth(undone);
      assert.deepEqual(undone.steps.now, board.steps.now);
    }),
  );
});

test('no two marks have one id, what is selected is there, and who says that there is nothing has nothing', () => {
  fc.assert(
    fc.property(acts, (all) => {
      const board = after(all);
      const ids = marksOf(board).map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
      assert.ok(!board.steps.now.isNone || ids.length === 0);
    }),
  );
});

test('moves of one mark are undone as one, those of two marks one after the other', () => {
  const moved = (board: Board<At>, at: number): Board<At> => {
    const mark = selectedOf(board);
    assert.ok(mark !== undefined);
    return changed(board, { ...mark, at }, 'move');
  };
  let board = selecting(start, 4);
  for (let at = 2; at < 9; at++) board = moved(board, at);
  board = moved(add(board), 3);
  assert.deepEqual(
    marksOf(board).map(({ at }) => at),
    [8, 3],
  );
  board = back(board);
  assert.deepEqual(
    marksOf(board).map(({ at }) => at),
    [8, 0],
  );
  board = back(back(board));
  assert.deepEqual(
    marksOf(board).map(({ at }) => at),
    [1],
  );
});

test('a class is for what is selected and for what is drawn next; deleting selects what came after', () => {
  let board = add(add(named(start, 'b')));
  assert.deepEqual(
    marksOf(board).map(({ name }) => name),
    ['b', 'b', 'b'],
  );
  board = named(selecting(board, 4), 'a');
  assert.deepEqual(
    marksOf(add(board)).map(({ name }) => name),
    ['a', 'b', 'b', 'a'],
  );
  board = removed(board, 4);
  assert.equal(selectedOf(board)?.id, 5);
  assert.equal(removed(removed(board, 5), 6).selected, null);
});
