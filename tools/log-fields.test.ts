import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { logFields } from './log-fields.ts';

const root = dirname(import.meta.dirname);
/** Of every line, by the logger itself. */
const own = ['level', 'time', 'msg'];
/** What is said by a whole object is told of in the guide by hand. */
const spreadsKnown = 4;

test('every field that lines of the log can have is in the guide, and no other', () => {
  const guide = readFileSync(join(root, 'docs/operating/observability.md'), 'utf8');
  const table = guide.slice(guide.indexOf('## Log lines')).split(/\n## /, 2)[0] ?? '';
  const cells = table.split('\n').flatMap((row) => /^\| (`.*?`) \|/.exec(row)?.[1]?.match(/\w+/g) ?? []);
  const { fields, spreads } = logFields(root);
  assert.equal(spreads.length, spreadsKnown, spreads.join('\n'));
  const told = new Set(cells);
  assert.deepEqual(
    [...fields].filter((name) => !told.has(name)),
    [],
    'not in the guide',
  );
  const bySpread = ['ok', 'failed', 'decisions', 'culprits', 'why', 'proofOfDeath'];
  const known = new Set([...own, ...fields, ...bySpread]);
  assert.deepEqual(
    cells.filter((name) => !known.has(name)),
    [],
    'in no line',
  );
});
