import { StorageUnavailable } from '@asg/storage';
import {
  type DocumentSet,
  type Doubtful,
  existsOf,
  type GatheredOptions,
  refusalOf,
  type SetName,
  type SetWrite,
  type Write,
  type WriteOptions,
  type Written,
  writtenOf,
} from './commands.ts';
import type { BatchAnswer, Bins, Driver, DriverClient, Key, Operation } from './driver.ts';
import { base64Of } from './expressions.ts';
import { failureOf, InDoubt, resolved, status, unavailable } from './failures.ts';
import { Gathered } from './gathered.ts';
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

type WriteArguments = readonly [
  set: SetName,
  id: string,
  operations: readonly Operation[],
  options: GatheredOptions,
];

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
  readonly #writes = new Gathered<SetWrite, Written | Doubtful>(batchMax, (writes) => this.#write(writes));
  readonly #hold = new WriteHold(() => this.#lookAtHold());

  constructor(driver: Driver, client: DriverClient, options: ClusterOptions) {
    this.driver = driver;
    this.#client = client;
    this.#options = options;
  }

  setName(set: SetName): string {
    return `${this.#options.setPrefix}${set}`;
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
      exists: existsOf(this.driver, options),
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

  /** As `write`; what one turn writes is one command, whatever the sets. `InDoubt` too where a row failed for a reason that it does not tell. */
  async writeTogether(...[set, id, operations, options]: WriteArguments): Promise<Written> {
    const written = await this.#writes.add({ set, id, operations, options });
    if (written.kind !== 'doubtful') return written;
    if (written.mayBeDone) throw new InDoubt('the fate of a write of several is unknown');
    return this.write(set, id, operations, options);
  }

  /** As `writeTogether`, and again, alone, where it is not known whether it was carried out: for what may be done twice. */
  async writeSurely(...write: WriteArguments): Promise<Written> {
    try {
      return await this.writeTogether(...write);
    } catch (error) {
      if (!(error instanceof InDoubt)) throw error;
      return resolved(() => this.write(...write));
    }
  }

  /** Writes to many records, each independently; `doubtful` stands for one whose outcome is unknown. */
  writeMany(set: SetName, writes: readonly Write[]): Promise<readonly (Written | Doubtful)[]> {
    return Promise.all(
      writes.map((write) =>
        this.#writes.add({ set, ...write }).catch((error: unknown): Doubtful => {
          if (!(error instanceof StorageUnavailable)) throw error;
          return { kind: 'doubtful', mayBeDone: true };
        }),
      ),
    );
  }

  async #write(writes: readonly SetWrite[]): Promise<readonly (Written | Doubtful)[]> {
    const [only] = writes;
    if (only !== undefined && writes.length === 1)
      return [await this.write(only.set, only.id, only.operations, only.options)];
    const { BatchPolicy, BatchWritePolicy, batchType, policy } = this.driver;
    await this.#hold.passed();
    const rows = writes.map(({ set, id, operations, options }) => ({
      type: batchType.BATCH_WRITE,
      key: this.#key(set, id),
      ops: operations,
      policy: new BatchWritePolicy({
        exists: existsOf(this.driver, options),
        key: policy.key.SEND,
        ...(options.where !== undefined && { filterExpression: base64Of(options.where) }),
      }),
    }));
    try {
      const answers = await this.#run(() => this.#client.batchWrite(rows, new BatchPolicy(writePolicy)));
      return answers.map(writtenOf);
    } catch (error) {
      const failed = unavailable(error);
      if (!(failed instanceof StorageUnavailable)) throw failed;
      return writes.map(() => ({ kind: 'doubtful', mayBeDone: true }));
    }
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
