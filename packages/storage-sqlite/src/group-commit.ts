import { StorageUnavailable } from '@asg/storage';
import type { WriteArguments, WriteName, WriteResults } from './executor/executor.ts';
import type { Write } from './group-writer.ts';
import type { WriteTransport } from './transport/transport.ts';

/** Writes in one transaction: bounds how long the first of them waits for the last. */
const groupMax = 1_000;
/** Writes waiting for their transaction; more are refused, so that a stuck disk does not fill the memory. */
const waitingMax = 100_000;

interface WaitingWrite extends Write {
  resolve(result: never): void;
  reject(error: unknown): void;
}

/** Collects writes that arrive in one turn of the event loop, or while a commit is running, into the next group. */
export class GroupCommit {
  readonly #transport: WriteTransport;
  #waiting: WaitingWrite[] = [];
  #running: Promise<void> | null = null;
  #refusal: StorageUnavailable | null = null;

  constructor(transport: WriteTransport) {
    this.#transport = transport;
  }

  /** Resolves after the commit. Rejects with `StorageUnavailable`, or with the error of this very write. */
  submit<Name extends WriteName>(name: Name, argument: WriteArguments[Name]): Promise<WriteResults[Name]> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    if (this.#waiting.length >= waitingMax) {
      return Promise.reject(new StorageUnavailable(`${waitingMax} writes are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.push({ name, argument, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  async #run(): Promise<void> {
    await endOfTurn();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, groupMax);
      try {
        const answers = await this.#transport.send(group.map(({ name, argument }) => ({ name, argument })));
        group.forEach((write, index) => {
          const answer = answers[index]!;
          if (answer.ok) write.resolve(answer.result as never);
          else write.reject(answer.error);
        });
      } catch (error) {
        this.#lose(error, group);
      }
      // What the answers set off in this turn belongs to the next group.
      if (this.#waiting.length > 0) await endOfTurn();
    }
    this.#running = null;
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
  async close(): Promise<void> {
    this.#refusal ??= new StorageUnavailable('the storage is closed');
    await this.#running;
    await this.#transport.close();
  }
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
