import type { Figure } from '../figures.ts';
import { Randomness } from '../randomness.ts';
import { type Actor, honestAnswer, honestCrowd, work } from '../town/crowd.ts';
import { halfHeld, stored } from '../town/measures.ts';
import { animals, customer, operatorGold, submit } from '../town/orders.ts';
import { Device, known, type Place, signUp } from '../town/people.ts';
import { openWorld, type World } from '../world.ts';
import { harmed, never, peopleOf, spoiled } from './shared.ts';

interface Ring {
  readonly count: number;
  /** Where each of them sits. */
  readonly place: (index: number) => Place;
  readonly join: typeof known;
  readonly answer: Actor['answer'];
}

async function ringOf(world: World, { count, place, join, answer }: Ring): Promise<readonly Actor[]> {
  const ring: Actor[] = [];
  for (let index = 0; index < count; index++)
    ring.push({ person: await join(world, `ring-${index}`, place(index)), count: 5, answer });
  return ring;
}

/** The ring among honest people, on tasks of a stranger. `halves`: tasks that it has half of the labels of. */
async function amongHonest(
  world: World,
  ring: readonly Actor[],
  honest: readonly Actor[],
): Promise<{ readonly lost: readonly Figure[]; readonly harm: readonly Figure[]; readonly halves: number }> {
  const victim = await customer(world, 'victim', { funded: true });
  const order = { template: animals, count: 120 };
  const plain = await submit(world, victim, { ...order, name: 'plain' });
  const adaptive = await submit(world, victim, { ...order, name: 'adaptive', adaptive: true });
  await work(world, [...honest, ...ring]);
  const taskIds = { plain: plain.taskIds, adaptive: adaptive.taskIds };
  const people = peopleOf(ring);
  const tasks = await stored(world, Object.values(taskIds).flat());
  return {
    lost: await spoiled(world, taskIds, people),
    harm: await harmed(world, peopleOf(honest)),
    halves: halfHeld(tasks, new Set(people.map(({ workerId }) => workerId))),
  };
}

const wrong: Actor['answer'] = ({ right, options }) => (right + 1) % options.length;
/** A third of the crowd is more than the ceiling is for: what is bounded is that no task is one person's. */
const told = (figure: Figure): Figure => ({ ...figure, bound: null });

/** Ten accounts of one browser that say the same wrong thing everywhere. */
export async function sybils(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  await operatorGold(world, animals, 60, 'known');
  const device = new Device();
  const place = (index: number): Place => ({ from: `45.12.7.${index + 10}`, device });
  const ring = await ringOf(world, { count: 10, place, join: signUp, answer: wrong });
  const { lost, harm, halves } = await amongHonest(world, ring, await honestCrowd(world, 30));
  return [...lost.map(told), ...harm, never('tasks whose labels are half one person’s', halves, 'tasks')];
}

const lieShare = 0.3;

/** Three accounts with nothing in common but a rule that says where they lie, and how. */
export async function colluders(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed);
  await operatorGold(world, animals, 60, 'known');
  const answer: Actor['answer'] = (held) =>
    new Randomness(seed, `rule ${held.task.dataUrl}`).chance(lieShare) ? wrong(held) : held.right;
  const place = (index: number): Place => ({ from: `103.${index + 1}.3.3` });
  const ring = await ringOf(world, { count: 3, place, join: known, answer });
  const { lost, harm } = await amongHonest(world, ring, await honestCrowd(world, 27));
  return [...lost, ...harm];
}

/** Gold enough to see how they err, before they meet anybody. */
const modelGold = { GOLD_PERCENT_NEW: '85', GOLD_PERCENT_MIN: '85', TRUST_FLOOR: '20' };

/** Ten accounts of one office that pass on what one vision model says: mostly right, and wrong all together. */
export async function oneModel(seed: number): Promise<readonly Figure[]> {
  await using world = await openWorld(seed, modelGold);
  await operatorGold(world, animals, 280, 'known');
  const answer = honestAnswer(seed, 'the model', 0.6);
  const place = (index: number): Place => ({ from: `45.12.7.${index + 10}` });
  const ring = await ringOf(world, { count: 10, place, join: signUp, answer });
  const first = await customer(world, 'first', { funded: true });
  await submit(world, first, { template: animals, count: 150, name: 'first' });
  const honest = await honestCrowd(world, 20);
  await work(world, [...honest.slice(0, 6), ...ring], { name: 'first' });
  const { lost, harm, halves } = await amongHonest(world, ring, honest);
  return [...lost.map(told), ...harm, never('tasks whose labels are half one model’s', halves, 'tasks')];
}
