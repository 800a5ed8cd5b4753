import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areTextsCounted, isTemplateCounted } from './measuring.ts';

test('20 templates and 50 texts of a day are counted; those among them are still measured', () => {
  assert.deepEqual(
    [isTemplateCounted(false, 19), isTemplateCounted(false, 20), isTemplateCounted(true, 20)],
    [true, false, true],
  );
  assert.deepEqual(
    [areTextsCounted(48, 2), areTextsCounted(48, 3), areTextsCounted(60, 0)],
    [true, false, true],
  );
});
