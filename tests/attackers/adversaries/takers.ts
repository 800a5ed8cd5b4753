import type { Figure } from '../figures.ts';
import { type Actor, work } from '../town/crowd.ts';
import { walletAddress } from '../town/measures.ts';
import { animals, type Customer, customer, jobWithGold, operatorGold, submit } from '../town/orders.ts';
import { known } from '../town/people.ts';
import { openWorld, type World } from '../world.ts';
import { audited, gained } from './shared.ts';

/** What the operator lets strangers have: each sandbox account, and all of them together in a day. */
const allowanceSats = 20_000;
const perDaySats = 50_000;
const settings = {
  SANDBOX_ALLOWANCE_SATS: String(allowanceSats),
  SANDBOX_SPEND_PER_DAY_SATS: String(perDaySats),
};
const rare = 'gv';
const labelsEach = 10;
const dayMs = 86_400_000;

interface Gang {
  readonly workers: readonly Actor[];
  readonly wallets: readonly string[];
}

/** Own workers, each with a wallet, who are right about everything that they are asked. */
export async function ownWorkers(world: World, count: number, languages: readonly string[]): Promise<Gang> {
  const workers: Actor[] = [];
  const wallets: string[] = [];
  for (let index = 0; index < count; index++) {
    const wallet = walletAddress(world.seed, `own-${index}`);
    const place = { from: `104.${index + 1}.3.3`, wallet, languages };
    const person = await known(world, `own-${index}`, place);
    workers.push({ person, count: 20, answer: ({ right }) => right });
    wallets.push(wallet);
  }
  return { workers, wallets };
}

const owner = (world: World, index: number): Promise<Customer> =>
  customer(world, `taker-${index}`, { from: `192.0.2.${index + 1}` });

/** Whatever is due is paid, and in blocks. */
const paid = (world: World): Promise<void> => world.rounds(12, 120_000);

/** Tasks in a language that nobody else speaks, as many labels on each as there can be. */
export async function selfDealing(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const { workers, wallets } = await ownWorkers(world, 10, [rare]);
  const takers = await Promise.all([0, 1, 2, 3].map((index) => owner(world, index)));
  const figures: Figure[] = [];
  for (const day of [1, 2]) {
    for (const [index, taker] of takers.entries()) {
      for (const count of [60, 20, 6, 2, 1, 1, 1]) {
        const name = `own-${day}-${index}-${count}`;
        const order = { template: animals, count, name, threshold: labelsEach, maxLabels: labelsEach };
        await submit(world, taker, { ...order, language: rare });
      }
      await work(world, workers, { name: `taker ${day} ${index}` });
    }
    await world.rounds(24, dayMs);
    const bound = Math.min(day * perDaySats, takers.length * allowanceSats);
    figures.push(await gained(world, wallets, bound, `satoshis to strangers by day ${day}`));
  }
  return [...figures, await audited(world)];
}

/** Gold of one's own, answered by one's own. */
export async function goldForMoney(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const { workers, wallets } = await ownWorkers(world, 10, ['en']);
  for (let index = 0; index < 2; index++) {
    const taker = await owner(world, index);
    const order = { template: animals, count: 30, threshold: 2, name: `gold-${index}` };
    await jobWithGold(world, taker, { ...order, gold: 100, answerOf: (right) => right });
    await work(world, workers, { name: `taker ${index}` });
  }
  await paid(world);
  return [await gained(world, wallets, 2 * allowanceSats), await audited(world)];
}

/** Submits, has some labelled, cancels the rest, and begins again with what comes back. */
export async function cancelLoops(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const { workers, wallets } = await ownWorkers(world, 3, [rare]);
  const taker = await owner(world, 0);
  for (let loop = 0; loop < 12; loop++) {
    const order = {
      template: animals,
      count: 12,
      threshold: 3,
      maxLabels: 3,
      name: `loop-${loop}`,
      language: rare,
    };
    const { taskIds } = await submit(world, taker, order);
    await work(world, workers.slice(0, 1 + (loop % 3)), { name: `loop ${loop}`, roundsMax: 1 });
    for (const taskId of taskIds)
      await world.call('POST', `/v1/tasks/${taskId}/cancel`, { token: taker.key, from: '192.0.2.1' });
  }
  await paid(world);
  return [await gained(world, wallets, allowanceSats), await audited(world)];
}

const holdSettings = { PAYOUT_HOLD_GOLD_RIGHT: '20', PAYOUT_HOLD_DAYS: '14' };

/** Guesses until suspended, and comes again under another name, paid at the same place. */
export async function hoppers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, holdSettings);
  await operatorGold(world, animals, 120, 'known');
  const victim = await customer(world, 'victim', { funded: true });
  await submit(world, victim, { template: animals, count: 200, name: 'asked' });
  const wallet = walletAddress(seed, 'hopper');
  for (let hop = 0; hop < 6; hop++) {
    const person = await known(world, `hopper-${hop}`, { from: '192.0.2.5', wallet });
    const answer: Actor['answer'] = ({ seen, options }) => seen.assignment_id.charCodeAt(9) % options.length;
    await work(world, [{ person, count: 5, answer }], { name: `hop ${hop}`, roundsMax: 12 });
    await paid(world);
    await person.call('POST', '/v1/workers/me/withdraw');
    await paid(world);
  }
  return [await gained(world, [wallet], 0, 'satoshis to who was suspended'), await audited(world)];
}

/** Changes the wallet before, between and after payments, and asks for what is held each time. */
export async function walletChangers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, holdSettings);
  await operatorGold(world, animals, 8, 'known');
  const victim = await customer(world, 'victim', { funded: true });
  await submit(world, victim, { template: animals, count: 120, name: 'asked', threshold: 2 });
  const wallets = ['one', 'two', 'three'].map((name) => walletAddress(seed, name));
  const { workers } = await ownWorkers(world, 2, ['en']);
  for (let turn = 0; turn < 6; turn++) {
    await work(world, workers, { name: `turn ${turn}`, roundsMax: 1 });
    for (const { person } of workers) {
      const body = { address: wallets[turn % wallets.length], password: 'correct horse' };
      await person.call('PUT', '/v1/workers/me/wallet', { body });
      await world.rounds(4, 8_000);
      await person.call('POST', '/v1/workers/me/withdraw');
      await person.call('DELETE', '/v1/workers/me/wallet');
    }
    await paid(world);
  }
  const all = [...wallets, ...workers.map((_, index) => walletAddress(seed, `own-${index}`))];
  return [await gained(world, all, 0, 'satoshis to who has not matured'), await audited(world)];
}
