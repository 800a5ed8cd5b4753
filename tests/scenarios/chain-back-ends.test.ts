import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NodeChain, SigningKey, sha256 } from '@asg/chain';
import { customerTask, type RunningRefinery, startRefinery, TestApi } from '@asg/testing';

const workersPerTask = 2;

/** The id of the transaction that pays for one task, from its submission on. */
async function paidTask(refinery: RunningRefinery): Promise<string> {
  const api = new TestApi(refinery.url);
  const { api_key: apiKey } = await api.registerCustomer({ name: 'Demo', email: 'demo@example.com' });
  const customer = api.customer(apiKey);
  const { task_id: taskId } = await customer.tasks.submit(customerTask({ consensus_threshold: 3 }));
  for (let index = 0; index < workersPerTask + 1; index++) {
    const session = await api.registerWorker({ email: `w${index}@example.com`, password: 'a good password' });
    const worker = api.worker(session.token);
    await worker.setProfile({ display_name: 'Kim', country: 'DE', primary_language: 'de' });
    const [assignment] = await worker.next(1);
    assert.ok(assignment !== undefined);
    await worker.label(assignment.assignment_id, index < workersPerTask ? 'cat' : 'dog');
  }
  const reply = await customer.tasks.outcome(taskId, { waitSeconds: 60, until: 'settled' });
  assert.ok(reply.status === 'settled');
  assert.ok(reply.bsv_txid !== null);
  return reply.bsv_txid;
}

test('a server pays through an ARC provider, here the local chain of another server', async () => {
  const ASG_TREASURY_WIF = new SigningKey(sha256(Buffer.from('shared treasury')), 'local').revealWif();
  await using provider = await startRefinery({ env: { ASG_TREASURY_WIF, LOCAL_BLOCK_SECONDS: '1' } });
  await using payer = await startRefinery({
    env: {
      ASG_CHAIN: 'arc',
      ASG_NETWORK: 'local',
      ARC_URL: `${provider.url}/chain/arc`,
      ASG_LOOKUP_URL: `${provider.url}/chain/woc`,
      SETTLE_MAX_WAIT_MS: '0',
      // Ample only where the chain is in the program.
      SANDBOX_ALLOWANCE_SATS: '100000',
      SANDBOX_SPEND_PER_DAY_SATS: '100000',
      ASG_TREASURY_WIF,
    },
  });
  const txid = await paidTask(payer);
  const statusOf = async ({ url }: RunningRefinery, path: string): Promise<number> =>
    (await new TestApi(url).send({ method: 'GET', path, expect: 'any' })).status;
  assert.equal(await statusOf(provider, `/chain/tx/${txid}`), 200);
  assert.equal(await statusOf(payer, '/chain'), 404, 'it has no chain of its own');
});

test('a server without the key of its real network does not start, and says what to set', async () => {
  const env = { ASG_CHAIN: 'arc', ASG_NETWORK: 'main', ARC_URL: 'https://arc.example.com' };
  await assert.rejects(startRefinery({ env }), /ASG_TREASURY_WIF must be set on the network main/);
});

const nodeRpc = process.env.ASG_NODE_RPC ?? '';
const skip = nodeRpc === '' ? 'no BSV node in regtest is given: set ASG_NODE_RPC' : false;

test('a server pays through a BSV node', { skip }, async () => {
  const key = new SigningKey(sha256(Buffer.from(`treasury ${Date.now()}`)), 'regtest');
  const chain = new NodeChain({ network: 'regtest', url: nodeRpc, outpoints: [], lookUp: null });
  const mine = async (blocks: number, address: string) =>
    (await rpc('generatetoaddress', blocks, address)) as readonly string[];
  const [block] = await mine(1, key.address);
  await mine(100, new SigningKey(sha256(Buffer.from(`miner ${Date.now()}`)), 'regtest').address);
  const { tx } = (await rpc('getblock', block, 1)) as { tx: readonly string[] };
  await using payer = await startRefinery({
    env: {
      ASG_CHAIN: 'node',
      ASG_NETWORK: 'regtest',
      ASG_NODE_RPC: nodeRpc,
      ASG_TREASURY_COINS: `${tx[0]}:0`,
      ASG_TREASURY_WIF: key.revealWif(),
      SETTLE_MAX_WAIT_MS: '0',
    },
  });
  const txid = await paidTask(payer);
  assert.equal((await chain.status(txid)).kind, 'seen');
  const { username, password } = new URL(nodeRpc);
  assert.ok(!payer.log().includes(`${username}:${password}`));
});

async function rpc(method: string, ...params: readonly unknown[]): Promise<unknown> {
  const url = new URL(nodeRpc);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
  const body = JSON.stringify({ jsonrpc: '1.0', id: 1, method, params });
  const answer = await fetch(url.origin, { method: 'POST', headers: { authorization }, body });
  return ((await answer.json()) as { result: unknown }).result;
}
