import { randomBytes } from 'node:crypto';
import { freshWif } from '@asg/chain';
import type { ProcessRole } from '@asg/domain/names';
import { type RunningRefinery, startRefinery } from '../refinery/start-refinery.ts';

/** Many start at once, on few cores. */
const readyMsMax = 120_000;

export interface ClusterOptions {
  /** As ASG_STORE has it. */
  readonly store: string;
  /** How many processes of each role; without one, none. */
  readonly processes: Readonly<Partial<Record<Exclude<ProcessRole, 'chain'>, number>>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A process of a cluster. */
export interface ClusterMember {
  readonly name: string;
  readonly refinery: RunningRefinery;
}

/** Many processes on one store, and the local chain in a process of its own. */
export class RunningCluster implements AsyncDisposable {
  readonly chain: RunningRefinery;
  readonly members: readonly ClusterMember[];
  /** Variables with the keys that all of them have. */
  readonly keys: Readonly<Record<string, string>>;

  /** Use `startCluster`. */
  constructor(chain: RunningRefinery, members: readonly ClusterMember[], keys: RunningCluster['keys']) {
    this.chain = chain;
    this.keys = keys;
    this.members = members;
  }

  /** The addresses of the gateways; the same over restarts. */
  get gateways(): readonly string[] {
    return this.members.filter(({ name }) => name.startsWith('gateway')).map(({ refinery }) => refinery.url);
  }

  /** Drains and ends all processes; their folders stay. */
  async stop(): Promise<void> {
    await Promise.all(this.members.map(({ refinery }) => refinery.stop()));
    await this.chain.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...this.members.map(({ refinery }) => refinery), this.chain];
    const ended = await Promise.allSettled(all.map((refinery) => refinery[Symbol.asyncDispose]()));
    for (const one of ended) if (one.status === 'rejected') throw one.reason;
  }
}

/** Starts the chain, then all members at once. Throws, with nothing left running, if one does not start. */
export async function startCluster({ store, processes, env }: ClusterOptions): Promise<RunningCluster> {
  const keys = {
    ASG_TREASURY_WIF: freshWif('local', (count) => randomBytes(count)),
    ASG_ENCRYPTION_KEY: randomBytes(32).toString('hex'),
  };
  const chain = await startRefinery({
    readyMsMax,
    env: { ...env, ...keys, ASG_STORE: 'sqlite::memory:', ASG_ROLES: 'chain' },
  });
  const names = Object.entries(processes).flatMap(([role, count]) =>
    Array.from({ length: count }, (_, index) => [`${role}-${index + 1}`, role] as const),
  );
  const started = await Promise.allSettled(
    names.map(async ([name, role]): Promise<ClusterMember> => {
      const own = { ASG_STORE: store, ASG_ROLES: role, ASG_LOCAL_CHAIN_URL: chain.url };
      return { name, refinery: await startRefinery({ readyMsMax, env: { ...env, ...keys, ...own } }) };
    }),
  );
  const members = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const cluster = new RunningCluster(chain, members, keys);
  const failed = started.find((one) => one.status === 'rejected');
  if (failed === undefined) return cluster;
  await cluster[Symbol.asyncDispose]();
  throw failed.reason;
}
