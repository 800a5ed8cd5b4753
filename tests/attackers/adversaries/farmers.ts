import type { Figure } from '../figures.ts';
import { type Actor, honestCrowd, work } from '../town/crowd.ts';
import { animals, customer, jobWithGold, operatorGold, submit } from '../town/orders.ts';
import { known } from '../town/people.ts';
import { openWorld } from '../world.ts';
import { harmed, peopleOf, spoiled } from './shared.ts';

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
