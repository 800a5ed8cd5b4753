import { noTrust, overallScore } from '@asg/domain';
import type { Figure } from '../figures.ts';
import { type Actor, honestCrowd, work } from '../town/crowd.ts';
import { animals, customer, jobWithGold, operatorGold, submit } from '../town/orders.ts';
import { known } from '../town/people.ts';
import { openWorld } from '../world.ts';
import { harmed, never, peopleOf, spoiled } from './shared.ts';

const farmers = 3;
const crowd = 27;

/** Accounts that earn trust on their own tasks and their own gold, and spend it on somebody else's. */
export async function trustFarmers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  await operatorGold(world, animals, 600, 'known');
  const farm: Actor[] = [];
  for (let index = 0; index < farmers; index++) {
    const person = await known(world, `farmer-${index}`, { from: `102.${index + 1}.3.3` });
    farm.push({ person, count: 5, answer: ({ right }) => right });
  }
  const own = await customer(world, 'farm', { from: '192.0.2.9' });
  const answerOf = (right: number): number => right;
  await jobWithGold(world, own, { template: animals, count: 90, gold: 40, name: 'farm', answerOf });
  await work(world, farm, { name: 'farm' });

  const honest = await honestCrowd(world, crowd);
  const victim = await customer(world, 'victim', { funded: true });
  const order = { template: animals, count: 1000 };
  const plain = await submit(world, victim, { ...order, name: 'plain' });
  const adaptive = await submit(world, victim, { ...order, name: 'adaptive', adaptive: true });
  const turned = farm.map(
    (actor): Actor => ({ ...actor, answer: ({ right, options }) => (right + 1) % options.length }),
  );
  await work(world, [...honest, ...turned], { name: 'harvest' });
  return [
    ...(await spoiled(world, { plain: plain.taskIds, adaptive: adaptive.taskIds }, peopleOf(turned))),
    ...(await harmed(world, peopleOf(honest))),
  ];
}

const blindGold = 60;

/** Accounts that know the answers from each other and never fetch an item: they farm trust, and then spend what they have. */
export async function blindFarmers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  await operatorGold(world, animals, blindGold, 'known');
  const owner = await customer(world, 'owner', { funded: true });
  await submit(world, owner, { template: animals, count: 60, name: 'before' });
  const farm: Actor[] = [];
  for (let index = 0; index < farmers; index++) {
    const person = await known(world, `blind-${index}`, { from: `102.${index + 1}.3.3` });
    farm.push({ person, count: 5, answer: ({ right }) => right, isBlind: true });
  }
  const honest = await honestCrowd(world, crowd);
  await work(world, [...farm, ...honest.slice(0, 6)], { name: 'farm' });
  const begun = overallScore(noTrust);
  let [risen, unnoticed] = [0, 0];
  for (const { workerId } of peopleOf(farm)) {
    const sums = await world.storage.trust.sums(workerId);
    if (sums.creditMicros > 0 || overallScore(sums) > begun) risen++;
    const { body } = await world.admin('GET', `/v1/admin/workers/${workerId}`);
    if (!body.signals.includes('items_not_fetched')) unnoticed++;
  }
  const order = { template: animals, count: 200 };
  const plain = await submit(world, owner, { ...order, name: 'plain' });
  const adaptive = await submit(world, owner, { ...order, name: 'adaptive', adaptive: true });
  const turned = farm.map(
    (actor): Actor => ({ ...actor, answer: ({ right, options }) => (right + 1) % options.length }),
  );
  await work(world, [...honest, ...turned], { name: 'harvest' });
  return [
    never('accounts that gained trust without a look', risen),
    never('accounts that the operator is not told of', unnoticed),
    ...(await spoiled(world, { plain: plain.taskIds, adaptive: adaptive.taskIds }, peopleOf(turned))),
    ...(await harmed(world, peopleOf(honest))),
  ];
}
