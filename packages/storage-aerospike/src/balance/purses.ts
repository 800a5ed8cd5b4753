import { allowanceEntry, type Purse, reservingOf, sats, utcDate } from '@asg/domain';
import { present } from '@asg/values/present';
import { LRUCache } from 'lru-cache';
import {
  type Customer,
  customers,
  dayOf,
  purseBins,
  purseIn,
  recordWith,
} from '../accounts/customer-kind.ts';
import { Batcher } from '../cluster/batcher.ts';
import { exp } from '../cluster/expressions.ts';
import { InDoubt, resolved } from '../cluster/failures.ts';
import { sumNames } from '../derived-names.ts';
import { numbersIn } from '../records/bins.ts';
import { recordId } from '../records/document.ts';
import { Forgettable } from '../records/forgettable.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { BalanceStore } from './entries.ts';
import { LowWatch, lowBins } from './low-watch.ts';
import { moneyTaken, type Remembered, unknown } from './money-taken.ts';
import { SandboxDays } from './sandbox-days.ts';
import {
  type End,
  nothing,
  type Taken,
  type Taking,
  type TakingOutcome,
  type WaitingTaking,
} from './taking.ts';

const rememberedMax = 20_000;

/**
 * What customers can still submit: quota and money, bins of the customer's record that change in one command. What is taken
 * stays noted beside them under the name of the taking, until it is known what became of it; one that is never ended is
 * found by an index, and undone.
 */
export class Purses {
  readonly #records: RecordStore;
  readonly #entries: BalanceStore;
  readonly #days: SandboxDays;
  readonly #low: LowWatch;
  readonly #takings: Batcher<WaitingTaking>;
  readonly #ends: Batcher<End>;
  readonly #remembered = new LRUCache<string, Remembered>({ max: rememberedMax });
  /** Names by which quota was given back, which will not be used again. */
  readonly #forgettable = new Forgettable();

  constructor(records: RecordStore, entries: BalanceStore) {
    this.#records = records;
    this.#entries = entries;
    this.#days = new SandboxDays(records);
    this.#low = new LowWatch(records);
    this.#takings = new Batcher(50, (customerId, takings) => this.#take(customerId, takings));
    this.#ends = new Batcher(50, (customerId, ends) => this.#end(customerId, ends));
    records.effects.register(
      'give',
      (customerId: string, id) => this.#give(customerId, id),
      (customerId, id) => this.#forgettable.add(customerId, id),
    );
  }

  /** Takes so much, if there is so much. A name that took already has taken. */
  async take(customerId: string, taking: Taking): Promise<TakingOutcome> {
    const { count, sats: wantedSats, terms, nowMs } = taking;
    if (count === 0 && wantedSats === 0) return { kind: 'taken' };
    const date = utcDate(nowMs);
    const isPooled = terms !== null && wantedSats > 0;
    // The day of all comes first: whoever dies in between has left it less, never more.
    while (isPooled && !(await this.#days.take(date, wantedSats, terms.perDaySats))) {
      const refusal = await this.whyNot(customerId, taking);
      if (refusal !== null) return refusal;
    }
    const waiting: WaitingTaking = { ...taking, outcome: null };
    await this.#takings.add(customerId, [waiting]);
    const outcome = present(waiting.outcome, 'what became of the taking');
    if (isPooled && outcome.kind !== 'taken') await this.#days.giveBack(date, wantedSats);
    return outcome;
  }

  /** The taking is over; `back` of it was not needed. False: it was over before, and nothing is changed. */
  async end(customerId: string, name: string, back: Taken = nothing): Promise<boolean> {
    const end: End = { name, ...back, wasOpen: false };
    await this.#ends.add(customerId, [end]);
    return end.wasOpen;
  }

  /** Gives 1 of the quota back to a customer, once for each name. */
  async #give(customerId: string, name: string): Promise<void> {
    const { operations, maps } = this.#records.cluster.driver;
    const known = exp.maps.getByKeyList(exp.binMap('given'), exp.list([name]), maps.returnType.COUNT);
    const isNew = exp.or(exp.not(exp.binExists('given')), exp.eq(known, exp.int(0)));
    const done = [...this.#forgettable.take(customerId)];
    await resolved(() =>
      this.#records.cluster.write(
        'doc',
        recordId(customers, customerId),
        [
          operations.incr('q', 1),
          maps.put('given', name, 1, { order: maps.order.KEY_ORDERED }),
          ...(done.length === 0 ? [] : [maps.removeByKeyList('given', done, maps.returnType.NONE)]),
        ],
        { must: 'update', where: isNew },
      ),
    );
  }

  /** Takings that were not ended, and when they were made, Unix ms. */
  async open(customerId: string): Promise<readonly (readonly [name: string, atMs: number])[]> {
    const { operations } = this.#records.cluster.driver;
    const found = await this.#records.cluster.get('doc', recordId(customers, customerId), [
      operations.read('ops'),
    ]);
    return numbersIn(found?.bins.ops);
  }

  /** Why so much cannot be taken now; null: it can be. Nothing is changed. */
  async whyNot(customerId: string, taking: Omit<Taking, 'name'>): Promise<TakingOutcome | null> {
    const { state, purse } = await this.#look(customerId, taking);
    const { quotaLeft } = state.customer;
    if (quotaLeft < taking.count) return { kind: 'quota_exhausted', quotaLeft };
    const reserving = reservingOf(purse, taking, taking.terms, taking.nowMs);
    return reserving.kind === 'reserved' ? null : reserving;
  }

  /** The customer's quota and money as they are now. Throws where there is none: whoever asks has authenticated one. */
  async #look(
    customerId: string,
    { terms, nowMs }: Pick<Taking, 'terms' | 'nowMs'>,
  ): Promise<{ readonly state: Customer; readonly purse: Purse }> {
    for (;;) {
      const [stored, figures, sandboxTodaySats] = await Promise.all([
        this.#records.documents.read(customers, customerId),
        this.#records.sums.read(sumNames.money(customerId)),
        terms === null ? 0 : this.#days.taken(utcDate(nowMs)),
      ]);
      if (stored === null) throw new Error(`no customer ${customerId}`);
      const { state } = stored;
      const record = recordWith(state, figures);
      if (record === null) continue;
      const { day, daySats } = state.purse ?? purseIn({});
      this.#remembered.set(customerId, {
        backSats: (figures.closedSats ?? 0) - (figures.paidSats ?? 0),
        day,
        ownBackSats: figures.ownBackSats ?? 0,
        allowanceSats: state.allowanceSats ?? 0,
        revision: stored.revision,
      });
      const todaySats = day >= dayOf(nowMs) ? daySats : 0;
      const { balance, limits = null } = record;
      return { state, purse: { balance, limits, todaySats, sandboxTodaySats } };
    }
  }

  async #take(customerId: string, takings: readonly WaitingTaking[]): Promise<void> {
    const unique = [...new Map(takings.map((taking) => [taking.name, taking])).values()];
    const isTaken = await this.#takeAll(customerId, unique);
    for (const taking of takings)
      taking.outcome = isTaken ? { kind: 'taken' } : await this.#takeOne(customerId, taking);
  }

  async #takeOne(customerId: string, taking: Taking): Promise<TakingOutcome> {
    for (;;) {
      if (await this.#takeAll(customerId, [taking])) return { kind: 'taken' };
      const { state, purse } = await this.#look(customerId, { ...taking, terms: null });
      const open = await this.open(customerId);
      if (open.some(([name]) => name === taking.name)) return { kind: 'taken' };
      const { quotaLeft } = state.customer;
      if (quotaLeft < taking.count) return { kind: 'quota_exhausted', quotaLeft };
      // The day of all sandbox accounts has been taken from already.
      const { terms, nowMs } = taking;
      const unpooled = terms === null ? null : { ...terms, perDaySats: sats(Number.MAX_SAFE_INTEGER) };
      const reserving = reservingOf(purse, taking, unpooled, nowMs);
      if (reserving.kind !== 'reserved') return reserving;
      const { grantSats } = reserving;
      if (grantSats === 0 || terms === null) continue;
      const before = sats(terms.allowanceSats - grantSats);
      await this.#entries.enter(allowanceEntry(customerId, { before, upToSats: terms.allowanceSats }, nowMs));
    }
  }

  async #takeAll(customerId: string, takings: readonly Taking[]): Promise<boolean> {
    const { operations, maps } = this.#records.cluster.driver;
    const names = takings.map(({ name }) => name);
    const count = takings.reduce((sum, taking) => sum + taking.count, 0);
    const known = this.#remembered.get(customerId) ?? unknown;
    const money = moneyTaken(this.#records.cluster.driver, takings, known);
    if (money.day > known.day) this.#remembered.set(customerId, { ...known, day: money.day });
    const isKnown = exp.maps.getByKeyList(exp.binMap('ops'), exp.list(names), maps.returnType.COUNT);
    const write = () =>
      this.#records.cluster.write(
        'doc',
        recordId(customers, customerId),
        [
          operations.incr('q', -count),
          ...money.operations,
          maps.putItems('ops', new Map(takings.map(({ name, nowMs }) => [name, nowMs])), {
            order: maps.order.KEY_ORDERED,
          }),
          ...lowBins.map((bin) => operations.read(bin)),
        ],
        {
          must: 'update',
          where: exp.and(
            exp.ge(exp.binInt('q'), exp.int(count)),
            exp.or(exp.not(exp.binExists('ops')), exp.eq(isKnown, exp.int(0))),
            ...money.conditions,
          ),
        },
      );
    try {
      const written = await write();
      if (written.kind === 'missing') throw new Error(`no customer ${customerId}`);
      if (written.kind !== 'written') return false;
      const { backSats } = this.#remembered.get(customerId) ?? unknown;
      await this.#low.afterTaking(customerId, takings, written.bins, backSats);
      return true;
    } catch (error) {
      // Each is looked up by its name, one by one.
      if (error instanceof InDoubt) return false;
      throw error;
    }
  }

  async #end(customerId: string, ends: readonly End[]): Promise<void> {
    const plain = ends.filter(({ count, sats: backSats }) => count === 0 && backSats === 0);
    const names = new Set(plain.map(({ name }) => name));
    const rest = ends.filter((end) => !plain.includes(end));
    if (names.size > 0) {
      const areOpen = await this.#endAll(customerId, [...names], nothing);
      if (areOpen) for (const end of plain) end.wasOpen = true;
      else rest.push(...plain);
    }
    for (const end of rest) end.wasOpen = await this.#endAll(customerId, [end.name], end);
  }

  /** False: some of them are over already; then nothing is changed. */
  async #endAll(customerId: string, names: readonly string[], back: Taken): Promise<boolean> {
    const { maps, operations } = this.#records.cluster.driver;
    const known = exp.maps.getByKeyList(exp.binMap('ops'), exp.list(names), maps.returnType.COUNT);
    let isInDoubt = false;
    const written = await resolved(async () => {
      try {
        return await this.#records.cluster.write(
          'doc',
          recordId(customers, customerId),
          [
            ...(back.count === 0 ? [] : [operations.incr('q', back.count)]),
            ...(back.sats === 0 ? [] : [operations.incr(purseBins.net, back.sats)]),
            ...(back.ownSats === 0 ? [] : [operations.incr(purseBins.ownTaken, -back.ownSats)]),
            maps.removeByKeyList('ops', names, maps.returnType.NONE),
          ],
          { must: 'update', where: exp.eq(known, exp.int(names.length)) },
        );
      } catch (error) {
        isInDoubt = true;
        throw error;
      }
    });
    // A submission with unknown outcome that is done now was completed by the first try: no sweep touches one so young.
    return written.kind === 'written' || isInDoubt;
  }
}
