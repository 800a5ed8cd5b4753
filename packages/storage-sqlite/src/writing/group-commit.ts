import { type RecordNoun, recordNouns, StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import type { Write } from './group-writer.ts';
import type { WriteTransport } from './transport.ts';
import { type Writers, type WrittenNoun, writers } from './writers.ts';

/** Writes in one transaction: bounds how long the first of them waits for the last. */
const groupMax = 1_000;
/** So many leave before the end of the turn: the writer works while the event loop takes in the rest. */
const groupSoon = 32;
/** Writes waiting for their transaction; more are refused, so that a stuck disk does not fill the memory. */
const waitingMax = 100_000;

/** Nobody has work because of these, by noun: of this engine alone, and of records. */
const housekeeping: ReadonlySet<unknown> = new Set(['rewriting', 'space']);
const housekeepingRecords: ReadonlySet<unknown> = new Set(
  Object.entries<Pick<RecordNoun<never>, 'name' | 'isHousekeeping'>>(recordNouns).flatMap(
    ([name, { isHousekeeping }]) => (isHousekeeping === true ? name : []),
  ),
);

/** The writers as they are called from the event loop: each result is there once its transaction is committed. */
export type RemoteWriters = {
  readonly [Noun in WrittenNoun]: {
    readonly [Operation in keyof Writers[Noun]]: Writers[Noun][Operation] extends (
      argument: infer Argument,
    ) => infer Result
      ? (argument: Argument) => Promise<Result>
      : never;
  };
};

interface WaitingWrite extends Write {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/**
 * Collects writes that arrive in one turn of the event loop into a group, and those that arrive while as many groups as the
 * transport takes at once are under way into the next.
 */
export class GroupCommit {
  readonly writers: RemoteWriters = remoteWriters(this);
  readonly #transport: WriteTransport;
  #waiting: WaitingWrite[] = [];
  readonly #underWay = new Set<Promise<void>>();
  /** The end of this turn, when the next group leaves. */
  #turn: Promise<void> | null = null;
  #refusal: StorageUnavailable | null = null;
  #trouble: StorageUnavailable | null = null;
  /** Called after each commit that others may have work because of. */
  onWritten: () => void = () => {};

  constructor(transport: WriteTransport) {
    this.#transport = transport;
  }

  /** What the last write that failed for want of space or the like met, until one of `probe` succeeds; null: nothing. */
  get trouble(): StorageUnavailable | null {
    return this.#refusal ?? this.#trouble;
  }

  /** Writes as much as a group of writes needs. Rejects as `submit` does. */
  async probe(): Promise<void> {
    await this.submit({ noun: 'space', operation: 'probe', argument: null });
    this.#trouble = null;
  }

  giveBack(): void {
    this.#transport.giveBack?.();
  }

  /** Resolves once nothing of what was written over or removed is left in the file or its log. */
  async fold(): Promise<void> {
    await this.submit({ noun: 'space', operation: 'fold', argument: null });
  }

  /** Resolves after the commit. Rejects with `StorageUnavailable`, or with the error of this very write. */
  submit(write: Write): Promise<unknown> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(new StorageUnavailable(`${waitingMax} writes are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...write, resolve, reject });
      this.#gather();
    });
  }

  /** Sends what waits: at once if it is enough, or else at the end of the turn; nothing while the transport is full. */
  #gather(): void {
    if (this.#waiting.length === 0 || this.#underWay.size >= this.#transport.groupsAtOnce) return;
    if (this.#waiting.length >= groupSoon) {
      this.#dispatch();
      return;
    }
    this.#turn ??= endOfTurn().then(() => {
      this.#turn = null;
      if (this.#waiting.length > 0 && this.#underWay.size < this.#transport.groupsAtOnce) this.#dispatch();
    });
  }

  #dispatch(): void {
    const sent = this.#send(this.#waiting.splice(0, groupMax)).then(() => {
      this.#underWay.delete(sent);
      this.#gather();
    });
    this.#underWay.add(sent);
  }

  /** Never rejects: each write of the group gets its own answer. */
  async #send(group: readonly WaitingWrite[]): Promise<void> {
    try {
      const answers = await this.#transport.send(
        group.map(({ noun, operation, argument }) => ({ noun, operation, argument })),
      );
      if (!group.every(isHousekeeping)) this.onWritten();
      group.forEach((write, index) => {
        const answer = at(answers, index);
        if (answer.ok) {
          write.resolve(answer.result);
          return;
        }
        const { error } = answer;
        if (error instanceof StorageUnavailable && error.trouble !== null) this.#trouble = error;
        write.reject(error);
      });
    } catch (error) {
      this.#lose(error, group);
    }
  }

  #lose(error: unknown, group: readonly WaitingWrite[]): void {
    this.#refusal =
      error instanceof StorageUnavailable
        ? error
        : new StorageUnavailable('the writer is lost', { cause: error });
    for (const write of [...group, ...this.#waiting]) write.reject(this.#refusal);
    this.#waiting = [];
  }

  /** Takes no more writes, and resolves when those taken are committed. */
  async drain(): Promise<void> {
    this.#refusal ??= new StorageUnavailable('the storage is closed');
    while (this.#turn !== null || this.#underWay.size > 0) {
      await Promise.all([this.#turn, ...this.#underWay]);
    }
  }

  /** Takes no more writes, and resolves when those taken are committed and the writer has let go of the file. */
  async close(): Promise<void> {
    await this.drain();
    await this.#transport.close();
  }
}

function isHousekeeping({ noun, argument }: Write): boolean {
  if (noun !== 'records') return housekeeping.has(noun);
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'noun' in argument &&
    housekeepingRecords.has(argument.noun)
  );
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** The one place that names operations to the thread that writes: a function for each method of each writer. */
function remoteWriters(writes: GroupCommit): RemoteWriters {
  const nouns = Object.entries(writers).map(([noun, { prototype }]) => {
    const operations = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
    const remote = operations.map((operation) => [
      operation,
      (argument: unknown) => writes.submit({ noun: noun as WrittenNoun, operation, argument }),
    ]);
    return [noun, Object.fromEntries(remote)];
  });
  return Object.fromEntries(nouns);
}
