import assert from 'node:assert/strict';
import { sats } from '@asg/domain';
import type { Figure } from '../figures.ts';
import { work } from '../town/crowd.ts';
import { spendable } from '../town/measures.ts';
import { animals, type Customer, customer, submit } from '../town/orders.ts';
import { openWorld, type World } from '../world.ts';
import { audited } from './shared.ts';
import { ownWorkers } from './takers.ts';

const confirmations = 6;
// Blocks are made here alone.
const settings = { DEPOSIT_CONFIRMATIONS: String(confirmations), LOCAL_BLOCK_SECONDS: '3600' };
const depositSats = 40_000;
const rare = 'gv';

/** Pays in, spends it on own workers, and has the payment taken back by a reorganisation. */
export async function reversers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const { workers, wallets } = await ownWorkers(world, 3, [rare]);
  const payer = await customer(world, 'payer', { from: '192.0.2.1' });
  const raised = await world.admin('PATCH', `/v1/admin/customers/${payer.customerId}`, { tier: 'growth' });
  assert.equal(raised.status, 200, raised.text);
  const growth = { ...payer, key: raised.body.api_key ?? payer.key };
  const figures: Figure[] = [];
  let paidInSats = 0;
  for (const depth of [1, confirmations - 1, confirmations]) {
    const txid = await paidIn(world, growth, depth);
    const order = { template: animals, count: 10, threshold: 3, maxLabels: 3, name: `deep-${depth}` };
    await submit(world, growth, { ...order, language: rare });
    await work(world, workers, { name: `deep ${depth}` });
    await world.rounds(6, 12_000);
    // What was deep enough to be credited is the operator's risk, and no more than that.
    if (depth >= confirmations) paidInSats += depositSats;
    await takenBack(world, txid);
    await world.rounds(12, 60_000);
    const after = { ...order, name: `after-${depth}`, language: rare };
    await submit(world, growth, after);
    await work(world, workers, { name: `after ${depth}` });
    await world.rounds(12, 60_000);
    figures.push({
      name: `satoshis for a deposit that was ${depth} blocks deep`,
      value: await spendable(world, wallets),
      unit: 'sats',
      bound: { atMost: paidInSats },
      judged: 'each',
    });
  }
  return [...figures, await audited(world)];
}

/** A deposit in so many blocks, as the server has seen it. Gives its transaction. */
async function paidIn(world: World, { key }: Customer, depth: number): Promise<string> {
  const opened = await world.call('POST', '/v1/billing/deposits', { token: key, from: '192.0.2.1' });
  assert.equal(opened.status, 201, opened.text);
  const paid = world.chain.fund(opened.body.address, sats(depositSats));
  assert.ok(paid.ok);
  await world.rounds(4, 4_000);
  const begun = world.chain.lastBlock().height;
  while (world.chain.lastBlock().height < begun + depth) world.chain.mine();
  await world.rounds(20, 20_000);
  return paid.coin.txid;
}

/** The blocks from the deposit's on are replaced by others, and the payment is not in them. */
async function takenBack({ chain }: World, txid: string): Promise<void> {
  const status = await chain.status(txid);
  assert.equal(status.kind, 'mined');
  if (status.kind === 'mined') chain.reorganise(chain.lastBlock().height - status.blockHeight + 1);
  assert.ok(chain.evict(txid));
}
