import type { PayeeRecord } from '@asg/domain';
import type { CarriedRecord, PayeeAccount, Storage } from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { momentKey } from '../keeping/keys.ts';

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
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** What a new settlement carries on, and what it pays out at last. */
  async follow(payees: readonly PayeeRecord[]): Promise<void> {
    await Promise.all(
      payees.map(async ({ workerId, carriedOutSats, carried }) => {
        if (carried !== undefined) await this.#put({ workerId, ...carried });
        else if (carriedOutSats === 0) await this.setDue({ workerId, dueAtMs: null });
      }),
    );
  }

  /** Lists it unless it was ever told whether something is carried for the worker; whether it was not. */
  begin(carried: CarriedRecord): Promise<boolean> {
    return this.#keeper.documents.create<Carried>(carriedPay, carried.workerId, carried);
  }

  #put(carried: CarriedRecord): Promise<null> {
    const { workerId } = carried;
    return this.#keeper.documents.change<Carried, null>(carriedPay, workerId, (found) => {
      const known = found === null || found.dueAtMs === null ? carried.sinceMs : found.sinceMs;
      return { state: { ...carried, sinceMs: Math.min(known, carried.sinceMs) }, result: null };
    });
  }

  async setDue({ workerId, dueAtMs }: Parameters<Storage['payouts']['setCarriedDue']>[0]): Promise<void> {
    await this.#keeper.documents.change<Carried, null>(carriedPay, workerId, (found) =>
      found === null || found.dueAtMs === null || found.dueAtMs === dueAtMs
        ? { result: null }
        : { state: { ...found, dueAtMs }, result: null },
    );
  }

  /** Since when each waits, and until when; null: nothing of theirs does. */
  async of(workerIds: readonly string[]): Promise<readonly PayeeAccount['carried'][]> {
    const found = await this.#keeper.documents.readMany(carriedPay, workerIds);
    return found.map((one) => {
      if (one === null || one.state.dueAtMs === null) return null;
      const { sinceMs, dueAtMs } = one.state;
      return { sinceMs, dueAtMs };
    });
  }

  async carriedPayees({
    untilMs,
    limit,
  }: Parameters<Storage['payouts']['carried']>[0]): Promise<readonly CarriedRecord[]> {
    const until = untilMs === null ? {} : { until: momentKey(untilMs + 1) };
    const found = await this.#keeper.documents.listed(carriedPay, list, { after: null, limit, ...until });
    return found.flatMap(({ state: { workerId, sinceMs, dueAtMs } }) =>
      dueAtMs === null ? [] : [{ workerId, sinceMs, dueAtMs }],
    );
  }
}
