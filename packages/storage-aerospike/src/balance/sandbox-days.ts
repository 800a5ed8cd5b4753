import { StorageUnavailable } from '@asg/storage';
import { resolved, type WriteOptions, type Written } from '../cluster/cluster.ts';
import { exp } from '../cluster/expressions.ts';
import type { RecordStore } from '../records/record-store.ts';

export const sandboxDay = (date: string): string => `sandbox|${date}`;
export const takenBin = 'taken';

/**
 * What all sandbox accounts together reserved, by day. A taking whose fate is unknown may count twice: less may be reserved
 * than the operator lets them then, never more.
 */
export class SandboxDays {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async taken(date: string): Promise<number> {
    const { operations } = this.#records.cluster.driver;
    const found = await this.#records.cluster.get('sum', sandboxDay(date), [operations.read(takenBin)]);
    return Number(found?.bins[takenBin] ?? 0);
  }

  /** Takes so much of the day, where the limit allows it. */
  async take(date: string, sats: number, limitSats: number): Promise<boolean> {
    if (sats > limitSats) return false;
    const where = exp.le(exp.binInt(takenBin), exp.int(limitSats - sats));
    const written = await resolved(() => this.#add(date, sats, { must: 'either', where }));
    return written.kind === 'written';
  }

  /** Not needed after all. Sent once: where it is lost, the day has as much less. */
  async giveBack(date: string, sats: number): Promise<void> {
    try {
      await this.#add(date, -sats, { must: 'update' });
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
    }
  }

  #add(date: string, by: number, options: WriteOptions): Promise<Written> {
    const { operations } = this.#records.cluster.driver;
    return this.#records.cluster.write('sum', sandboxDay(date), [operations.incr(takenBin, by)], options);
  }
}
