import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lineOf, recordOf } from './record-line.ts';

const record = {
  set: 'doc',
  id: 'customer:é\u0001\n"1"',
  bins: { v: '{"a":1}', rev: 7, half: 1.5, fx: { 10: 'ten', 9: 'nine' }, ops: {}, m: { b: 'x', '': 'y' } },
} as const;

test('a record is the same after it was a line, empty maps and odd keys too', () => {
  const line = lineOf(record);
  assert.ok(!line.includes('\n'));
  assert.deepEqual(recordOf(line), record);
  assert.equal(lineOf(recordOf(line)), line);
});

test('the line does not depend on the order in which bins and entries were read', () => {
  const bins = Object.fromEntries(Object.entries(record.bins).toReversed());
  const m = { '': 'y', b: 'x' };
  assert.equal(lineOf({ ...record, bins: { ...bins, m } }), lineOf(record));
});

test('what this store never writes is refused, not lost', () => {
  for (const v of [[1], Buffer.from('x'), { a: { b: 1 } }, 2n ** 60n, null, true])
    assert.throws(() => lineOf({ ...record, bins: { v } }), /the bin v of customer:.* does not know/s);
  for (const line of ['{}', '[]', '["task",1,[]]', '["other","a",[]]'])
    assert.throws(() => recordOf(line), /is no record of a backup/);
});
