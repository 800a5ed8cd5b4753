import { StorageUnavailable } from '@asg/storage';
import type { Cluster } from './cluster.ts';

/** The lowest value that any node reports under this name for the namespace. */
export async function lowestFigure(cluster: Cluster, name: string): Promise<number> {
  const answers = await cluster.info(`namespace/${cluster.namespace}`);
  const figures = answers.map((text) => Number(new RegExp(`(?:^|;|\\t)${name}=(\\d+)`).exec(text)?.[1]));
  if (figures.length === 0 || figures.some(Number.isNaN)) {
    throw new StorageUnavailable(`no node tells ${name} of the namespace ${cluster.namespace}`);
  }
  return Math.min(...figures);
}

/** Rejects where not every node has the namespace, with those that there are. */
export async function assertNamespace(cluster: Cluster): Promise<void> {
  const { namespace } = cluster;
  const named = (await cluster.info('namespaces')).map(namespacesIn);
  const missing = named.filter((names) => !names.includes(namespace));
  if (named.length > 0 && missing.length === 0) return;
  const there = [...new Set(named.flat())].toSorted();
  throw new StorageUnavailable(
    missing.length === named.length
      ? `no node has the namespace ${namespace}: there ${there.length === 1 ? 'is' : 'are'} ${there.join(', ') || 'none'}`
      : `${missing.length} of ${named.length} nodes do not have the namespace ${namespace}: add it to their configuration`,
  );
}

/** What a node answers to `namespaces`. */
export const namespacesIn = (answer: string): readonly string[] =>
  answered(answer)
    .split(';')
    .filter((name) => name !== '');

/** What stands after the request in a node's answer. */
export const answered = (answer: string): string => answer.slice(answer.indexOf('\t') + 1).trim();

/** Rejects where no node answers, or one takes no more writes to the namespace, because its memory or disk is full. */
export async function assertWrites(cluster: Cluster): Promise<void> {
  const { namespace } = cluster;
  const answers = await cluster.info(`namespace/${namespace}`);
  if (answers.length === 0) throw new StorageUnavailable(`no node answers for the namespace ${namespace}`);
  if (answers.some((text) => /(?:^|;|\t)stop_writes=true/.test(text)))
    throw new StorageUnavailable(`a node has stopped writes to the namespace ${namespace}`, {
      trouble: 'full',
    });
}

/** Records in these sets, copies counted too. The answer to `sets/…` has a line for each: `ns=asg:set=asg_task:objects=5:…;`. */
export function recordsIn(answer: string, names: readonly string[]): number {
  return answer
    .split(';')
    .map((line) => new Map(line.split(':').map((field) => [field.split('=')[0], field.split('=')[1]])))
    .filter((line) => names.includes(line.get('set') ?? ''))
    .reduce((sum, line) => sum + Number(line.get('objects') ?? 0), 0);
}
