import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { LocalChain } from '@asg/chain';
import { systemClock } from '@asg/runtime';
import { openSqliteStorage } from '@asg/storage-sqlite';
import { startRefinery } from '@asg/testing';
import { adminToken, decide, live } from './life.ts';
import { dueTasks, lanes, leaveSettlements } from './settlements.ts';

/**
 * Makes a data folder with tasks, settlements, jobs, webhooks, gold and appeals in every state, and keeps it for good as
 * tests/frozen/NAME, so that later versions prove that they open it: node tests/frozen/freeze.ts --name 0.1.0
 */
const { name } = parseArgs({ options: { name: { type: 'string' } } }).values;
assert.ok(name, 'name the version: --name 0.1.0');
const folder = join(import.meta.dirname, name);
const dataDir = await mkdtemp(join(tmpdir(), 'asg-freeze-'));
try {
  const env = {
    ASG_ADMIN_TOKEN: adminToken,
    LOCAL_BLOCK_SECONDS: '1',
    SETTLE_LANES: String(lanes),
    WEBHOOK_RETRY_BASE_MS: '100',
    LEASE_SECONDS: '5',
    TRUST_FLOOR: '0',
    TRUST_SUSPEND: '0',
    ASG_ALLOWED_HOSTS: '127.0.0.1',
  };
  const { facts, wif } = await (async () => {
    await using refinery = await startRefinery({ dataDir, env: { ...env, SETTLE_MAX_WAIT_MS: '100' } });
    return { facts: await live(refinery), wif: await refinery.treasuryWif() };
  })();
  {
    const never = {
      SETTLE_MAX_WAIT_MS: '3600000',
      SETTLE_MAX_TASKS: '10000',
      GOLD_PERCENT_MIN: '0',
      GOLD_PERCENT_NEW: '0',
    };
    await using refinery = await startRefinery({ dataDir, env: { ...env, ...never } });
    await decide(refinery, facts, dueTasks);
  }
  const settlements = await (async () => {
    await using storage = await openSqliteStorage({ path: join(dataDir, 'refinery.sqlite') });
    await using local = new LocalChain({
      path: join(dataDir, 'chain.sqlite'),
      now: () => systemClock.nowMs(),
    });
    return await leaveSettlements({ storage, local, wif });
  })();
  mkdirSync(folder, { recursive: true });
  for (const file of ['refinery.sqlite', 'chain.sqlite']) {
    const database = new DatabaseSync(join(dataDir, file));
    database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE; VACUUM');
    database.close();
    writeFileSync(join(folder, `${file}.gz`), gzipSync(readFileSync(join(dataDir, file)), { level: 9 }));
  }
  for (const file of ['encryption.key', 'treasury-local.wif', 'network'])
    writeFileSync(join(folder, file), readFileSync(join(dataDir, file)));
  writeFileSync(join(folder, 'facts.json'), `${JSON.stringify({ ...facts, settlements }, null, 2)}\n`);
  console.log(folder, settlements);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
