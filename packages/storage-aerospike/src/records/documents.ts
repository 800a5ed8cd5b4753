import { StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import type { Cluster } from '../cluster/cluster.ts';
import type { Bins } from '../cluster/driver.ts';
import { InDoubt, resolved } from '../cluster/failures.ts';
import {
  type Change,
  type Changer,
  type Kind,
  type Made,
  recordId,
  type Stored,
  writeOf,
} from './document.ts';
import type { Effect, Effects } from './effects.ts';
import type { Lists } from './lists.ts';
import { nothingCleared, Outbox } from './outbox.ts';
import { DocumentReader } from './reading/document-reader.ts';

const attemptsMax = 200;

/** Documents that are changed one at a time, each on the condition that it is as it was read. */
export class Documents extends DocumentReader {
  readonly outbox: Outbox;
  /** Called after each write of a document that somebody may have work because of, and of what follows from it. */
  onWritten: () => void = () => {};
  readonly #writer: string;
  #changes = 0;

  constructor(cluster: Cluster, lists: Lists, effects: Effects, writer: string) {
    super(cluster, lists);
    this.#writer = writer;
    this.outbox = new Outbox(cluster, effects);
  }

  /** Changes one document and carries out what follows from it. `known`: as it was lately; saves the reading of it. */
  async change<State, Result>(
    kind: Kind<State>,
    id: string,
    changer: Changer<State, Result>,
    known?: Stored<State>,
  ): Promise<Result> {
    return this.#changeFrom(kind, id, known, changer);
  }

  /**
   * Changes many documents, each once, side by side; results in order. `known`: as one was lately, null: it was not there.
   * `fresh`: none of them is there, most likely.
   */
  async changeMany<State, Result>(
    kind: Kind<State>,
    changes: readonly {
      readonly id: string;
      readonly changer: Changer<State, Result>;
      readonly known?: Stored<State> | null | undefined;
    }[],
    fresh = false,
  ): Promise<readonly Result[]> {
    const [only] = changes;
    if (only === undefined) return [];
    if (changes.length === 1) {
      return [await this.#changeFrom(kind, only.id, fresh ? null : only.known, only.changer)];
    }
    const results: Result[] = new Array(changes.length);
    let round = changes.map(({ id, changer, known }, index): Attempt<State, Result> => {
      const guess = fresh || known !== undefined ? undefined : this.recent.guess(kind, id);
      const stored = fresh ? null : (known ?? guess);
      return { id, changer, index, made: null, stored, isGuess: guess !== undefined };
    });
    // What others were quicker with, and what is in doubt, is read and tried again together.
    for (let attempt = 1; round.length > 0; attempt++) {
      if (attempt > attemptsMax) throw new StorageUnavailable(`${kind.name} documents are changed too often`);
      round = await this.#changeRound(kind, round, results);
    }
    return results;
  }

  /** Tries each once; those that have to be tried again. */
  async #changeRound<State, Result>(
    kind: Kind<State>,
    round: readonly Attempt<State, Result>[],
    results: Result[],
  ): Promise<Attempt<State, Result>[]> {
    const unread = round.filter(({ stored }) => stored === undefined).map(({ id }) => id);
    const found = await this.readMany(kind, unread);
    const read = new Map(unread.map((id, index) => [id, at(found, index)]));
    const done: Made[] = [];
    const wrong: Attempt<State, Result>[] = [];
    const planned = round.flatMap((one) => {
      const stored = one.stored === undefined ? (read.get(one.id) ?? null) : one.stored;
      if (one.made !== null && stored?.op === one.made.name) {
        done.push(one.made);
        return [];
      }
      const revision = (stored?.revision ?? 0) + 1;
      const change = one.changer(stored?.state ?? null, revision);
      results[one.index] = change.result;
      if ('state' in change)
        return [{ ...one, made: this.#write(kind, one.id, stored, change), state: change.state }];
      // That there is nothing to change is nothing to guess.
      if (one.isGuess) wrong.push({ ...one, stored: undefined, isGuess: false });
      return [];
    });
    const written = await this.cluster.writeMany(
      kind.set,
      planned.map(({ made }) => ({ id: made.record, operations: made.writes, options: made.options })),
    );
    const again = planned.flatMap((one, index) => {
      const outcome = at(written, index);
      const isWritten = outcome.kind === 'written';
      this.#learn(kind, one, isWritten);
      this.outbox.wasCleared(one.made.clearing, isWritten ? outcome.bins : null);
      if (!isWritten) return [{ ...one, stored: undefined, isGuess: false }];
      done.push(one.made);
      return [];
    });
    await this.#carryOut(kind, done);
    return [...wrong, ...again];
  }

  /** Makes a document unless there is one; whether there was none. */
  create<State>(
    kind: Kind<State>,
    id: string,
    state: State,
    effects: readonly Effect[] = [],
  ): Promise<boolean> {
    return this.#changeFrom(kind, id, null, (found) =>
      found === null ? { state, effects, result: true } : { result: false },
    );
  }

  /** `first`: as it was lately; undefined: that is not known. */
  async #changeFrom<State, Result>(
    kind: Kind<State>,
    id: string,
    first: Stored<State> | null | undefined,
    changer: Changer<State, Result>,
  ): Promise<Result> {
    const guess = first === undefined ? this.recent.guess(kind, id) : undefined;
    let isGuess = guess !== undefined;
    let stored = first === undefined ? (guess ?? (await this.read(kind, id))) : first;
    for (let attempt = 1; ; attempt++) {
      const revision = (stored?.revision ?? 0) + 1;
      const change = changer(stored?.state ?? null, revision);
      if ('state' in change) {
        const made = this.#write(kind, id, stored, change);
        const isWritten = (await this.#outcomeOf(kind, id, made, attempt)) === 'written';
        this.#learn(kind, { made, state: change.state, isGuess }, isWritten);
        if (isWritten) {
          await this.#carryOut(kind, [made]);
          return change.result;
        }
      } else if (!isGuess) {
        return change.result;
      }
      if (attempt === attemptsMax) throw new StorageUnavailable(`${kind.name} ${id} is changed too often`);
      isGuess = false;
      stored = await this.read(kind, id);
    }
  }

  async #carryOut<State>({ isHousekeeping }: Kind<State>, done: readonly Made[]): Promise<void> {
    await this.outbox.carryOut(done);
    if (done.length > 0 && isHousekeeping !== true) this.onWritten();
  }

  #learn<State>(
    kind: Kind<State>,
    { made, state, isGuess }: { readonly made: Made; readonly state: State; readonly isGuess: boolean },
    isWritten: boolean,
  ): void {
    if (isGuess) this.recent.heard(isWritten);
    if (!isWritten) this.recent.forget(kind, made.after.id);
    else if (made.revision > 1) this.recent.wrote(kind, { ...made.after, state }, made.chars);
  }

  #write<State, Result>(
    kind: Kind<State>,
    id: string,
    stored: Stored<State> | null,
    change: Change<State, Result>,
  ): Made {
    const name = `${this.#writer}${(this.#changes++).toString(36)}`;
    const clearing = stored === null ? nothingCleared : this.outbox.takeOver(recordId(kind, id));
    return writeOf(this.cluster.driver, { kind, id, stored, change, name, clearing });
  }

  /** First with what others write in this turn; after that alone, where it is told why it failed. */
  async #outcomeOf<State>(
    kind: Kind<State>,
    id: string,
    { writes, options, name, clearing }: Made,
    attempt: number,
  ): Promise<'written' | 'conflict'> {
    const record = recordId(kind, id);
    let bins: Bins | null = null;
    try {
      const written =
        attempt === 1
          ? await this.cluster.writeTogether(kind.set, record, writes, options)
          : await this.cluster.write(kind.set, record, writes, options);
      if (written.kind !== 'written') return 'conflict';
      bins = written.bins;
      return 'written';
    } catch (error) {
      if (!(error instanceof InDoubt)) throw error;
      // It carries an id and a condition: the record shows whether it was applied, and a late one does nothing.
      const { operations } = this.cluster.driver;
      const found = await resolved(() => this.cluster.get(kind.set, record, [operations.read('op')]));
      return found?.bins.op === name ? 'written' : 'conflict';
    } finally {
      this.outbox.wasCleared(clearing, bins);
    }
  }
}

/** A change on its way. */
interface Attempt<State, Result> {
  readonly id: string;
  readonly index: number;
  readonly changer: Changer<State, Result>;
  /** As it is known to be; undefined: that has to be read. */
  readonly stored: Stored<State> | null | undefined;
  /** `stored` is what this process wrote last. */
  readonly isGuess: boolean;
  /** The last write, whose fate is not known or which was too late. */
  readonly made: Made | null;
}
