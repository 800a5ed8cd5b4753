import assert from 'node:assert/strict';
import type { Figure } from '../figures.ts';
import { work } from '../town/crowd.ts';
import { itemUrl } from '../town/item-host.ts';
import { animals, type Customer, customer, submit } from '../town/orders.ts';
import { known, type Person } from '../town/people.ts';
import { openWorld, type World } from '../world.ts';
import { audited, gained, never } from './shared.ts';
import { ownWorkers } from './takers.ts';

const allowanceSats = 20_000;
const cameInSats = 9_000;
const settings = { SANDBOX_ALLOWANCE_SATS: String(allowanceSats) };

/** The secret of a link that lets people into the pool. */
async function invitation(world: World, { key }: Customer, body: object = {}): Promise<string> {
  const made = await world.call('POST', '/v1/pool/invitations', { token: key, body });
  assert.equal(made.status, 201, made.text);
  return String(made.body.link).split('#')[1] ?? '';
}

const join = (person: Person, token: string) =>
  person.call('POST', '/v1/workers/me/pools', { body: { token } });

/** An organisation that has most of its allowance left, and some satoshis that came in. */
async function upgraded(world: World): Promise<Customer> {
  const owner = await customer(world, 'employer');
  const { taskIds } = await submit(world, owner, { template: animals, count: 1, name: 'first' });
  for (const taskId of taskIds) await world.call('POST', `/v1/tasks/${taskId}/cancel`, { token: owner.key });
  const raised = await world.admin('PATCH', `/v1/admin/customers/${owner.customerId}`, { tier: 'growth' });
  assert.equal(raised.status, 200, raised.text);
  const entry = { entryId: 'paid in', kind: 'grant', sats: cameInSats, note: null, ref: null } as const;
  await world.storage.balance.enter({ ...entry, customerId: owner.customerId, atMs: world.clock.nowMs() });
  return { ...owner, key: raised.body.api_key ?? owner.key };
}

/** Pays its own people as often as it can, several orders at once and one after the other, of what came in and of the allowance. */
export async function ownPayers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const owner = await upgraded(world);
  const { workers, wallets } = await ownWorkers(world, 3, ['en']);
  const token = await invitation(world, owner);
  for (const { person } of workers) assert.equal((await join(person, token)).status, 201);
  const order = async (name: string) => {
    const task = { ...animals, data_url: itemUrl(name), crowd: 'own', pay_own: true, consensus_threshold: 3 };
    return world.call('POST', '/v1/tasks', { token: owner.key, body: task });
  };
  for (let turn = 0; turn < 12; turn++) {
    const taken = await Promise.all([0, 1, 2].map((index) => order(`own-${turn}-${index}`)));
    // Some are cancelled, so that what comes back is spent again.
    for (const { status, body } of taken.slice(0, turn % 2))
      if (status === 202) await world.call('POST', `/v1/tasks/${body.task_id}/cancel`, { token: owner.key });
    await work(world, workers, { name: `own ${turn}`, roundsMax: 3 });
    await world.rounds(6, 120_000);
  }
  await world.rounds(12, 120_000);
  return [await gained(world, wallets, cameInSats, 'satoshis to own people'), await audited(world)];
}

/** Strangers at the door of a pool: with links that are guessed, changed, another's, spent, over and revoked. */
export async function poolForgers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  const owner = await customer(world, 'employer', { funded: true });
  const other = await customer(world, 'neighbour', { from: '198.51.100.8' });
  const inside = await known(world, 'inside', { from: '100.1.7.9' });
  const once = await invitation(world, owner, { uses_max: 1 });
  assert.equal((await join(inside, once)).status, 201);
  const open = await invitation(world, owner);
  const revoked = await invitation(world, owner);
  const [revokedId] = revoked.split('.');
  await world.call('DELETE', `/v1/pool/invitations/${revokedId}`, { token: owner.key });
  const theirs = await invitation(world, other);
  const [id = '', secret = ''] = open.split('.');
  const flipped = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`;
  const forged = [
    id,
    `${id}.`,
    `${id}.${flipped}`,
    `${id}.${theirs.split('.')[1] ?? ''}`,
    `${id}.${secret.toLowerCase()}x`,
    `pin_${'0'.repeat(26)}.${secret}`,
    once,
    revoked,
  ];
  const strangers: Person[] = [];
  for (const [index, token] of forged.entries()) {
    const stranger = await known(world, `stranger-${index}`, { from: `104.${index + 1}.3.3` });
    await join(stranger, token);
    strangers.push(stranger);
  }
  const order = { template: animals, count: 20, name: 'inside only' };
  await submit(world, owner, { ...order, crowd: 'own' });
  const members = await world.call('GET', '/v1/pool/members', { token: owner.key });
  assert.equal(members.status, 200, members.text);
  const accounts = new Set(strangers.map(({ workerId }) => workerId));
  const letIn = members.body.data.filter((one: { readonly worker_id: string }) =>
    accounts.has(one.worker_id),
  );
  assert.equal((await inside.claim(1)).held.length, 1, 'there are tasks to be seen');
  let shown = 0;
  for (const stranger of strangers) shown += (await stranger.claim(20)).held.length;
  return [
    never('strangers in the pool', letIn.length),
    never('tasks of own people shown to strangers', shown, 'tasks'),
  ];
}
