import {
  forfeitedCoins,
  hourlySats,
  type PaySums,
  paySums,
  sats,
  type WorkerRecord,
  workedMs,
} from '@asg/domain';
import { standingSettlement } from '@asg/storage';
import { last } from '@asg/values/present';
import type { EngineContext } from '../context.ts';
import type { HeldBack } from './withdrawals.ts';

/** How a worker's pay stands, all in all. */
export interface PaySummary {
  readonly sums: PaySums;
  readonly held: HeldBack | null;
  readonly hourly: HourlyPay | null;
}

interface HourlyPay {
  readonly sats: number;
  readonly labels: number;
  readonly workedMs: number;
  readonly earnedSats: number;
  readonly sinceMs: number;
}

const lookedBackMs = 30 * 24 * 3_600_000;
const lookedBackMax = 500;
const pageMax = 100;

/** What workers earned: in sums and by the hour. */
export class WorkerPay {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;

  constructor(context: Pick<EngineContext, 'storage' | 'clock'>) {
    this.#context = context;
  }

  async summary({ workerId }: WorkerRecord, held: HeldBack | null): Promise<PaySummary> {
    const { storage } = this.#context;
    const [totals, heldSats, forfeitedSats, hourly] = await Promise.all([
      storage.workers.totals(workerId),
      storage.payouts.heldSats(workerId),
      this.#forfeitedSats(workerId),
      this.#hourly(workerId),
    ]);
    const { paidSats, carriedSats } = totals;
    const pendingSats = held?.pendingSats ?? sats(0);
    const sums = paySums({ paidSats, carriedSats, heldSats, pendingSats, forfeitedSats });
    return { sums, held, hourly };
  }

  async #forfeitedSats(workerId: string): Promise<number> {
    const { storage } = this.#context;
    let sum = 0;
    for (let before: string | null = null; ; ) {
      const page = await storage.moves.forfeits({ group: workerId, limit: pageMax, before });
      for (const { settlementId } of page) {
        const settlement = await standingSettlement(storage, settlementId);
        if (settlement === null) continue;
        for (const { satoshis } of forfeitedCoins(settlement)) sum += satoshis;
      }
      if (page.length < pageMax) return sum;
      before = last(page).settlementId;
    }
  }

  /** Of the latest labels, as many as are read at once. */
  async #hourly(workerId: string): Promise<HourlyPay | null> {
    const { storage, clock } = this.#context;
    const page = { limit: lookedBackMax, before: null };
    const [labels, payments] = await Promise.all([
      storage.workers.history(workerId, page),
      storage.payouts.earnings(workerId, page),
    ]);
    const fromMs = clock.nowMs() - lookedBackMs;
    const moments = labels.map(({ atMs }) => atMs).filter((atMs) => atMs >= fromMs);
    const worked = workedMs(moments);
    const sinceMs = moments.at(-1);
    if (worked === null || sinceMs === undefined) return null;
    const earnedSats = payments
      .filter(({ atMs }) => atMs >= sinceMs)
      .reduce((sum, payment) => sum + payment.earnedSats, 0);
    const hourly = hourlySats(earnedSats, worked);
    if (hourly === null) return null;
    return { sats: hourly, labels: moments.length, workedMs: worked, earnedSats, sinceMs };
  }
}
