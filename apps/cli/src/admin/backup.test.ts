import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type RunningRefinery, startRefinery, TestApi } from '@asg/testing';
import { runAsg } from '../testing/run-asg.ts';

test('a running server is backed up; what was acknowledged is there after a restore, a damaged backup is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-backup-'));
  const [dataDir, copy, restored] = ['data', 'copy', 'restored'].map((name) => join(folder, name));
  let giver = { key: '', sha256: '' };
  try {
    {
      await using refinery = await startRefinery({ dataDir: dataDir! });
      assert.equal(await register(refinery), 201);
      const api = new TestApi(refinery.url);
      const { api_key } = await api.registerCustomer({ name: 'Eve', email: 'eve@example.com' });
      const { assets } = api.customer(api_key);
      const [kept, rotten] = [await assets.upload(longText(1)), await assets.upload(longText(2))];
      giver = { key: api_key, sha256: kept.sha256 };
      const folders = readdirSync(join(dataDir!, 'assets'));
      const [own] = folders.filter((name) => name.startsWith('cus'));
      appendFileSync(join(dataDir!, 'assets', own!, rotten.sha256), '!');
      const made = await runAsg(['backup', copy!, '--data-dir', dataDir!, '--with-keys', '--json']);
      assert.equal(made.code, 0, made.stderr);
      const { files, keys_left_out, damaged_assets } = JSON.parse(made.stdout);
      assert.deepEqual(damaged_assets, [`assets/${own}/${rotten.sha256}`]);
      assert.deepEqual(keys_left_out, []);
      assert.ok(files.some((file: { path: string }) => file.path === 'encryption.key'));
      const again = await runAsg(['backup', copy!, '--data-dir', dataDir!]);
      assert.equal(again.code, 2);
      assert.match(again.stderr, /is not empty/);
    }
    const back = await runAsg(['restore', copy!, '--data-dir', restored!]);
    assert.equal(back.code, 0, back.stderr);
    {
      await using refinery = await startRefinery({ dataDir: restored! });
      assert.equal(await register(refinery), 409, 'it is known');
      const { assets } = new TestApi(refinery.url).customer(giver.key);
      const content = await new Response(await assets.content(giver.sha256)).text();
      assert.equal(content, await longText(1).text());
    }
    const onto = await runAsg(['restore', copy!, '--data-dir', restored!]);
    assert.equal(onto.code, 2);
    assert.match(onto.stderr, /is not empty/);
    rmSync(restored!, { recursive: true });
    appendFileSync(join(copy!, 'refinery.sqlite'), 'x');
    const damaged = await runAsg(['restore', copy!, '--data-dir', restored!]);
    assert.equal(damaged.code, 2);
    assert.match(damaged.stderr, /refinery\.sqlite is not what was backed up/);
    assert.ok(!existsSync(restored!));
    const list = join(copy!, 'backup.json');
    writeFileSync(list, readFileSync(list, 'utf8').replace('encryption.key', '../../secret'));
    assert.match((await runAsg(['restore', copy!, '--data-dir', restored!])).stderr, /outside of the backup/);
    for (const text of ['{', '{}', '{"files": []}']) {
      writeFileSync(list, text);
      const refused = await runAsg(['restore', copy!, '--data-dir', restored!]);
      assert.equal(refused.code, 2, text);
      assert.match(refused.stderr, /is not the list of a backup/);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Too long for a record: a file. */
const longText = (n: number): Blob => new Blob([`${n} in a long text\n`.repeat(5_000)]);

/** The status of the answer. */
async function register({ url }: RunningRefinery): Promise<number> {
  const body = { name: 'Demo', email: 'demo@example.com' };
  const call = { method: 'POST', path: '/v1/customers', body, expect: 'any' } as const;
  return (await new TestApi(url).send(call)).status;
}
