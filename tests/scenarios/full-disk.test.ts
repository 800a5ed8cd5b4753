import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { patienceMs, startRefinery, TestApi } from '@asg/testing';

const diskBytes = 40 * 1024 ** 2;
/** Both are of the store in the data folder. */
const skip = process.env.ASG_TEST_STORE === undefined ? false : 'the store is on Aerospike, in no file';

interface SmallDisk extends AsyncDisposable {
  readonly folder: string;
}

/** A disk of 40 MiB of its own; null where this user may mount none. */
function smallDisk(): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'asg-full-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

interface Ready {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly detail?: string }>>;
}

const task = {
  type: 'sentiment',
  data_url: 'https://example.com/text',
  label_spec: { question: `Mood? ${'x'.repeat(1_500)}`, options: ['good', 'bad'] },
};

test('on a full disk the server says so, loses nothing, and resumes when there is space again', {
  skip,
}, async (t) => {
  const disk = smallDisk();
  if (disk === null) return t.skip('this user may not mount a disk of its own');
  await using _disk = disk;
  const dataDir = join(disk.folder, 'data');
  mkdirSync(dataDir);
  await using refinery = await startRefinery({ dataDir, env: { SANDBOX_LABEL_QUOTA: '1000000' } });
  const { pid } = refinery;
  const api = new TestApi(refinery.url);
  const call = async (method: 'GET' | 'POST', path: string, body?: object, token = '') => {
    const answer = await api.send({ method, path, body, token, expect: 'any' });
    return { status: answer.status, body: answer.body as Record<string, unknown> };
  };
  const ready = async (): Promise<Ready & { readonly http: number }> => {
    const { status, body } = await call('GET', '/v1/ready');
    return { http: status, ...(body as unknown as Ready) };
  };
  const until = async (isWanted: (now: Awaited<ReturnType<typeof ready>>) => boolean) => {
    for (let passed = 0; ; passed += 100) {
      const now = await ready();
      if (isWanted(now)) return now;
      assert.ok(passed < patienceMs, JSON.stringify(now));
      await pause(100);
    }
  };
  const { body: account } = await call('POST', '/v1/customers', { name: 'A', email: 'a@example.com' });
  const key = String(account.api_key);
  assert.equal((await ready()).http, 200);

  // Somebody else's files take what is left but for a little.
  const { bavail, bsize } = statfsSync(disk.folder);
  const ballast = join(disk.folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(bavail * bsize - 3 * 1024 ** 2));
  const acknowledged: string[] = [];
  const submit = async (): Promise<number> => {
    const tasks = Array.from({ length: 100 }, () => task);
    const { status, body } = await call('POST', '/v1/tasks/batch', { tasks }, key);
    if (status === 202) acknowledged.push(...(body.task_ids as string[]));
    return status;
  };
  let refused = 0;
  for (let sent = 0; refused < 5; sent++) {
    const status = await submit();
    assert.ok(status === 202 || status === 503, `${status}`);
    if (status === 503) refused++;
    assert.ok(sent < 1_000, 'the disk is never full');
  }
  const full = await until(({ http }) => http === 503);
  assert.equal(full.checks.store?.ok, false);
  assert.match(full.checks.store?.detail ?? '', /no space left .*ASG_DATA_DIR.*make room/);
  assert.equal((await call('GET', '/v1/health')).status, 200);
  for (const id of acknowledged.slice(-3))
    assert.equal((await call('GET', `/v1/tasks/${id}`, undefined, key)).status, 200);

  await until(() => /"condition":"store".*no space left/.test(refinery.log()));

  rmSync(ballast);
  await until(({ http }) => http === 200);
  assert.equal(refinery.pid, pid);
  assert.equal(await submit(), 202);

  // What was acknowledged is there, also after the process was killed, and nothing else took quota.
  await refinery.kill('SIGKILL');
  await refinery.start();
  const { body: me } = await call('GET', '/v1/customers/me', undefined, key);
  assert.equal(me.label_quota, 1_000_000 - acknowledged.length);
  for (const id of acknowledged)
    assert.equal((await call('GET', `/v1/tasks/${id}`, undefined, key)).status, 200, id);
});

test('a server whose database is truncated or emptied does not start, and says how to restore it', {
  skip,
}, async (t) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'asg-damaged-'));
  t.after(() => rmSync(dataDir, { recursive: true }));
  await (await startRefinery({ dataDir }))[Symbol.asyncDispose]();
  const damages = [
    ['refinery.sqlite', 0.5],
    ['chain.sqlite', 0],
  ] as const;
  for (const [name, share] of damages) {
    const path = join(dataDir, name);
    const whole = readFileSync(path);
    truncateSync(path, whole.length * share);
    const message = `exit code 2.*ASG_DATA_DIR cannot be used: .*${name} is damaged: .*asg restore BACKUP --data-dir`;
    await assert.rejects(startRefinery({ dataDir }), new RegExp(message, 's'));
    writeFileSync(path, whole);
  }
  await (await startRefinery({ dataDir }))[Symbol.asyncDispose]();
});
