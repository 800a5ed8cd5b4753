import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isId } from './ids.ts';
import { jobTaskId, lineOfJobTask, manifestLinesMax } from './job-task-id.ts';

const [one, next] = ['job_01JRCZ8Q4M3V7T5N9K2H6X0WAB', 'job_01JRCZ8Q4M3V7T5N9K2H6X0WAC'];

test('each line of each job has a task id of its own, valid and sorted by line', () => {
  const lines = [1, 2, 31, 32, 33, 1023, 1024, 1_000_000, manifestLinesMax];
  const ids = lines.map((line) => jobTaskId(one, line));
  assert.ok(ids.every((id) => isId('task', id)));
  assert.deepEqual(ids, [...ids].sort());
  assert.deepEqual(ids.map(lineOfJobTask), lines);
  const both = new Set([...ids, ...lines.map((line) => jobTaskId(next, line))]);
  assert.equal(both.size, 2 * lines.length);
  assert.equal(jobTaskId(one, 7), jobTaskId(one, 7));
});

test('a line that cannot be is refused', () => {
  for (const line of [0, -1, 1.5, manifestLinesMax + 1])
    assert.throws(() => jobTaskId(one, line), RangeError);
});
