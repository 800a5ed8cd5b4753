import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { startRefinery, TestApi } from '@asg/testing';
import { adminToken, type Facts, labelAll, password, until } from './life.ts';
import { lanes } from './settlements.ts';

const versions = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

async function thawed(version: string) {
  const dataDir = await mkdtemp(join(tmpdir(), 'asg-frozen-'));
  const folder = join(import.meta.dirname, version);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  for (const file of readdirSync(folder)) {
    if (file === 'facts.json') continue;
    const [from, to] = [join(folder, file), join(dataDir, file.replace(/\.gz$/, ''))];
    if (file.endsWith('.gz')) writeFileSync(to, gunzipSync(readFileSync(from)), { mode: 0o600 });
    else copyFileSync(from, to);
  }
  const facts = JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) as Facts;
  return { dataDir, facts, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

for (const version of versions)
  test(`a data folder of ${version} opens: all payments end, open tasks settle, the audit holds`, async () => {
    await using frozen = await thawed(version);
    const { dataDir, facts } = frozen;
    await using refinery = await startRefinery({
      dataDir,
      env: {
        ASG_ADMIN_TOKEN: adminToken,
        LOCAL_BLOCK_SECONDS: '1',
        SETTLE_LANES: String(lanes),
        SETTLE_MAX_WAIT_MS: '100',
        TRUST_FLOOR: '0',
        TRUST_SUSPEND: '0',
      },
    });
    const api = new TestApi(refinery.url);
    const ask = async <T>(path: string, token: string) => api.json<T>({ method: 'GET', path, token });
    const customer = api.customer(facts.apiKey);
    const stateOf = async (taskId: string) => {
      const found = await customer.tasks.outcome(taskId);
      return found.status === 'in_progress' ? 'open' : found.status;
    };
    const states = async () =>
      Object.fromEntries(
        await Promise.all(Object.entries(facts.tasks).map(async ([was, id]) => [was, await stateOf(id)])),
      );
    const { in_progress, pending, ...others } = await states();
    assert.deepEqual([in_progress, pending], ['open', 'open']);
    const closed = { settled: 'settled', adaptive: 'settled', expired: 'expired', cancelled: 'cancelled' };
    assert.deepEqual(others, closed, 'what was closed is as it was');

    for (const email of facts.workers)
      await labelAll(api.worker((await api.worker().logIn({ email, password })).token), () => 'cat');
    await until(async () =>
      Object.values(await states()).every((state) => state !== 'open' && state !== 'verified'),
    );
    type Job = { readonly status: string };
    await until(
      async () => (await ask<Job>(`/v1/jobs/${facts.jobs.open}`, facts.apiKey)).status === 'completed',
    );
    assert.equal((await ask<Job>(`/v1/jobs/${facts.jobs.done}`, facts.apiKey)).status, 'completed');
    const deliveries = await ask<{ readonly data: readonly unknown[] }>(
      `/v1/webhooks/${facts.webhookId}/deliveries`,
      facts.apiKey,
    );
    assert.ok(deliveries.data.length > 0);

    type Settlements = {
      readonly data: readonly { readonly state: string; readonly settlement_id: string }[];
    };
    const unsettled = 'signed,broadcasting,unknown,contested,orphaned,stale'.split(',');
    await until(async () => {
      const { data } = await ask<Settlements>('/v1/admin/settlements?limit=100', adminToken);
      return data.every(({ state }) => !unsettled.includes(state));
    });
    for (const audit of ['audit', 'audit/decisions']) {
      const report = await ask<{ readonly ok: boolean }>(`/v1/admin/${audit}`, adminToken);
      assert.equal(report.ok, true, JSON.stringify(report));
    }
  });
