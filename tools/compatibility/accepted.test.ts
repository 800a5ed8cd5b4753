import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judged } from './accepted.ts';

const found = {
  id: 'response-property-removed',
  text: 'removed task_id',
  operation: 'GET',
  path: '/v1/work',
};
const decided = { id: found.id, operation: 'GET', path: '/v1/work', why: 'no page names it' };

test('a break that was decided on is accepted, there alone; a decision that no break needs is told', () => {
  const elsewhere = { ...found, path: '/v1/tasks' };
  assert.deepEqual(judged([found, elsewhere], [decided]), { refused: [elsewhere], stale: [] });
  assert.deepEqual(judged([elsewhere], [decided]), { refused: [elsewhere], stale: [decided] });
  assert.deepEqual(judged([found], []).refused, [found]);
});
