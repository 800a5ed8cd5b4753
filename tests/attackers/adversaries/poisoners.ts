import { standing } from '@asg/domain';
import type { Figure } from '../figures.ts';
import { honestCrowd, work } from '../town/crowd.ts';
import { animals, customer, jobWithGold, operatorGold, submit } from '../town/orders.ts';
import { openWorld } from '../world.ts';
import { harmed, peopleOf } from './shared.ts';

const crowd = 16;
/** They have shown what they can before. */
const proven = 8;

/** A sandbox customer says that right answers are wrong: gold of their own, all of it false. */
export async function goldPoisoners(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  await operatorGold(world, animals, 60, 'known');
  const owner = await customer(world, 'owner', { funded: true });
  await submit(world, owner, { template: animals, count: 40, name: 'before' });
  const honest = await honestCrowd(world, crowd);
  await work(world, honest.slice(0, proven), { name: 'before' });
  const poisoner = await customer(world, 'poisoner', { from: '192.0.2.66' });
  const answerOf = (right: number, options: number): number => (right + 1) % options;
  await jobWithGold(world, poisoner, { template: animals, count: 90, gold: 60, name: 'poison', answerOf });
  const kept = new Set<string>();
  const look = async (): Promise<void> => {
    for (const { workerId } of peopleOf(honest)) {
      const sums = await world.storage.trust.sums(workerId);
      if (standing(sums, world.config.trustRules) !== 'open') kept.add(workerId);
    }
  };
  await work(world, honest, { name: 'poisoned', eachRound: look });
  await submit(world, owner, { template: animals, count: 40, name: 'after' });
  await work(world, honest, { name: 'after' });
  return [
    ...(await harmed(world, peopleOf(honest))),
    // Now and then somebody honest misses the operator's own gold thrice in the beginning.
    {
      name: 'honest workers kept to gold for a while',
      value: kept.size,
      unit: 'accounts',
      bound: { atMost: 1 },
      judged: 'mean',
    },
  ];
}
