import { systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { Cluster } from '../cluster/cluster.ts';
import { resolved } from '../cluster/failures.ts';
import { answered, recordsIn } from '../cluster/figures.ts';
import { partitionsInAll, type Walk } from '../cluster/record-walk.ts';
import { holdRecord } from '../cluster/write-hold.ts';
import { pulseRecord } from '../pulse.ts';
import { type CopiedRecord, lineOf, operationsOf, recordOf } from './record-line.ts';
import { type Restoring, readRestoring, restoringRecord } from './restoring.ts';

/** In no backup. */
const ownRecords: ReadonlySet<string> = new Set([holdRecord, restoringRecord, pulseRecord]);
const attemptsMax = 8;
const pauseMs = 250;

/** A record of a walk: as a line where it was read whole. */
export interface SeenRecord {
  /** Its name in the cluster, the same at each walk. */
  readonly digest: string;
  /** Another after each write. */
  readonly generation: number;
  /** Null: a walk along the index alone, or a record of backups themselves. */
  readonly line: string | null;
}

/** A store as the records that it is made of, for backups of it. */
export class ClusterCopy implements AsyncDisposable {
  /** Walks go over partitions from 0 to this. */
  readonly partitions = partitionsInAll;
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  /** How many records there are, about: without copies. */
  async count(): Promise<number> {
    const { namespace, setNames } = this.#cluster;
    const answers = await this.#cluster.info(`sets/${namespace}`);
    const copies = answers.reduce((sum, answer) => sum + recordsIn(answered(answer), setNames), 0);
    const factors = (await this.#cluster.info(`namespace/${namespace}`)).map((text) =>
      Number(/effective_replication_factor=(\d+)/.exec(text)?.[1] ?? 1),
    );
    return Math.round(copies / Math.max(1, Math.min(...factors)));
  }

  async walk(walk: Walk): Promise<readonly SeenRecord[]> {
    const found = await this.#cluster.walk(walk);
    return [...found].map(([digest, { set, id, generation, bins }]) => {
      if (!walk.withBins) return { digest, generation, line: null };
      if (id === null)
        throw new Error(`a record of the set ${set} has no key: this program did not write it`);
      const isOwn = set === 'doc' && ownRecords.has(id);
      return { digest, generation, line: isOwn ? null : lineOf({ set, id, bins }) };
    });
  }

  /** Names the nodes that make up the cluster and where records are; null while they move, since a walk may miss some then. */
  async steadyState(): Promise<string | null> {
    const answers = await this.#cluster.info('statistics');
    const state = answers.map((text) => {
      const of = (name: string): string => new RegExp(`(?:^|;|\\t)${name}=([^;]*)`).exec(text)?.[1] ?? '';
      return { key: of('cluster_key'), size: of('cluster_size'), moving: of('migrate_partitions_remaining') };
    });
    const isSteady = state.every(({ moving, size }) => moving === '0' && Number(size) === state.length);
    return isSteady ? state.map(({ key }) => key).join(' ') : null;
  }

  /** Has the writes of all processes wait from one moment to another, Unix ms; they hear of it within three seconds. It ends by itself. */
  async hold(fromMs: number, untilMs: number): Promise<void> {
    const { operations } = this.#cluster.driver;
    const writes = [operations.write('from', fromMs), operations.write('until', untilMs)];
    await resolved(() => this.#cluster.write('doc', holdRecord, writes, { must: 'either' }));
  }

  /** Lets writes go on. */
  lift(): Promise<void> {
    return this.hold(0, 0);
  }

  /** Writes records where there are none yet; the same may be written again. Throws for a line that is none. */
  async write(lines: readonly string[]): Promise<void> {
    const bySet = Map.groupBy(lines.map(recordOf), ({ set }) => set);
    for (const [set, records] of bySet) await this.#writeAll(set, records);
  }

  async #writeAll(set: CopiedRecord['set'], records: readonly CopiedRecord[]): Promise<void> {
    let left = records;
    for (let attempt = 1; left.length > 0; attempt++) {
      if (attempt > attemptsMax) throw new StorageUnavailable(`${left.length} records could not be written`);
      const written = await this.#cluster.writeMany(
        set,
        left.map((record) => ({
          id: record.id,
          operations: operationsOf(this.#cluster.driver, record),
          options: { must: 'either' } as const,
        })),
      );
      left = left.filter((_, index) => written[index]?.kind !== 'written');
      if (left.length > 0) await systemClock.sleep(attempt * pauseMs);
    }
  }

  /** How far a restore into this store is; null: there was none. */
  restoring(): Promise<Restoring | null> {
    return readRestoring(this.#cluster);
  }

  /** Says how far it is: no server starts on the store until it is done. */
  async note({ from, next, isDone }: Restoring): Promise<void> {
    const { operations } = this.#cluster.driver;
    const writes = [
      operations.write('from', from),
      operations.write('next', next),
      operations.write('done', isDone ? 1 : 0),
    ];
    await resolved(() => this.#cluster.write('doc', restoringRecord, writes, { must: 'either' }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cluster.close();
  }
}
