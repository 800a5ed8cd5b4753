import { present } from '@asg/domain/present';
import { Batcher } from '../cluster/batcher.ts';
import { resolved } from '../cluster/cluster.ts';
import { InDoubt } from '../cluster/failures.ts';
import { numbersIn } from '../records/bins.ts';
import { recordId } from '../records/document.ts';
import { Forgettable } from '../records/forgettable.ts';
import type { RecordStore } from '../records/record-store.ts';
import { customers } from './customers.ts';

export type Taken = { readonly kind: 'taken' } | { readonly kind: 'exhausted'; readonly quotaLeft: number };

interface Taking {
  readonly name: string;
  readonly count: number;
  readonly nowMs: number;
  outcome: Taken | null;
}
interface End {
  readonly name: string;
  readonly back: number;
  wasOpen: boolean;
}

/**
 * A customer's quota: a bin of the customer's record. What is taken stays noted beside it under the name of the taking,
 * until it is known what became of it; one that is never ended is found by an index, and undone.
 */
export class Quota {
  readonly #records: RecordStore;
  readonly #takings: Batcher<Taking>;
  readonly #ends: Batcher<End>;
  /** Names by which quota was given back, which will not be used again. */
  readonly #forgettable = new Forgettable();

  constructor(records: RecordStore) {
    this.#records = records;
    this.#takings = new Batcher(50, (customerId, takings) => this.#take(customerId, takings));
    this.#ends = new Batcher(50, (customerId, ends) => this.#end(customerId, ends));
    records.effects.register(
      'give',
      (customerId: string, id) => this.#give(customerId, id),
      (customerId, id) => this.#forgettable.add(customerId, id),
    );
  }

  /** Takes so much, if there is so much. A name that took already has taken. */
  async take(customerId: string, name: string, count: number, nowMs: number): Promise<Taken> {
    if (count === 0) return { kind: 'taken' };
    const taking: Taking = { name, count, nowMs, outcome: null };
    await this.#takings.add(customerId, [taking]);
    return present(taking.outcome, 'what became of the taking');
  }

  /** The taking is over; `back` of it were not needed. False: it was over before, and nothing is changed. */
  async end(customerId: string, name: string, back: number): Promise<boolean> {
    const end: End = { name, back, wasOpen: false };
    await this.#ends.add(customerId, [end]);
    return end.wasOpen;
  }

  /** Gives 1 back to a customer, once for each name. */
  async #give(customerId: string, name: string): Promise<void> {
    const { operations, maps, exp } = this.#records.cluster.driver;
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

  async #take(customerId: string, takings: readonly Taking[]): Promise<void> {
    const unique = [...new Map(takings.map((taking) => [taking.name, taking])).values()];
    const isTaken = await this.#takeAll(customerId, unique);
    if (isTaken) {
      for (const taking of takings) taking.outcome = { kind: 'taken' };
      return;
    }
    for (const taking of takings) taking.outcome = await this.#takeOne(customerId, taking);
  }

  async #takeOne(customerId: string, taking: Taking): Promise<Taken> {
    const { operations } = this.#records.cluster.driver;
    for (;;) {
      if (await this.#takeAll(customerId, [taking])) return { kind: 'taken' };
      const found = await this.#records.cluster.get('doc', recordId(customers, customerId), [
        operations.read('q'),
        operations.read('ops'),
      ]);
      if (found === null) throw new Error(`no customer ${customerId}`);
      if (numbersIn(found.bins.ops).some(([name]) => name === taking.name)) return { kind: 'taken' };
      const quotaLeft = Number(found.bins.q);
      if (quotaLeft < taking.count) return { kind: 'exhausted', quotaLeft };
    }
  }

  async #takeAll(customerId: string, takings: readonly Taking[]): Promise<boolean> {
    const { operations, maps, exp } = this.#records.cluster.driver;
    const names = takings.map(({ name }) => name);
    const total = takings.reduce((sum, { count }) => sum + count, 0);
    const known = exp.maps.getByKeyList(exp.binMap('ops'), exp.list(names), maps.returnType.COUNT);
    const write = () =>
      this.#records.cluster.write(
        'doc',
        recordId(customers, customerId),
        [
          operations.incr('q', -total),
          maps.putItems('ops', new Map(takings.map(({ name, nowMs }) => [name, nowMs])), {
            order: maps.order.KEY_ORDERED,
          }),
        ],
        {
          must: 'update',
          where: exp.and(
            exp.ge(exp.binInt('q'), exp.int(total)),
            exp.or(exp.not(exp.binExists('ops')), exp.eq(known, exp.int(0))),
          ),
        },
      );
    try {
      const { kind } = await write();
      if (kind === 'missing') throw new Error(`no customer ${customerId}`);
      return kind === 'written';
    } catch (error) {
      // Each is looked up by its name, one by one.
      if (error instanceof InDoubt) return false;
      throw error;
    }
  }

  async #end(customerId: string, ends: readonly End[]): Promise<void> {
    const plain = ends.filter(({ back }) => back === 0);
    const names = new Set(plain.map(({ name }) => name));
    const rest = ends.filter(({ back }) => back !== 0);
    if (names.size > 0) {
      const areOpen = await this.#endAll(customerId, [...names], 0);
      if (areOpen) for (const end of plain) end.wasOpen = true;
      else rest.push(...plain);
    }
    for (const end of rest) end.wasOpen = await this.#endAll(customerId, [end.name], end.back);
  }

  /** False: some of them are over already; then nothing is changed. */
  async #endAll(customerId: string, names: readonly string[], back: number): Promise<boolean> {
    const { maps, operations, exp } = this.#records.cluster.driver;
    const known = exp.maps.getByKeyList(exp.binMap('ops'), exp.list(names), maps.returnType.COUNT);
    let isInDoubt = false;
    const written = await resolved(async () => {
      try {
        return await this.#records.cluster.write(
          'doc',
          recordId(customers, customerId),
          [
            ...(back === 0 ? [] : [operations.incr('q', back)]),
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
