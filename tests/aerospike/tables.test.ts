import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ExportedRows, openSqliteStorage } from '@asg/storage-sqlite';
import { importedTables, leftOut } from '../../packages/storage-aerospike/src/rows/row-target.ts';

const folder = mkdtempSync(join(tmpdir(), 'asg-tables-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('each table of SQLite is taken in by Aerospike or left out, and none is that SQLite does not have', async () => {
  const path = join(folder, 'refinery.sqlite');
  const storage = await openSqliteStorage({ path });
  await storage.close();
  using rows = new ExportedRows(path);
  assert.ok(rows.tables.includes('carried'), 'the schema is there');
  assert.deepEqual([...importedTables, ...leftOut].sort(), rows.tables.toSorted());
});
