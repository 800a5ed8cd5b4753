import {
  marksMax,
  noSignals,
  type OverallTrust,
  overallRow,
  rowsFor,
  signalsAfterLabel,
  type TrustScope,
  type TrustSums,
  trustIn,
  type WorkerSignals,
  withoutGold,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { at } from '@asg/values/present';
import { Batcher } from '../cluster/batcher.ts';
import { sumNames, templatesOf } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { overallOf, trustOf } from './trust-figures.ts';

/** Labels and misses whose signals are in, remembered by what they followed from; the latest. */
const rememberedMax = 200;
const signalsAtOnce = 100;

interface Signals {
  readonly signals: WorkerSignals;
  readonly lately: readonly string[];
}
export const signalDocs: Kind<Signals> = { name: 'sig', set: 'doc', places: () => [] };

interface SignalFacts {
  readonly workerId: string;
  /** Not there in what an earlier version left to be done: a shared error, which is no signal any more. */
  readonly label?: Parameters<typeof signalsAfterLabel>[1];
}

interface Signal {
  readonly facts: SignalFacts;
  readonly id: string;
}

export const passedOver = (workerId: string): string => `passed|${workerId}`;
const rowsMax = 10_000;

/** What is known of workers, added to with the changes of tasks that it is learnt from. */
export class TrustStore implements port.TrustReader {
  readonly #records: RecordStore;

  readonly #signals: Batcher<Signal>;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#signals = new Batcher(signalsAtOnce, (workerId, given) => this.#signal(workerId, given));
    records.effects.register('signal', (facts: SignalFacts, id) =>
      this.#signals.add(facts.workerId, [{ facts, id }]),
    );
    records.effects.register('forget', (workerId: string, id) => this.#forget(workerId, id));
  }

  async sums(workerId: string, scope: TrustScope = {}): Promise<TrustSums> {
    const names = rowsFor(scope);
    const [overall, rows] = await Promise.all([this.overall(workerId), this.rows(workerId, names)]);
    return trustIn(scope, overall, rows);
  }

  async overall(workerId: string): Promise<OverallTrust> {
    return overallOf(await this.#records.sums.read(sumNames.trust(workerId, overallRow)));
  }

  async rows(workerId: string, names: readonly string[]): Promise<readonly TrustSums[]> {
    if (names.length === 0) return [];
    const found = await this.#records.sums.readMany(names.map((name) => sumNames.trust(workerId, name)));
    return found.map((figures) => trustOf(figures));
  }

  async signals(workerId: string): Promise<WorkerSignals> {
    return (await this.#records.documents.read(signalDocs, workerId))?.state.signals ?? noSignals;
  }

  async #signal(workerId: string, given: readonly Signal[]): Promise<void> {
    await this.#records.documents.change<Signals, null>(signalDocs, workerId, (found) => {
      let { signals, lately } = found ?? { signals: noSignals, lately: [] };
      const fresh = given.filter(({ id }) => !lately.includes(id));
      if (fresh.length === 0) return { result: null };
      for (const { facts } of fresh) {
        if (facts.label !== undefined) signals = signalsAfterLabel(signals, facts.label);
      }
      lately = [...lately, ...fresh.map(({ id }) => id)].slice(-rememberedMax);
      return { state: { signals, lately }, result: null };
    });
  }

  /** A reinstated worker starts from zero: their sums are subtracted from themselves, once. */
  async #forget(workerId: string, id: string): Promise<void> {
    const rows = await this.#records.lists.after(templatesOf(workerId), null, rowsMax);
    const names = [overallRow, ...rows.map(([row]) => row)].map((row) => sumNames.trust(workerId, row));
    const sums = await this.#records.sums.readMany(names);
    await Promise.all(
      names.map(async (name, index) => {
        const negative = Object.entries(at(sums, index)).flatMap(([figure, count]) =>
          count === 0 ? [] : [[figure, -count] as const],
        );
        if (negative.length > 0)
          await this.#records.sums.add(name, `${id} forgotten`, Object.fromEntries(negative));
      }),
    );
    await this.#records.documents.change<Signals, null>(signalDocs, workerId, (found) =>
      found === null || found.lately.includes(id)
        ? { result: null }
        : {
            state: {
              signals: withoutGold(found.signals),
              lately: [...found.lately, id].slice(-rememberedMax),
            },
            result: null,
          },
    );
    const marks = await this.#records.lists.after(passedOver(workerId), null, rowsMax);
    await this.unmark(
      workerId,
      marks.map(([mark]) => mark),
    );
  }

  /** See `markOf`. */
  mark(workerId: string, mark: string): Promise<void> {
    return this.#records.lists.put(passedOver(workerId), [[mark, '']]);
  }

  /** Some of a worker's marks: from here on, and then from the first. */
  async marks(workerId: string, begin: string): Promise<readonly string[]> {
    const list = passedOver(workerId);
    const first = (await this.#records.lists.after(list, null, marksMax)).map(([mark]) => mark);
    const before = first.filter((mark) => mark < begin);
    // Most workers have few: these are all.
    if (first.length < marksMax) return [...first.filter((mark) => mark > begin), ...before];
    const from = (await this.#records.lists.after(list, begin, marksMax)).map(([mark]) => mark);
    return [...from, ...before].slice(0, marksMax);
  }

  unmark(workerId: string, marks: readonly string[]): Promise<void> {
    return this.#records.lists.remove(passedOver(workerId), marks);
  }
}
