import type { Figure } from '../figures.ts';
import { Randomness } from '../randomness.ts';
import { aucs, learn } from '../spotting/classifier.ts';
import { noteKinship, type Observation } from '../spotting/observation.ts';
import { type Decide, Watcher } from '../spotting/watching.ts';
import { honestAnswer, honestCrowd, takeTurn } from '../town/crowd.ts';
import { animals, customer, operatorGold, submit, weather } from '../town/orders.ts';
import { known } from '../town/people.ts';
import { openWorld, type World } from '../world.ts';
import { harmed, peopleOf, spoiled } from './shared.ts';

const spotters = 16;
const perAccount = 44;
const tasks = 320;
/** So many that hardly two accounts meet the same: who does knows it by its picture, whatever else is hidden. */
const goldItems = 600;
/** The same share for everybody: how long somebody has been there tells nothing. */
const evenShare = 0.4;
const settings = { GOLD_PERCENT_NEW: '40', GOLD_PERCENT_MIN: '40' };
const crowd = 27;
const liars = 3;

/** Accounts that look for what tells gold from the rest. */
export async function goldSpotters(seed: number): Promise<readonly Figure[]> {
  const observations = await observed(seed);
  const bound = { atLeast: 0.45, atMost: 0.55 };
  return [...aucs(observations)].map(([name, value]): Figure => {
    const shown = { name: `gold told by ${name}`, value, unit: 'AUC', judged: 'mean' } as const;
    // What a gang meets twice is no field of an answer: it is told, so that operators know how much gold they need.
    return { ...shown, bound: name === 'repeats' ? null : bound };
  });
}

/** Everything that the gang saw. */
async function observed(seed: number): Promise<readonly Observation[]> {
  await using world = await openWorld(seed, settings);
  for (const [index, template] of [animals, weather].entries()) {
    await operatorGold(world, template, goldItems, `known-${index}`);
    const owner = await customer(world, `owner-${index}`, { funded: true });
    await submit(world, owner, { template, count: tasks / 2, name: `asked-${index}` });
  }
  const honest = await honestCrowd(world, 14);
  const watchers = await gang(world, spotters);
  const randomness = new Randomness(seed, 'spotters');
  const isDone = (): boolean => watchers.every(({ watched }) => watched.length >= perAccount);
  for (let round = 0; round < 40 && !isDone(); round++) {
    let given = 0;
    for (const watcher of randomness.shuffled(watchers))
      if (watcher.watched.length < perAccount) given += await watcher.turn();
    for (const actor of randomness.shuffled(honest)) await takeTurn(world, actor);
    await world.rounds(3, 30_000);
    if (round % 3 === 0) for (const watcher of watchers) await watcher.look();
    if (given === 0) break;
  }
  for (let wait = 0; wait < 5; wait++) {
    await world.rounds(6, 600_000);
    for (const watcher of watchers) await watcher.look();
  }
  const observations = watchers.flatMap(({ watched }) => watched.map(({ observation }) => observation));
  noteKinship(observations);
  return observations;
}

async function gang(world: World, count: number): Promise<readonly Watcher[]> {
  const watchers: Watcher[] = [];
  for (let index = 0; index < count; index++) {
    const person = await known(world, `spotter-${index}`, { from: `101.${index + 1}.3.3` });
    const answer = honestAnswer(world.seed, person.name, 0.9);
    watchers.push(new Watcher({ person, count: 4, answer }, index));
  }
  return watchers;
}

/** Three that learned it lie in another town, where gold is given out as operators do by default, wherever they think that nobody knows. */
export async function spottingLiars(seed: number): Promise<readonly Figure[]> {
  const learned = await observed(seed);
  await using world = await openWorld(seed);
  await operatorGold(world, animals, 200, 'known');
  const victim = await customer(world, 'victim', { funded: true });
  const order = { template: animals, count: 300 };
  const plain = await submit(world, victim, { ...order, name: 'plain' });
  const adaptive = await submit(world, victim, { ...order, name: 'adaptive', adaptive: true });
  const honest = await honestCrowd(world, crowd);
  const watchers = await gang(world, liars);
  // Only what is known before the answer is given.
  const score = learn(
    learned.map((one) => ({ ...one, features: { ...one.features, outcome: new Map(), repeats: new Map() } })),
  );
  const scores = learned.map(score).sort((one, other) => other - one);
  const looksGold = scores[Math.floor(scores.length * evenShare)] ?? 0;
  const decide: Decide = (batch) => {
    const met = watchers.flatMap(({ watched }) => watched.map(({ observation }) => observation));
    noteKinship([...met, ...batch.map(({ observation }) => observation)]);
    return batch.map(({ held: { right, options }, observation }) =>
      score(observation) > looksGold ? right : (right + 1) % options.length,
    );
  };
  const randomness = new Randomness(seed, 'liars');
  for (let round = 0, given = 1; round < 60 && given > 0; round++) {
    given = 0;
    for (const actor of randomness.shuffled([...honest, ...watchers]))
      given += actor instanceof Watcher ? await actor.turn(decide) : await takeTurn(world, actor);
    await world.rounds(2, 4_000);
  }
  const people = watchers.map(({ actor: { person } }) => person);
  return [
    ...(await spoiled(world, { plain: plain.taskIds, adaptive: adaptive.taskIds }, people)),
    ...(await harmed(world, peopleOf(honest))),
  ];
}
