import { type CarriedRecord, carriedFor, carriedSince, type PayeeRecord } from '@asg/domain';
import type { PayeeAccount, Storage } from '@asg/storage';
import type { Kind } from '../records/document.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';

interface Carried {
  readonly workerId: string;
  readonly sinceMs: number;
  /** Null: nothing is carried any more. */
  readonly dueAtMs: number | null;
}

const list = 'carried pay';

export const carriedPay: Kind<Carried> = {
  name: 'car',
  set: 'doc',
  places: ({ dueAtMs }, workerId) =>
    dueAtMs === null ? [] : [[list, `${momentKey(dueAtMs)} ${workerId}`, workerId]],
};

/** Pay that could not be sent to a paymail, and when it is tried again. */
export class CarriedPay {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** What a new settlement carries on, and what it pays out at last. */
  async follow(payees: readonly PayeeRecord[]): Promise<void> {
    await Promise.all(
      payees.map(async (payee) => {
        const carried = carriedFor(payee);
        if (carried === 'nothing') await this.setDue({ workerId: payee.workerId, dueAtMs: null });
        else if (carried !== 'same') await this.#join(carried);
      }),
    );
  }

  /** Lists it unless it was ever told whether something is carried for the worker; whether it was not. */
  begin(carried: CarriedRecord): Promise<boolean> {
    return this.#records.documents.create<Carried>(carriedPay, carried.workerId, carried);
  }

  #join(carried: CarriedRecord): Promise<null> {
    return this.#records.documents.change<Carried, null>(carriedPay, carried.workerId, (found) => ({
      state: carriedSince(found && carriedIn(found), carried),
      result: null,
    }));
  }

  async setDue({ workerId, dueAtMs }: Parameters<Storage['payouts']['setCarriedDue']>[0]): Promise<void> {
    await this.#records.documents.change<Carried, null>(carriedPay, workerId, (found) =>
      found === null || found.dueAtMs === null || found.dueAtMs === dueAtMs
        ? { result: null }
        : { state: { ...found, dueAtMs }, result: null },
    );
  }

  /** Since when each waits, and until when; null: nothing of theirs does. */
  async of(workerIds: readonly string[]): Promise<readonly PayeeAccount['carried'][]> {
    const found = await this.#records.documents.readMany(carriedPay, workerIds);
    return found.map((one) => {
      const carried = one && carriedIn(one.state);
      return carried && { sinceMs: carried.sinceMs, dueAtMs: carried.dueAtMs };
    });
  }

  async carriedPayees({
    untilMs,
    limit,
  }: Parameters<Storage['payouts']['carried']>[0]): Promise<readonly CarriedRecord[]> {
    const until = untilMs === null ? {} : { until: momentKey(untilMs + 1) };
    const found = await this.#records.documents.listed(carriedPay, list, { after: null, limit, ...until });
    return found.flatMap(({ state }) => carriedIn(state) ?? []);
  }
}

function carriedIn({ workerId, sinceMs, dueAtMs }: Carried): CarriedRecord | null {
  return dueAtMs === null ? null : { workerId, sinceMs, dueAtMs };
}
