import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SigningKey, sha256 } from '@asg/chain';
import { customerTask, startRefinery, TestApi } from '@asg/testing';

const ASG_TREASURY_WIF = new SigningKey(sha256(Buffer.from('roles')), 'local').revealWif();

test('the local chain in a process of its own is paid through by another, whose links lead to it', async () => {
  await using chain = await startRefinery({
    env: { ASG_ROLES: 'chain', ASG_TREASURY_WIF, LOCAL_BLOCK_SECONDS: '1' },
  });
  await using refinery = await startRefinery({
    env: { ASG_LOCAL_CHAIN_URL: chain.url, ASG_TREASURY_WIF, SETTLE_MAX_WAIT_MS: '0' },
  });
  const api = new TestApi(refinery.url);
  const { api_key } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const customer = api.customer(api_key);
  const { task_id } = await customer.tasks.submit(customerTask({ consensus_threshold: 2 }));
  for (const name of ['kim', 'sam']) {
    const session = await api.registerWorker({ email: `${name}@example.com`, password: 'a good password' });
    const worker = api.worker(session.token);
    await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'de' });
    const [assignment] = await worker.next(1);
    await worker.label(assignment!.assignment_id, 'cat');
  }
  const reply = await customer.tasks.outcome(task_id, { waitSeconds: 60, until: 'settled' });
  assert.ok('consensus_label' in reply && reply.explorer_url !== null);
  assert.ok(reply.explorer_url.startsWith(`${chain.url}/chain/tx/`), reply.explorer_url);
  const page = { method: 'GET', path: reply.explorer_url.slice(chain.url.length) } as const;
  assert.equal((await new TestApi(chain.url).send(page)).status, 200);
});

test('a process that is no gateway answers health, readiness and metrics, and nothing else', async () => {
  await using chain = await startRefinery({ env: { ASG_ROLES: 'chain,router', ASG_TREASURY_WIF } });
  const api = new TestApi(chain.url);
  const statusOf = async (path: string): Promise<number> =>
    (await api.send({ method: 'GET', path, expect: 'any' })).status;
  assert.deepEqual(
    await Promise.all(['/v1/health', '/metrics', '/chain', '/v1/tasks/task_1', '/docs'].map(statusOf)),
    [200, 200, 200, 404, 404],
  );
  const ready = await api.customer().ready();
  assert.equal(ready.ready, true);
  assert.match(ready.checks.treasury?.detail ?? '', /no settler was there yet/);
});
