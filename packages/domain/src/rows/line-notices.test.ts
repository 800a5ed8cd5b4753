import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LineNotices, noticedLines } from './line-notices.ts';

test('equal notices are one, with their first line and how many there are; the first different ones are kept', () => {
  const notices = new LineNotices(2);
  for (let line = 3; line < 1_204; line++) notices.add({ line, reason: 'passed over' });
  notices.add({ line: 1, reason: 'no name' });
  notices.add({ line: 5, reason: 'too many' });
  notices.add({ line: 2, reason: 'passed over', count: 10 });
  assert.deepEqual(notices.list, [
    { line: 1, reason: 'no name', count: 1 },
    { line: 2, reason: 'passed over', count: 1_211 },
  ]);
  assert.deepEqual(notices.list.map(noticedLines), ['line 1', 'line 2 and 1,210 more']);
  assert.equal(noticedLines({ line: 7 }), 'line 7');
});
