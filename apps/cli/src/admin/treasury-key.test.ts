import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { startRefinery, TestApi } from '@asg/testing';
import { type AsgRun, runAsg } from '../testing/run-asg.ts';

const passphrase = 'correct horse battery';
const env = { ASG_TREASURY_PASSPHRASE: passphrase };

async function keyFile(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'asg-treasury-key-'));
  t.after(() => rm(folder, { recursive: true }));
  return join(folder, 'treasury.json');
}

const call = (name: string, file: string, network: string, stdin = ''): Promise<AsgRun> =>
  runAsg(['treasury', name, '--file', file, '--network', network, '--json'], env, stdin);

test('a server pays from the address that `asg treasury new-key` prints; the key is never overwritten', async (t) => {
  const file = await keyFile(t);
  const { code, stdout, stderr } = await call('new-key', file, 'local');
  assert.equal(code, 0, stderr);
  const { address } = JSON.parse(stdout) as { address: string };
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const token = 'the-operator-of-this-test';
  await using refinery = await startRefinery({
    env: { ...env, ASG_TREASURY_KEY_FILE: file, ASG_ADMIN_TOKEN: token, LOG_LEVEL: 'trace' },
  });
  const treasury = await new TestApi(refinery.url).admin(token).treasury.get();
  assert.equal(treasury.address, address);
  assert.ok(!refinery.log().includes(passphrase));
  const before = await readFile(file, 'utf8');
  const again = await call('new-key', file, 'local');
  assert.equal(again.code, 2);
  assert.match(again.stderr, /is there already, and a key is never overwritten/);
  assert.equal(await readFile(file, 'utf8'), before);
});

test('`asg treasury import-key` takes a key from standard input, and says what is wrong with another one', async (t) => {
  const file = await keyFile(t);
  const key = new SigningKey(sha256(Buffer.from('imported')), 'main');
  const wrong = await call('import-key', file, 'test', key.revealWif());
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /belongs to another network/);
  const { code, stdout, stderr } = await call('import-key', file, 'main', `${key.revealWif()}\n`);
  assert.equal(code, 0, stderr);
  assert.equal((JSON.parse(stdout) as { address: string }).address, key.address);
  for (const reported of [wrong.stderr, stdout, await readFile(file, 'utf8')])
    assert.ok(!reported.includes(key.revealWif()));
});

test('without a passphrase and a terminal to ask at, no key is made', async (t) => {
  const file = await keyFile(t);
  const { code, stderr } = await runAsg(['treasury', 'new-key', '--file', file, '--network', 'main']);
  assert.equal(code, 2);
  assert.match(stderr, /set ASG_TREASURY_PASSPHRASE or ASG_TREASURY_PASSPHRASE_FILE/);
  await assert.rejects(stat(file), { code: 'ENOENT' });
});
