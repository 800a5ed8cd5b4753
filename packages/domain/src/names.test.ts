import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, messageOf } from './errors.ts';
import { isOneOf, recordOf, taskTypes } from './names.ts';

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
