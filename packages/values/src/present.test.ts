import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, entryOf, last, present } from './present.ts';

test('what is there is given, also where it is 0, empty or false', () => {
  assert.equal(at([0, 7], 0), 0);
  assert.equal(at('ab', 1), 'b');
  assert.equal(last(Uint8Array.of(1, 2)), 2);
  assert.equal(entryOf(new Map([['a', '']]), 'a'), '');
  assert.equal(present(false, 'it'), false);
});

test('what is not there is a broken invariant, and says where', () => {
  assert.throws(() => at([1], 1), /place 1 of 1 is missing/);
  assert.throws(() => at([1], -1), /place -1 of 1/);
  assert.throws(() => last([]), /place -1 of 0/);
  assert.throws(() => entryOf(new Map(), 'a'), /the entry a is missing/);
  assert.throws(() => present(null, 'the tip'), /the tip is missing/);
});
