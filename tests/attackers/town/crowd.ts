import { Randomness } from '../randomness.ts';
import type { World } from '../world.ts';
import { type Held, known, type Person } from './people.ts';

/** Somebody at work: how many tasks they take at a time, and how they answer. */
export interface Actor {
  readonly person: Person;
  readonly count: number;
  readonly answer: (held: Held) => number;
  /** They answer without a look. */
  readonly isBlind?: true;
}

const hardShare = 0.12;
/** On a hard item people are right so often, and mostly fall for the same wrong answer. */
const hardSkill = 0.6;
const sameSlip = 0.8;

/** How an honest person answers: mostly right, worse where it is hard, and always the same about the same item. */
export function honestAnswer(seed: number, name: string, skill: number): Actor['answer'] {
  return ({ task: { dataUrl }, options, right }) => {
    const item = new Randomness(0, `item ${dataUrl}`);
    const isHard = item.chance(hardShare);
    const lure = (right + 1 + item.below(options.length - 1)) % options.length;
    const own = new Randomness(seed, `${name} ${dataUrl}`);
    if (own.chance(isHard ? hardSkill : skill)) return right;
    return isHard && own.chance(sameSlip)
      ? lure
      : (right + 1 + own.below(options.length - 1)) % options.length;
  };
}

/** Honest people, each at an address of their own. */
export async function honestCrowd(
  world: World,
  count: number,
  addressOf: (index: number) => string = (index) => `100.${index + 1}.7.9`,
): Promise<readonly Actor[]> {
  const crowd: Actor[] = [];
  for (let index = 0; index < count; index++) {
    const name = `honest-${index}`;
    const person = await known(world, name, { from: addressOf(index) });
    const skill = 0.88 + 0.1 * new Randomness(world.seed, `skill of ${name}`).share();
    crowd.push({ person, count: 5, answer: honestAnswer(world.seed, name, skill) });
  }
  return crowd;
}

const labelMs = 3_000;

/** All work, in another order each round, until nobody finds anything to do or so many rounds are over. */
export async function work(
  world: World,
  actors: readonly Actor[],
  {
    roundsMax = 200,
    name = 'work',
    eachRound = async () => {},
  }: {
    readonly roundsMax?: number;
    readonly name?: string;
    readonly eachRound?: () => Promise<void>;
  } = {},
): Promise<void> {
  const randomness = new Randomness(world.seed, name);
  for (let round = 0; round < roundsMax; round++) {
    let given = 0;
    for (const actor of randomness.shuffled(actors)) given += await takeTurn(world, actor);
    await world.rounds(2, 4_000);
    await eachRound();
    if (given === 0) return;
  }
}

/** Takes what there is and labels it; gives how many tasks there were. */
export async function takeTurn(world: World, { person, count, answer, isBlind }: Actor): Promise<number> {
  const { held } = await person.claim(count);
  world.clock.pass(labelMs * held.length);
  await person.label(held, answer, isBlind);
  return held.length;
}
