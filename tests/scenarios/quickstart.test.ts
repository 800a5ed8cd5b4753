import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { startRefinery } from '@asg/testing';

const readme = new URL('../../README.md', import.meta.url);

test("the README's quickstart, pasted as it stands, ends with a settled label and its page in the explorer", async () => {
  const script = /```bash\n([\s\S]*?)```/.exec(await readFile(readme, 'utf8'))?.[1];
  assert.ok(script !== undefined);
  assert.ok(script.includes('ASG=http://localhost:8081\n'));
  await using refinery = await startRefinery();
  const folder = await mkdtemp(join(tmpdir(), 'asg-quickstart-'));
  try {
    const pasted = script.replace('ASG=http://localhost:8081\n', `ASG=${refinery.url}\n`);
    const { stdout } = await promisify(execFile)('bash', ['-e', '-c', pasted], { cwd: folder });
    const result = JSON.parse(await readFile(join(folder, 'result.json'), 'utf8'));
    assert.equal(result.status, 'settled');
    assert.equal(result.consensus_label, 'cat');
    assert.equal(result.confidence, 2 / 3);
    assert.equal(result.settlement.total_cost_sats, 650);
    const link = stdout.trim().split('\n').at(-1)!;
    assert.equal(link, `${refinery.url}/chain/tx/${result.bsv_txid}`);
    const page = await fetch(link);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /text\/html/);
    const html = await page.text();
    assert.ok(html.includes(result.bsv_txid));
    assert.equal(html.match(/\b325\b/g)?.length, 2, 'two workers are paid 325 satoshis each');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
