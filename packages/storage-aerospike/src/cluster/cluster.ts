import { systemClock } from '@asg/runtime';
import { StorageUnavailable } from '@asg/storage';
import type { BatchAnswer, Bins, Driver, DriverClient, Key, Operation } from './driver.ts';
import { base64Of, type Expression, exp } from './expressions.ts';
import { failureOf, InDoubt, isPassing, status, unavailable } from './failures.ts';
import { Semaphore } from './semaphore.ts';

/** Commands on their way at a time: the client opens at most 100 connections to a node, and the sweep needs some. */
const commandsAtOnce = 80;
const batchMax = 200;
const attemptsMax = 8;
const firstPauseMs = 5;
/** A read may be sent again by the client; a write is sent once, and its fate is looked up. */
const readPolicy = { socketTimeout: 1_000, totalTimeout: 3_000, maxRetries: 2 };
const writePolicy = { socketTimeout: 2_000, totalTimeout: 2_000, maxRetries: 0 };

export type SetName = 'task' | 'doc' | 'list' | 'sum';
/** `filtered`: the condition does not hold. `exists`: it was to be made. `missing`: it was to be there. */
export type Written =
  | { readonly kind: 'written'; readonly bins: Bins }
  | { readonly kind: 'filtered' | 'exists' | 'missing' };

export interface WriteOptions {
  /** `create`: it must not be there yet; `update`: it must; `either`: a condition is looked at only where it is there. */
  readonly must: 'create' | 'update' | 'either' | 'replace';
  readonly where?: Expression;
  /** The generation that was read. */
  readonly generation?: number;
}

export interface ClusterOptions {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly namespace: string;
  readonly setPrefix: string;
  /** Begins all keys: several stores in the same sets, as tests need them. Letters and digits. */
  readonly keyPrefix: string;
  readonly user?: string;
  readonly password?: string;
}

/** Commands on one namespace, each on one record. Rejections are `StorageUnavailable`, or `InDoubt` of them. */
export class Cluster {
  readonly driver: Driver;
  readonly #client: DriverClient;
  readonly #options: ClusterOptions;
  readonly #semaphore = new Semaphore(commandsAtOnce);
  readonly #onTheirWay = new Set<Promise<unknown>>();
  #closed = false;

  constructor(driver: Driver, client: DriverClient, options: ClusterOptions) {
    this.driver = driver;
    this.#client = client;
    this.#options = options;
  }

  setName(set: SetName): string {
    return `${this.#options.setPrefix}${set}`;
  }

  #key(set: SetName, id: string): Key {
    const { namespace, keyPrefix } = this.#options;
    return new this.driver.Key(namespace, this.setName(set), keyPrefix + id);
  }

  /** The record with its generation; null where there is none. */
  async get(
    set: SetName,
    id: string,
    operations: readonly Operation[],
  ): Promise<{ readonly bins: Bins; readonly generation: number } | null> {
    const { OperatePolicy } = this.driver;
    try {
      const found = await this.#run(() =>
        this.#client.operate(this.#key(set, id), operations, null, new OperatePolicy(readPolicy)),
      );
      return { bins: found.bins, generation: found.gen };
    } catch (error) {
      if (failureOf(error)?.code === status.notFound) return null;
      throw unavailable(error);
    }
  }

  /** All bins of each, in order; null where there is none. */
  async getMany(set: SetName, ids: readonly string[]): Promise<readonly (Bins | null)[]> {
    const { BatchPolicy } = this.driver;
    const pages = await Promise.all(
      pagesOf(ids).map(async (page) => {
        const records = page.map((id) => ({ key: this.#key(set, id), readAllBins: true }));
        try {
          return await this.#run(() => this.#client.batchRead(records, new BatchPolicy(readPolicy)));
        } catch (error) {
          throw unavailable(error);
        }
      }),
    );
    return pages.flat().map((answer) => {
      if (answer.status === status.ok) return answer.record.bins;
      if (answer.status === status.notFound) return null;
      throw new StorageUnavailable(`Aerospike ${answer.status}: a record of a batch could not be read`);
    });
  }

  async write(
    set: SetName,
    id: string,
    operations: readonly Operation[],
    options: WriteOptions,
  ): Promise<Written> {
    const { OperatePolicy, policy } = this.driver;
    const { where, generation } = options;
    const fields = {
      ...writePolicy,
      exists: this.#exists(options),
      key: policy.key.SEND,
      ...(where !== undefined && { filterExpression: base64Of(where) }),
      ...(generation !== undefined && { gen: policy.gen.EQ }),
    };
    const metadata = generation === undefined ? null : { gen: generation };
    try {
      const { bins } = await this.#run(() =>
        this.#client.operate(this.#key(set, id), operations, metadata, new OperatePolicy(fields)),
      );
      return { kind: 'written', bins };
    } catch (error) {
      const refused = refusalOf(failureOf(error)?.code);
      if (refused !== null) return refused;
      throw unavailable(error);
    }
  }

  /** Writes to many records, each independently; `doubtful` stands for one whose outcome is unknown. */
  async writeMany(
    set: SetName,
    writes: readonly {
      readonly id: string;
      readonly operations: readonly Operation[];
      readonly options: WriteOptions;
    }[],
  ): Promise<readonly (Written | { readonly kind: 'doubtful' })[]> {
    const { BatchPolicy, BatchWritePolicy, batchType, policy } = this.driver;
    const pages = await Promise.all(
      pagesOf(writes).map(async (page) => {
        const records = page.map(({ id, operations, options }) => ({
          type: batchType.BATCH_WRITE,
          key: this.#key(set, id),
          ops: operations,
          policy: new BatchWritePolicy({
            exists: this.#exists(options),
            key: policy.key.SEND,
            ...(options.where !== undefined && { filterExpression: base64Of(options.where) }),
          }),
        }));
        try {
          return await this.#run(() => this.#client.batchWrite(records, new BatchPolicy(writePolicy)));
        } catch (error) {
          const failed = unavailable(error);
          if (!(failed instanceof StorageUnavailable)) throw failed;
          return page.map((): BatchAnswer => ({ status: -1, record: { bins: {} } }));
        }
      }),
    );
    return pages.flat().map((answer) => {
      if (answer.status === status.ok) return { kind: 'written', bins: answer.record.bins };
      return refusalOf(answer.status) ?? { kind: 'doubtful' };
    });
  }

  #exists({ must }: WriteOptions): number {
    const { exists } = this.driver.policy;
    if (must === 'replace') return exists.CREATE_OR_REPLACE;
    return must === 'create' ? exists.CREATE : must === 'update' ? exists.UPDATE : exists.IGNORE;
  }

  /**
   * Records of the two sets of documents that an index finds, by set and key, at most `limit`: with effects to carry out
   * and not written for `quietMs`, or with takings noted with a number up to `upTo`.
   */
  async find(
    bin: 'fx' | 'ops',
    limit: number,
    { quietMs = 0, upTo = Number.MAX_SAFE_INTEGER }: { readonly quietMs?: number; readonly upTo?: number },
  ): Promise<readonly { readonly set: SetName; readonly id: string }[]> {
    const { filter, indexType, QueryPolicy } = this.driver;
    const sets = (['task', 'doc'] as const).map((set) => [set, this.setName(set)] as const);
    const kind = bin === 'fx' ? indexType.MAPKEYS : indexType.MAPVALUES;
    const { keyPrefix } = this.#options;
    const inSets = exp.or(...sets.map(([, name]) => exp.eq(exp.setName(), exp.str(name))));
    const isOurs =
      keyPrefix === '' ? inSets : exp.and(inSets, exp.cmpRegex(0, `^${keyPrefix}`, exp.keyStr()));
    const isQuiet = exp.ge(exp.sinceUpdate(), exp.int(quietMs));
    const query = this.#client.query(this.#options.namespace);
    query.where(filter.range(bin, 0, Math.max(0, upTo), kind));
    const policy = new QueryPolicy({
      ...readPolicy,
      totalTimeout: 30_000,
      maxRecords: limit,
      filterExpression: base64Of(quietMs === 0 ? isOurs : exp.and(isOurs, isQuiet)),
    });
    const found: { set: SetName; id: string }[] = [];
    const reading = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const stream = query.foreach(policy);
        stream.on('data', ({ key }) => {
          const { set, key: id } = key;
          const own = sets.find(([, name]) => name === set);
          if (own !== undefined && id !== null) found.push({ set: own[0], id: id.slice(keyPrefix.length) });
        });
        stream.on('error', reject);
        stream.on('end', resolve);
      });
    try {
      await this.#run(reading);
    } catch (error) {
      throw unavailable(error);
    }
    return found;
  }

  /** What each node answers. */
  async info(request: string): Promise<readonly string[]> {
    try {
      // Node by node: the client's own call for all of them reads beyond its policy (6.7.1).
      const nodes = this.#client.getNodes();
      return await Promise.all(nodes.map((node) => this.#run(() => this.#client.infoNode(request, node))));
    } catch (error) {
      throw unavailable(error);
    }
  }

  get namespace(): string {
    return this.#options.namespace;
  }

  /** Lets go of the cluster once all that is on its way has come back: the client does not survive it otherwise. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled(this.#onTheirWay);
    this.#client.close(false);
  }

  async #run<Result>(command: () => Promise<Result>): Promise<Result> {
    if (this.#closed) throw new StorageUnavailable('the store is closed');
    const running = this.#attempt(command);
    this.#onTheirWay.add(running);
    try {
      return await running;
    } finally {
      this.#onTheirWay.delete(running);
    }
  }

  #attempt<Result>(command: () => Promise<Result>): Promise<Result> {
    return this.#semaphore.run(async () => {
      for (let attempt = 1, waitMs = firstPauseMs; ; attempt++, waitMs *= 2) {
        try {
          return await command();
        } catch (error) {
          if (attempt === attemptsMax || !isPassing(error)) throw error;
          await systemClock.sleep(waitMs);
        }
      }
    });
  }
}

/** Sends again what may be sent again, as long as its outcome is unknown. */
export async function resolved<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InDoubt) || attempt === 3) throw error;
    }
  }
}

function refusalOf(code: number | undefined): Written | null {
  switch (code) {
    case status.filteredOut:
    case status.generation:
      return { kind: 'filtered' };
    case status.exists:
      return { kind: 'exists' };
    case status.notFound:
      return { kind: 'missing' };
    default:
      return null;
  }
}

function pagesOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const pages: (readonly Item[])[] = [];
  for (let i = 0; i < items.length; i += batchMax) pages.push(items.slice(i, i + batchMax));
  return pages;
}
