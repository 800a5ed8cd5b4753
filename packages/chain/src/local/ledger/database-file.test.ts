import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { SigningKey, sha256 } from '../../bsv/index.ts';
import { openLocalChain } from '../local-chain.ts';
import { DamagedChain } from './database-file.ts';

const owner = new SigningKey(sha256(Buffer.from('owner')), 'local');
const openChain = (path: string) => openLocalChain({ path, now: () => 1_800_000_000_000 });

test('the file alone is the whole chain once it is closed, for its owner alone; a damaged one is refused', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-chain-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'chain.sqlite');
  const modes = () =>
    readdirSync(folder).map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8));
  let txid = '';
  {
    await using chain = openChain(path);
    const funded = chain.fund(owner.address, sats(1_000));
    assert.ok(funded.ok);
    txid = funded.coin.txid;
    assert.deepEqual(modes(), ['600', '600', '600']);
  }
  assert.deepEqual(readdirSync(folder), ['chain.sqlite']);
  const copy = join(folder, 'alone.sqlite');
  copyFileSync(path, copy);
  await using alone = openChain(copy);
  const coins = alone.spendable(owner.lockingScript, 9);
  assert.deepEqual(
    coins.map((coin) => coin.txid),
    [txid],
  );
  const whole = readFileSync(path);
  for (const length of [0, 100, whole.length / 2]) {
    writeFileSync(path, whole.subarray(0, length));
    assert.throws(() => openChain(path), DamagedChain);
  }
});
