import type { Figure } from '../figures.ts';
import { honestCrowd, work } from '../town/crowd.ts';
import { animals, customer, operatorGold, submit, weather } from '../town/orders.ts';
import { openWorld } from '../world.ts';
import { harmed, peopleOf } from './shared.ts';

/** Nobody attacks: a class in one room, who joined together and err alike where it is hard, and must be taken for as many as they are. */
export async function honestClass(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  const owner = await customer(world, 'owner', { funded: true });
  for (const [index, template] of [animals, weather].entries()) {
    await operatorGold(world, template, 60, `known-${index}`);
    await submit(world, owner, { template, count: 60, name: `asked-${index}`, threshold: 5 });
  }
  const honest = await honestCrowd(world, 25, (index) => `45.80.9.${index + 1}`);
  await work(world, honest);
  return harmed(world, peopleOf(honest));
}
