import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settlementMadeAtMs, settlementsOfYear } from './of-year.ts';

test('the settlements of a year are those whose ids were made in it, in UTC', () => {
  const { fromId, beforeId } = settlementsOfYear(2026);
  assert.equal(settlementMadeAtMs(fromId), Date.UTC(2026, 0));
  assert.equal(settlementMadeAtMs(beforeId), Date.UTC(2027, 0));
  assert.ok(fromId < beforeId);
  assert.equal(settlementsOfYear(2027).fromId, beforeId);
});
