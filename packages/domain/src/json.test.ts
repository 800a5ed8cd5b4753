import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, messageOf } from './errors.ts';
import { isRecord, isWhole } from './json.ts';
import { isOneOf, recordOf, taskTypes } from './names.ts';

test('parsed values are recognised by their shape', () => {
  assert.deepEqual([{}, [], null, 'a', 1].map(isRecord), [true, false, false, false, false]);
  assert.deepEqual(
    [0, -1, 1.5, Number.NaN, 2 ** 53, '1'].map((value) => isWhole(value)),
    [true, false, false, false, false, false],
  );
  assert.deepEqual([isWhole(5, 5, 6), isWhole(7, 5, 6)], [true, false]);
});

test('names are distinguished from other texts, and each has its value', () => {
  assert.deepEqual([isOneOf(taskTypes, 'sentiment'), isOneOf(taskTypes, 'toString')], [true, false]);
  assert.deepEqual(
    recordOf(['a', 'b'], (name) => name + name),
    { a: 'aa', b: 'bb' },
  );
});

test('what was thrown need not be an error', () => {
  assert.deepEqual([messageOf(new Error('no')), messageOf('no')], ['no', 'no']);
  assert.deepEqual(
    [codeOf({ code: 'ENOENT' }), codeOf('ENOENT'), codeOf(null)],
    ['ENOENT', undefined, undefined],
  );
});
