import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judged } from './accepted.ts';

const found = (id: string, text: string) => ({ id, text, operation: 'GET', path: '/v1/tasks' });

test('what was decided on is accepted, and nothing beside it; a decision that no break needs is told', () => {
  const added = found('enum-value-added', 'added `video` to the enum of `type`');
  const other = found('enum-value-added', 'added `paused` to the enum of `status`');
  const removed = found('property-removed', 'removed `video`');
  const decided = { id: added.id, says: '`video`', why: 'only who submits it gets it' };
  assert.deepEqual(judged([added, added, other, removed], [decided]).refused, [other, removed]);
  assert.deepEqual(judged([other], [decided]), { refused: [other], stale: [decided] });
  assert.deepEqual(judged([added], []).refused, [added]);
  const [here, elsewhere] = [
    { ...decided, of: 'GET /v1/tasks' },
    { ...decided, of: 'POST /v1/tasks' },
  ];
  assert.deepEqual(judged([added], [here]).refused, []);
  assert.deepEqual(judged([added], [elsewhere]), { refused: [added], stale: [elsewhere] });
});
