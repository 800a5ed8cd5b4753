import type { Figure } from '../figures.ts';
import { honestCrowd, takeTurn } from '../town/crowd.ts';
import { animals, customer, submit } from '../town/orders.ts';
import { openWorld } from '../world.ts';
import { harmed, never, peopleOf } from './shared.ts';

const settings = { GOLD_PERCENT_NEW: '40', GOLD_PERCENT_MIN: '40' };
const crowd = 8;
const tasks = 40;

/** A customer makes gold of tasks that the crowd has labelled: who knows an item from then would pass by memory, not by skill. */
export async function rememberers(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, settings);
  const owner = await customer(world, 'owner', { funded: true });
  const order = { template: animals, count: tasks };
  const { taskIds } = await submit(world, owner, { ...order, name: 'before' });
  const actors = (await honestCrowd(world, crowd)).map((actor) => {
    const items = new Set<string>();
    return { actor, items };
  });
  let met = 0;
  let again = 0;
  const work = async (): Promise<void> => {
    for (let round = 0, given = 1; round < tasks && given > 0; round++) {
      given = 0;
      for (const { actor, items } of actors) {
        given += await takeTurn(world, actor);
        for (const { dataUrl, gold } of world.claimed()) {
          if (gold !== undefined) met++;
          if (gold !== undefined && items.has(dataUrl)) again++;
          items.add(dataUrl);
        }
      }
      await world.rounds(2, 4_000);
    }
  };
  await work();
  for (const taskId of taskIds)
    await world.call('POST', `/v1/tasks/${taskId}/gold`, { token: owner.key, body: {} });
  await submit(world, owner, { ...order, name: 'after' });
  await work();
  return [
    { name: 'gold met', value: met, unit: 'tasks', bound: { atLeast: 1 }, judged: 'each' },
    never('gold known from its task', again, 'tasks'),
    ...(await harmed(world, peopleOf(actors.map(({ actor }) => actor)))),
  ];
}
