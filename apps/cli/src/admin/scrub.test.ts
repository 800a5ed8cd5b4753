import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { startRefinery } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';

const words = 'the words that an earlier version deleted';

test('a server that cannot scrub at its start says so and works; the command does it once it is stopped', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'asg-scrub-'));
  const path = join(dataDir, 'refinery.sqlite');
  const hasWords = (): boolean => readFileSync(path).includes(words);
  const scrub = () => runAsg(['scrub', '--data-dir', dataDir, '--json']);
  try {
    assert.match((await scrub()).stderr, /ASG_DATA_DIR holds no store/);
    await (await startRefinery({ dataDir })).stop();
    {
      using db = new DatabaseSync(path);
      db.exec('pragma secure_delete = off; pragma application_id = 0');
      db.prepare("insert into record (noun, key, record) values ('tst', 'k', ?)").run(words);
      db.exec("delete from record where noun = 'tst'");
    }
    assert.equal(hasWords(), true);
    {
      using reader = new DatabaseSync(path, { readOnly: true });
      reader.exec('begin; select count(*) from task');
      await using refinery = await startRefinery({ dataDir });
      const ready = await fetch(`${refinery.url}/v1/ready`);
      const { checks } = (await ready.json()) as { checks: { store: { ok: boolean; detail: string } } };
      assert.deepEqual([ready.status, checks.store.ok], [200, true]);
      assert.match(checks.store.detail, /earlier versions deleted may stand in .*`asg scrub`/);
      const refused = await scrub();
      assert.deepEqual([refused.code, hasWords()], [1, true]);
      assert.match(refused.stderr, /is in use: another server has it open/);
    }
    const done = await scrub();
    assert.equal(done.code, 0, done.stderr);
    assert.ok(JSON.parse(done.stdout).after > 0);
    assert.equal(hasWords(), false);
    await using refinery = await startRefinery({ dataDir });
    const { checks } = (await (await fetch(`${refinery.url}/v1/ready`)).json()) as { checks: object };
    assert.deepEqual(Reflect.get(checks, 'store'), { ok: true });
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});
