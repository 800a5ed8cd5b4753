import { StorageUnavailable } from '@asg/storage';
import { at } from '@asg/values/present';
import { Batcher } from '../cluster/batcher.ts';
import type { WriteOptions, Written } from '../cluster/commands.ts';
import { exp } from '../cluster/expressions.ts';
import { resolved } from '../cluster/failures.ts';
import type { RecordStore } from '../records/record-store.ts';

export const sandboxDay = (date: string): string => `sandbox|${date}`;
export const takenBin = 'taken';

const roundMax = 100;

interface DayTaking {
  readonly date: string;
  readonly sats: number;
  readonly limitSats: number;
  isTaken: boolean;
}

/**
 * What all sandbox accounts together reserved, by day. A taking whose fate is unknown may count twice: less may be reserved
 * than the operator lets them then, never more.
 */
export class SandboxDays {
  readonly #records: RecordStore;
  readonly #takings = new Batcher<DayTaking>(roundMax, (_, all) => this.#takeAll(all));

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
    const taking: DayTaking = { date, sats, limitSats, isTaken: false };
    await this.#takings.add(`${date} ${limitSats}`, [taking]);
    return taking.isTaken;
  }

  /** All in one write, or each alone where there is not enough for all; of one day and one limit. */
  async #takeAll(all: readonly DayTaking[]): Promise<void> {
    const { date, limitSats } = at(all, 0);
    const sum = all.reduce((before, { sats }) => before + sats, 0);
    const where = exp.le(exp.binInt(takenBin), exp.int(limitSats - sum));
    const written =
      sum > limitSats ? null : await resolved(() => this.#add(date, sum, { must: 'either', where }));
    if (written?.kind === 'written') for (const one of all) one.isTaken = true;
    else if (all.length > 1) for (const one of all) await this.#takeAll([one]);
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
