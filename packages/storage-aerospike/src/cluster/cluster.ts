import { StorageUnavailable } from '@asg/storage';
import {
  type DocumentSet,
  type Doubtful,
  refusalOf,
  type SetName,
  type Write,
  type WriteOptions,
  type Written,
} from './commands.ts';
import type { BatchAnswer, Bins, Driver, DriverClient, Key, Operation } from './driver.ts';
import { base64Of } from './expressions.ts';
import { failureOf, InDoubt, status, unavailable } from './failures.ts';
import { Gathered, pagesOf } from './gathered.ts';
import { InFlight } from './in-flight.ts';
import { foundByIndex } from './index-query.ts';
import { type Walk, type WalkedRecord, walked } from './record-walk.ts';
import { holdRecord, holdRow, WriteHold } from './write-hold.ts';

const batchMax = 200;
/** A read may be sent again by the client; a write is sent once, and its fate is looked up. */
const readPolicy = { socketTimeout: 1_000, totalTimeout: 3_000, maxRetries: 2 };
const writePolicy = { socketTimeout: 2_000, totalTimeout: 2_000, maxRetries: 0 };

const allSets: readonly SetName[] = ['task', 'doc', 'list', 'sum'];

/** A record that is to be read: what these operations say of it, or all. */
type Wanted = { readonly key: Key } & (
  | { readonly ops: readonly Operation[] }
  | { readonly readAllBins: true }
);

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
  readonly #inFlight = new InFlight();
  readonly #reads = new Gathered<Wanted, BatchAnswer>(batchMax, (wanted) => this.#read(wanted));
  readonly #writes = {
    task: this.#gathering('task'),
    doc: this.#gathering('doc'),
  };
  readonly #hold = new WriteHold(() => this.#lookAtHold());

  constructor(driver: Driver, client: DriverClient, options: ClusterOptions) {
    this.driver = driver;
    this.#client = client;
    this.#options = options;
  }

  setName(set: SetName): string {
    return `${this.#options.setPrefix}${set}`;
  }

  #gathering(set: SetName): Gathered<Write, Written | Doubtful> {
    return new Gathered(batchMax, async (writes) => {
      const [only] = writes;
      if (only === undefined || writes.length > 1) return this.writeMany(set, writes);
      return [await this.write(set, only.id, only.operations, only.options)];
    });
  }

  /** Of all four. */
  get setNames(): readonly string[] {
    return allSets.map((set) => this.setName(set));
  }

  #key(set: SetName, id: string): Key {
    const { namespace, keyPrefix } = this.#options;
    return new this.driver.Key(namespace, this.setName(set), keyPrefix + id);
  }

  /**
   * The record with its generation; null where there is none. What is read in one turn is one command. `what`: names the
   * operations; the same of a record is read once a turn.
   */
  async get(
    set: SetName,
    id: string,
    operations: readonly Operation[],
    what?: string,
  ): Promise<{ readonly bins: Bins; readonly generation: number } | null> {
    const key = this.#key(set, id);
    const name = what === undefined ? undefined : `${set}: ${what} ${id}`;
    const { status: found, record } = await this.#reads.add({ key, ops: operations }, name);
    if (found === status.notFound) return null;
    if (found === status.ok) return { bins: record.bins, generation: record.gen };
    // A row of a batch has no error of its own, and is not tried again there.
    return this.#getAlone(key, operations);
  }

  /** All bins of each, in order; null where there is none. */
  async getMany(set: SetName, ids: readonly string[]): Promise<readonly (Bins | null)[]> {
    const answers = await Promise.all(
      ids.map((id) => this.#reads.add({ key: this.#key(set, id), readAllBins: true }, `${set} ${id}`)),
    );
    return answers.map((answer) => {
      if (answer.status === status.ok) return answer.record.bins;
      if (answer.status === status.notFound) return null;
      throw new StorageUnavailable(`Aerospike ${answer.status}: a record of a batch could not be read`);
    });
  }

  async #read(wanted: readonly Wanted[]): Promise<readonly BatchAnswer[]> {
    const [only] = wanted;
    const asksForHold = this.#hold.isDue();
    if (!asksForHold && wanted.length === 1 && only !== undefined && 'ops' in only) {
      const found = await this.#getAlone(only.key, only.ops);
      if (found === null) return [{ status: status.notFound, record: { bins: {}, gen: 0 } }];
      return [{ status: status.ok, record: { bins: found.bins, gen: found.generation } }];
    }
    const { BatchPolicy } = this.driver;
    try {
      // The look at the hold is a row of what is read anyway: it costs no command.
      const rows = asksForHold ? [...wanted, this.#holdRow()] : wanted;
      const answers = await this.#run(() => this.#client.batchRead(rows, new BatchPolicy(readPolicy)));
      const hold = answers[wanted.length];
      if (hold !== undefined) this.#hold.heard(hold.status === status.ok ? hold.record.bins : {});
      return answers;
    } catch (error) {
      throw unavailable(error);
    }
  }

  #holdRow(): ReturnType<typeof holdRow> {
    return holdRow(this.driver, this.#key('doc', holdRecord));
  }

  async #lookAtHold(): Promise<Bins> {
    const { key, ops } = this.#holdRow();
    return (await this.#getAlone(key, ops))?.bins ?? {};
  }

  async #getAlone(
    key: Key,
    operations: readonly Operation[],
  ): Promise<{ readonly bins: Bins; readonly generation: number } | null> {
    const { OperatePolicy } = this.driver;
    try {
      const found = await this.#run(() =>
        this.#client.operate(key, operations, null, new OperatePolicy(readPolicy)),
      );
      return { bins: found.bins, generation: found.gen };
    } catch (error) {
      if (failureOf(error)?.code === status.notFound) return null;
      throw unavailable(error);
    }
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
    if (id !== holdRecord) await this.#hold.passed();
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

  /**
   * As `write`, without a generation; what one turn writes to records of a set is one command. `InDoubt` too where a row was
   * refused for a reason that a batch does not tell.
   */
  async writeTogether(
    set: DocumentSet,
    id: string,
    operations: readonly Operation[],
    options: Omit<WriteOptions, 'generation'>,
  ): Promise<Written> {
    const written = await this.#writes[set].add({ id, operations, options });
    if (written.kind === 'doubtful') throw new InDoubt('the fate of a write of several is unknown');
    return written;
  }

  /** Writes to many records, each independently; `doubtful` stands for one whose outcome is unknown. */
  async writeMany(set: SetName, writes: readonly Write[]): Promise<readonly (Written | Doubtful)[]> {
    const { BatchPolicy, BatchWritePolicy, batchType, policy } = this.driver;
    await this.#hold.passed();
    const pages = await Promise.all(
      pagesOf(writes, batchMax).map(async (page) => {
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
          return page.map((): BatchAnswer => ({ status: -1, record: { bins: {}, gen: 0 } }));
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
  ): Promise<readonly { readonly set: DocumentSet; readonly id: string }[]> {
    const sets = (['task', 'doc'] as const).map((set) => [set, this.setName(set)] as const);
    const { namespace, keyPrefix } = this.#options;
    const wanted = { namespace, keyPrefix, sets, bin, limit, quietMs, upTo, policy: readPolicy };
    try {
      return await this.#run(() => foundByIndex(this.driver, this.#client, wanted));
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** The records of the four sets in a stretch of partitions, by their digests. */
  async walk(walk: Walk): Promise<ReadonlyMap<string, WalkedRecord>> {
    const { namespace } = this.#options;
    const sets = allSets.map((set) => [set, this.setName(set)] as const);
    try {
      return await this.#run(() => walked(this.driver, this.#client, { namespace, sets, ...walk }));
    } catch (error) {
      throw unavailable(error);
    }
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
    if (await this.#inFlight.close()) this.#client.close(false);
  }

  #run<Result>(command: () => Promise<Result>): Promise<Result> {
    return this.#inFlight.run(command);
  }
}
