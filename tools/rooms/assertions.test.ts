import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertionsIn, budgetProblems, isCounted } from './assertions.ts';

test('assertions are counted, whatever they look like; const assertions and renames are not', () => {
  const text = [
    "import { a as b } from './a.ts';",
    'export { b as c };',
    "const kinds = ['x'] as const;",
    'const first = kinds[0]!.length;',
    'const text: string = <string>(b as unknown);',
    'if (!first !== true) kinds!;',
  ].join('\n');
  assert.deepEqual(assertionsIn('packages/a/src/a.ts', text), { nonNull: 2, casts: 2 });
});

test('tests, test code and generated files are not counted', () => {
  assert.ok(isCounted('apps/console/src/app.tsx', ''));
  assert.ok(!isCounted('apps/console/src/app.test.ts', ''));
  assert.ok(!isCounted('packages/storage/src/contract/tasks.ts', ''));
  assert.ok(!isCounted('packages/testing/src/server.ts', ''));
  assert.ok(!isCounted('tools/rooms/table.ts', ''));
  assert.ok(!isCounted('packages/a/src/a.ts', '// Generated from the contract\n'));
});

test('the budget is refused when it is exceeded, and when it could be much smaller', () => {
  const allowed = { nonNull: 20, casts: 20 };
  assert.deepEqual(budgetProblems(allowed, allowed), []);
  assert.deepEqual(budgetProblems({ nonNull: 10, casts: 10 }, allowed), []);
  assert.equal(budgetProblems({ nonNull: 21, casts: 20 }, allowed).length, 1);
  assert.equal(budgetProblems({ nonNull: 1, casts: 1 }, allowed).length, 2);
});
