import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { funded, openChain, pay, startMs, treasury } from './testing/payments.ts';

function inTemporaryFolder(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asg-chain-'));
  return work(join(folder, 'chain.db')).finally(() => rmSync(folder, { recursive: true, force: true }));
}

test('blocks, coins and what waits are all there after a restart', () =>
  inTemporaryFolder(async (file) => {
    const before = openChain(file);
    const mined = pay(funded(before), 5_000);
    before.submit(mined.transaction.extended);
    const block = before.mine();
    const waiting = pay(mined.change, 6_000);
    before.submit(waiting.transaction.extended);
    before.close();

    await using chain = openChain(file);
    assert.deepEqual(chain.lastBlock(), block);
    assert.equal((await chain.status(mined.transaction.txid)).kind, 'mined');
    assert.deepEqual(await chain.status(waiting.transaction.txid), { kind: 'seen' });
    assert.deepEqual(await chain.unspent(treasury.address, 10), [{ ...waiting.change, confirmed: false }]);
    assert.equal(chain.mine()?.txCount, 2);
  }));

test('what was acknowledged survives the death of the process', () =>
  inTemporaryFolder(async (file) => {
    const script = `
      import { openLocalChain } from ${JSON.stringify(new URL('./local-chain.ts', import.meta.url).href)};
      const chain = openLocalChain({ path: ${JSON.stringify(file)}, now: () => ${startMs} });
      const funded = chain.fund(${JSON.stringify(treasury.address)}, 7_000);
      process.stdout.write(funded.transaction.txid, () => process.kill(process.pid, 'SIGKILL'));`;
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    assert.equal(child.signal, 'SIGKILL', child.stderr);

    await using chain = openChain(file);
    assert.deepEqual(await chain.status(child.stdout), { kind: 'seen' });
    const [coin] = await chain.unspent(treasury.address, 10);
    assert.equal(coin?.txid, child.stdout);
    assert.equal(chain.mine()?.txCount, 2);
  }));
