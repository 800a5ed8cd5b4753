import type { SetName } from './commands.ts';
import type { Bins, Driver, DriverClient } from './driver.ts';
import { base64Of, exp } from './expressions.ts';

/** Parts that a namespace is made of, each on a node. */
export const partitionsInAll = 4_096;

/** What is to be walked over. */
export interface Walk {
  readonly begin: number;
  readonly count: number;
  /** Those alone that were written within so many ms, by the clock of their node; null: all. */
  readonly withinMs: number | null;
  /** Without what they hold only the index is walked, not the disk. */
  readonly withBins: boolean;
}

export interface WalkedRecord {
  readonly set: SetName;
  /** Null where the walk is one without bins. */
  readonly id: string | null;
  /** Another after each write. */
  readonly generation: number;
  readonly bins: Bins;
}

const socketTimeout = 60_000;

/** The records in a stretch of partitions, by their digests. Rejects with the client's errors. */
export async function walked(
  { QueryPolicy }: Driver,
  client: DriverClient,
  wanted: Walk & {
    readonly namespace: string;
    readonly sets: readonly (readonly [set: SetName, name: string])[];
  },
): Promise<ReadonlyMap<string, WalkedRecord>> {
  const { namespace, sets, begin, count, withinMs, withBins } = wanted;
  // Both are known to the index, so that what does not match is not read from the disk.
  const isOurs = exp.or(...sets.map(([, name]) => exp.eq(exp.setName(), exp.str(name))));
  const where =
    withinMs === null ? isOurs : exp.and(isOurs, exp.le(exp.sinceUpdate(), exp.int(Math.ceil(withinMs))));
  const query = client.query(namespace);
  query.nobins = !withBins;
  query.partitions(begin, count);
  const policy = new QueryPolicy({
    totalTimeout: 0,
    socketTimeout,
    filterExpression: base64Of(where),
  });
  const found = new Map<string, WalkedRecord>();
  await new Promise<void>((resolve, reject) => {
    const stream = query.foreach(policy);
    stream.on('data', ({ key: { set: name, key: id, digest }, bins, gen: generation }) => {
      const own = sets.find(([, each]) => each === name);
      if (own === undefined || digest === undefined) return;
      found.set(digest.toString('latin1'), { set: own[0], id, generation, bins });
    });
    stream.on('error', reject);
    stream.on('end', resolve);
  });
  return found;
}
