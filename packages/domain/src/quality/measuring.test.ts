import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areTextsTold, isTemplateTold } from './measuring.ts';

test('20 templates and 50 texts of a day are told apart; what is among them goes on being measured', () => {
  assert.deepEqual(
    [isTemplateTold(false, 19), isTemplateTold(false, 20), isTemplateTold(true, 20)],
    [true, false, true],
  );
  assert.deepEqual([areTextsTold(48, 2), areTextsTold(48, 3), areTextsTold(60, 0)], [true, false, true]);
});
