import {
  noSignals,
  type noTrust,
  signalsAfterLabel,
  signalsAfterSharedMiss,
  type TaskType,
  type TrustSums,
  type WorkerSignals,
} from '@asg/domain';
import { at } from '@asg/domain/present';
import type * as port from '@asg/storage';
import { Batcher } from '../cluster/batcher.ts';
import { sumNames, templatesOf } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Figures } from '../records/sums.ts';

/** Labels and misses whose signals are in, remembered by what they followed from; the latest. */
const rememberedMax = 200;
const signalsAtOnce = 100;

interface Signals {
  readonly signals: WorkerSignals;
  readonly lately: readonly string[];
}
export const signalDocs: Kind<Signals> = { name: 'sig', set: 'doc', places: () => [] };

type SignalFacts = { readonly workerId: string } & (
  | { readonly label: { readonly type: TaskType; readonly position: number; readonly nowMs: number } }
  | { readonly missedWith: string }
);

interface Signal {
  readonly facts: SignalFacts;
  readonly id: string;
}

export const passedOver = (workerId: string): string => `passed|${workerId}`;
const templatesMax = 10_000;

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

  async sums(workerId: string, template = ''): Promise<TrustSums> {
    return trustOf(await this.#records.sums.read(sumNames.trust(workerId, template)));
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
        signals =
          'label' in facts
            ? signalsAfterLabel(signals, facts.label)
            : signalsAfterSharedMiss(signals, facts.missedWith);
      }
      lately = [...lately, ...fresh.map(({ id }) => id)].slice(-rememberedMax);
      return { state: { signals, lately }, result: null };
    });
  }

  /** A reinstated worker starts from zero: their sums are subtracted from themselves, once. */
  async #forget(workerId: string, id: string): Promise<void> {
    const templates = await this.#records.lists.after(templatesOf(workerId), null, templatesMax);
    const names = ['', ...templates.map(([template]) => template)].map((template) =>
      sumNames.trust(workerId, template),
    );
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
    await this.takeUp(workerId, await this.passedOver(workerId));
  }

  /** Tasks of the template lie behind the worker's cursors that they may be given once they recover. */
  passOver(workerId: string, template: string): Promise<void> {
    return this.#records.lists.put(passedOver(workerId), [[template, '']]);
  }

  async passedOver(workerId: string): Promise<readonly string[]> {
    const entries = await this.#records.lists.after(passedOver(workerId), null, templatesMax);
    return entries.map(([template]) => template);
  }

  takeUp(workerId: string, templates: readonly string[]): Promise<void> {
    return this.#records.lists.remove(passedOver(workerId), templates);
  }
}

function trustOf(figures: Figures): TrustSums {
  return {
    weightMicros: figures.weightMicros ?? 0,
    creditMicros: figures.creditMicros ?? 0,
    goldRight: figures.goldRight ?? 0,
    goldMissed: figures.goldMissed ?? 0,
    agreed: figures.agreed ?? 0,
    disagreed: figures.disagreed ?? 0,
  } satisfies Record<keyof typeof noTrust, number>;
}
