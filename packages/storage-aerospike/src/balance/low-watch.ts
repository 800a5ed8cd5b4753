import { type AllowanceTerms, type CustomerRecord, isLow, lowSatsOf, spendableSats } from '@asg/domain';
import { type Customer, customers, noLowMark, purseBins, recordWith } from '../accounts/customer-kind.ts';
import { lowEffect, takenSatsOf } from '../accounts/low-mark.ts';
import type { Bins } from '../cluster/driver.ts';
import { sumNames } from '../derived-names.ts';
import type { Effect } from '../records/effects.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Taking } from './taking.ts';

/** What was taken together, and the bins of the customer's record just after it. */
interface TakenNow {
  readonly sats: number;
  readonly bins: Bins;
  readonly terms: AllowanceTerms | null;
  readonly nowMs: number;
}

/** The bins that a taking reads for it. */
export const lowBins = [purseBins.net, purseBins.entered, purseBins.low, purseBins.isLow] as const;

/**
 * Tells customers whose balance becomes low. What is given back by closed tasks is in a record of its own, so a taking alone
 * does not know: it says when it is worth a look, and the customer's record remembers whether they were told.
 */
export class LowWatch {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  /** `backSats`: what closed tasks gave back less what they cost, at least. */
  async afterTaking(
    customerId: string,
    takings: readonly Taking[],
    bins: Bins,
    backSats: number,
  ): Promise<void> {
    const [first] = takings;
    const sats = takings.reduce((sum, taking) => sum + taking.sats, 0);
    if (first === undefined || sats === 0) return;
    const { terms, nowMs } = first;
    const taken = { sats, bins, terms, nowMs };
    const lowSats = bins[purseBins.low];
    if (typeof lowSats !== 'number') return;
    const freeSats = Number(bins[purseBins.net]) + backSats;
    // Who was low may have recovered meanwhile, and may have become low again by this.
    if (freeSats < lowSats || bins[purseBins.isLow] === 1) await this.#look(customerId, taken);
  }

  async #look(customerId: string, taken: TakenNow): Promise<void> {
    let isTorn = true;
    while (isTorn) {
      const figures = await this.#records.sums.read(sumNames.money(customerId));
      isTorn = await this.#records.documents.change<Customer, boolean>(customers, customerId, (found) => {
        const record = found === null ? null : recordWith(found, figures);
        if (found === null || record === null) return { result: found !== null };
        const { closedSats = 0, paidSats = 0 } = figures;
        const after = this.#after(found, record, taken, closedSats - paidSats);
        return after === null ? { result: false } : { ...after, result: false };
      });
    }
  }

  /** Null: the record says already how it is. */
  #after(found: Customer, record: CustomerRecord, taken: TakenNow, backSats: number) {
    const { low: mark = noLowMark, purse } = found;
    const lowSats = lowSatsOf(record.limits);
    const availableSats = spendableSats(record.balance, taken.terms);
    const takenSats = takenSatsOf(purse);
    const isNow = isLow(availableSats, lowSats);
    // Taken after the last look, and from a balance that was not low: it had recovered in between.
    const [net, entered] = [Number(taken.bins[purseBins.net]), Number(taken.bins[purseBins.entered] ?? 0)];
    const notGivenSats = availableSats - record.balance.freeSats;
    const isAgain =
      entered - net > mark.takenSats && !isLow(net + taken.sats + backSats + notGivenSats, lowSats);
    if (isNow === mark.isLow && !(isNow && isAgain)) return null;
    const isTold = isNow && (!mark.isLow || isAgain);
    const low = { isLow: isNow, turn: mark.turn + (isTold ? 1 : 0), takenSats };
    const effects: readonly Effect[] =
      !isTold || lowSats === null
        ? []
        : [lowEffect(record.customerId, { availableSats, lowSats }, low, taken.nowMs)];
    const { operations } = this.#records.cluster.driver;
    return {
      state: { ...found, low },
      operations: [operations.write(purseBins.isLow, isNow ? 1 : 0)],
      effects,
    };
  }
}
