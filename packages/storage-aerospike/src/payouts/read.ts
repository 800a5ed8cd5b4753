import {
  type CarriedRecord,
  type Coin,
  type EarningRecord,
  heldCoinsSummedMax,
  onNetworkStates,
  type Sats,
  type SettlementRecord,
  type SettlementState,
  sats,
  withdrawableStates,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { at, last } from '@asg/values/present';
import { workers } from '../accounts/workers.ts';
import { sumNames } from '../derived-names.ts';
import { parsed } from '../records/bins.ts';
import { momentKey } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { Bodies, heads } from '../settlement/settlement-kind.ts';
import { carriedIn, carriedList, carriedPay } from './carried-pay.ts';
import { heldCoins, heldOf, withdrawalsOf } from './held-coins.ts';

export const earningsOf = (workerId: string): string => `earnings|${workerId}`;
const pageMax = 500;

/** What workers were paid, what is carried on for them and what is held for them. */
export class PayoutReader implements port.PayoutReader {
  readonly #records: RecordStore;
  readonly #bodies: Bodies;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#bodies = new Bodies(records);
  }

  async payees(workerIds: readonly string[]): Promise<readonly port.PayeeAccount[]> {
    const [found, sums, carried] = await Promise.all([
      this.#records.documents.readMany(workers, workerIds),
      this.#records.sums.readMany(workerIds.map(sumNames.ofWorker)),
      this.#carriedOf(workerIds),
    ]);
    return workerIds.map((workerId, index) => {
      const carriedSats = sats(at(sums, index).carriedSats ?? 0);
      return { workerId, worker: found[index]?.state ?? null, carriedSats, carried: at(carried, index) };
    });
  }

  /** Since when each waits, and until when; null: nothing of theirs does. */
  async #carriedOf(workerIds: readonly string[]): Promise<readonly port.PayeeAccount['carried'][]> {
    const found = await this.#records.documents.readMany(carriedPay, workerIds);
    return found.map((one) => {
      const carried = one && carriedIn(one.state);
      return carried && { sinceMs: carried.sinceMs, dueAtMs: carried.dueAtMs };
    });
  }

  async earnings(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly EarningRecord[]> {
    const list = earningsOf(workerId);
    const found: EarningRecord[] = [];
    let edge = before === null ? null : `${before} `;
    for (;;) {
      const wanted = limit - found.length;
      const entries = await this.#records.lists.before(list, edge, wanted);
      const settlements = await this.#records.documents.readMany(
        heads,
        entries.map(([key]) => at(key.split(' ', 1), 0)),
      );
      // A booking that comes late, after it was taken back, leaves a line that counts no more.
      const isBooked = (key: string, index: number): boolean =>
        settlements[index]?.state.paidAt === Number(key.split(' ')[1]);
      const dead = entries.flatMap(([key], index) => (isBooked(key, index) ? [] : [key]));
      if (dead.length > 0) await this.#records.lists.remove(list, dead);
      for (const [index, [key, line]] of entries.entries()) {
        if (isBooked(key, index)) found.push(parsed<EarningRecord>(line));
      }
      if (entries.length < wanted || found.length >= limit) return found;
      edge = last(entries)[0];
    }
  }

  async carried({
    untilMs,
    limit,
  }: Parameters<port.PayoutStore['carried']>[0]): Promise<readonly CarriedRecord[]> {
    const until = untilMs === null ? {} : { until: momentKey(untilMs + 1) };
    const found = await this.#records.documents.listed(carriedPay, carriedList, {
      after: null,
      limit,
      ...until,
    });
    return found.flatMap(({ state }) => carriedIn(state) ?? []);
  }

  async heldCoins(workerId: string, limit: number, made: port.MadeBy = {}): Promise<readonly Coin[]> {
    return this.#unspent(workerId, withdrawableStates, limit, made);
  }

  async heldSats(workerId: string, made: port.MadeBy = {}): Promise<Sats> {
    const coins = await this.#unspent(workerId, onNetworkStates, heldCoinsSummedMax, made);
    return sats(coins.reduce((sum, { satoshis }) => sum + satoshis, 0));
  }

  async #unspent(
    workerId: string,
    states: readonly SettlementState[],
    limit: number,
    { fromId, beforeId }: port.MadeBy,
  ): Promise<readonly Coin[]> {
    const found: Coin[] = [];
    const list = heldOf(workerId);
    // Keys are an id and an output, so that an id alone is below those of its own coins and above all earlier ones.
    let edge: string | null = fromId ?? null;
    for (;;) {
      const entries = await this.#records.lists.after(list, edge, pageMax, beforeId ?? null);
      const held = await this.#records.documents.placed(heldCoins, list, entries);
      const settlements = await this.#records.documents.readMany(
        heads,
        held.map(({ state }) => state.settlementId),
      );
      for (const [index, { state }] of held.entries()) {
        const made = settlements[index]?.state.state;
        if (made !== undefined && states.includes(made)) found.push(state.coin);
        if (found.length === limit) return found;
      }
      if (entries.length < pageMax) return found;
      edge = last(entries)[0];
    }
  }

  async withdrawals(
    workerId: string,
    { limit, before }: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly SettlementRecord[]> {
    const found: SettlementRecord[] = [];
    let edge = before;
    for (;;) {
      const entries = await this.#records.lists.before(withdrawalsOf(workerId), edge, limit - found.length);
      const stored = await this.#records.documents.readMany(
        heads,
        entries.map(([id]) => id),
      );
      for (const head of stored) {
        if (head?.state.phase === 'stored' && head.state.replacedBy === null)
          found.push(await this.#bodies.read(head.state));
      }
      if (found.length >= limit || entries.length === 0) return found;
      edge = last(entries)[0];
    }
  }
}
