import assert from 'node:assert/strict';
import { freshWif, treasuryKeyFromWif } from '@asg/chain';
import type { Task } from '@asg/domain';
import { seededRandom } from '@asg/runtime';
import type { World } from '../world.ts';
import { truthOf } from './item-host.ts';
import type { Person } from './people.ts';

/** Tasks as they are in the store now. */
export async function stored(world: World, taskIds: readonly string[]): Promise<readonly Task[]> {
  const tasks = await world.storage.tasks.many(taskIds);
  return tasks.filter((task) => task !== null);
}

const isRight = (task: Task, option: number): boolean =>
  option === truthOf(task.dataUrl, task.labelSpec.options.length);

/** The part of the decided tasks whose answer is wrong though those who are not `attackers` do not say so: 0 to 100. */
export function pointsLost(tasks: readonly Task[], attackers: ReadonlySet<string>): number {
  const decided = tasks.filter(({ decision }) => decision !== null);
  const lost = decided.filter((task) => {
    const { decision, labels } = task;
    if (decision === null || isRight(task, decision.option)) return false;
    const honest = labels.filter(({ workerId }) => !attackers.has(workerId));
    if (honest.length === labels.length) return false;
    const votes = (option: number): number => honest.filter((label) => label.option === option).length;
    return (
      votes(decision.option) <=
      Math.max(...task.labelSpec.options.map((_, option) => (option === decision.option ? 0 : votes(option))))
    );
  });
  return decided.length === 0 ? 0 : (100 * lost.length) / decided.length;
}

/** How many of the decided tasks are decided right, 0 to 100. */
export function accuracy(tasks: readonly Task[]): number {
  const decided = tasks.filter(({ decision }) => decision !== null);
  const right = decided.filter((task) => isRight(task, task.decision?.option ?? -1));
  return decided.length === 0 ? 0 : (100 * right.length) / decided.length;
}

/** Tasks with two labels and more that these gave half of, or more. */
export function halfHeld(tasks: readonly Task[], ring: ReadonlySet<string>): number {
  return tasks.filter(({ labels }) => {
    const theirs = labels.filter(({ workerId }) => ring.has(workerId)).length;
    return labels.length > 1 && 2 * theirs >= labels.length;
  }).length;
}

/** How many of them the server suspended. */
export async function suspended(world: World, people: readonly Person[]): Promise<number> {
  const workers = await Promise.all(people.map(({ workerId }) => world.storage.workers.get(workerId)));
  return workers.filter((worker) => worker?.status === 'suspended').length;
}

/** How many of them, each a person of their own, are taken for somebody else too. */
export async function falselyLinked(world: World, people: readonly Person[]): Promise<number> {
  const workers = await Promise.all(people.map(({ workerId }) => world.storage.workers.get(workerId)));
  return workers.filter((worker) => (worker?.linkedIds ?? []).length > 0).length;
}

/** An address of somebody's own wallet, which the program does not know. */
export function walletAddress(seed: number, name: string): string {
  const random = seededRandom(`wallet ${seed} ${name}`);
  const key = treasuryKeyFromWif(
    freshWif('local', () => random.bytes(32)),
    'local',
  );
  assert.ok(key.ok);
  return key.key.address;
}

/** Satoshis on the chain at these addresses: what their owners can spend. */
export async function spendable(world: World, addresses: readonly string[]): Promise<number> {
  const coins = await Promise.all([...new Set(addresses)].map((one) => world.chain.unspent(one, 10_000)));
  return coins.flat().reduce((sum, { satoshis }) => sum + satoshis, 0);
}
