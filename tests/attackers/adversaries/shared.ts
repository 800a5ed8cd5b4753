import { auditMoney } from '@asg/engines';
import type { Figure } from '../figures.ts';
import type { Actor } from '../town/crowd.ts';
import { accuracy, falselyLinked, pointsLost, spendable, stored, suspended } from '../town/measures.ts';
import type { Person } from '../town/people.ts';
import type { World } from '../world.ts';

export const peopleOf = (actors: readonly Actor[]): readonly Person[] => actors.map(({ person }) => person);

/** A figure of what must not happen even once. */
export const never = (name: string, value: number, unit: Figure['unit'] = 'accounts'): Figure => ({
  name,
  value,
  unit,
  bound: { atMost: 0 },
  judged: 'each',
});

/** What these accounts made of somebody else's tasks, at most a point of their accuracy. */
export async function spoiled(
  world: World,
  tasks: Readonly<Record<string, readonly string[]>>,
  attackers: readonly Person[],
): Promise<readonly Figure[]> {
  const ids = new Set(attackers.map(({ workerId }) => workerId));
  const figures: Figure[] = [];
  for (const [kind, taskIds] of Object.entries(tasks)) {
    const found = await stored(world, taskIds);
    const points = { unit: 'points', judged: 'mean' } as const;
    figures.push(
      {
        name: `accuracy lost, ${kind} tasks`,
        value: pointsLost(found, ids),
        bound: { atMost: 1 },
        ...points,
      },
      { name: `accuracy left, ${kind} tasks`, value: accuracy(found), bound: null, ...points },
    );
  }
  return figures;
}

/** What became of the honest. */
export async function harmed(world: World, honest: readonly Person[]): Promise<readonly Figure[]> {
  const linked = await falselyLinked(world, honest);
  return [
    never('honest workers suspended', await suspended(world, honest)),
    {
      name: 'honest workers falsely linked',
      value: linked / honest.length,
      unit: 'share',
      bound: { atMost: 0.01 },
      judged: 'mean',
    },
  ];
}

/** What the operator's own check of all money finds. */
export async function audited(world: World): Promise<Figure> {
  const { results } = await auditMoney(world.storage, world.chain);
  return never('culprits in the audit', results.flatMap(({ culprits }) => culprits).length, 'tasks');
}

/** What strangers can spend in the end, beside what the operator lets them have. */
export async function gained(
  world: World,
  wallets: readonly string[],
  bound: number,
  name = 'satoshis to strangers',
): Promise<Figure> {
  const value = await spendable(world, wallets);
  return { name, value, unit: 'sats', bound: { atMost: bound }, judged: 'each' };
}
