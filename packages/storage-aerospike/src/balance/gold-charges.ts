import type { AllowanceTerms, GoldBill, GoldCharge } from '@asg/domain';
import { customers } from '../accounts/customer-kind.ts';
import type { RecordStore } from '../records/record-store.ts';
import type { Purses } from './purses.ts';
import { goldTaking, nothing, takingName } from './taking.ts';

/** Customers' gold, on their own bill. */
export class GoldCharges {
  readonly #records: RecordStore;
  readonly #purses: Purses;

  constructor(records: RecordStore, purses: Purses) {
    this.#records = records;
    this.#purses = purses;
  }

  /** What gold's owner pays from; null: their money does not do. */
  async payingFrom(bill: GoldBill): Promise<'allowance' | 'balance' | null> {
    const terms = await this.#termsOf(bill);
    const taking = { ...nothing, sats: bill.sats, terms, nowMs: bill.nowMs };
    if ((await this.#purses.whyNot(bill.owner, taking)) !== null) return null;
    return terms === null ? 'balance' : 'allowance';
  }

  /** Takes what a gold task can cost from its owner; the taking is ended once the task is there. */
  async charge(taskId: string, bill: GoldBill): Promise<GoldCharge | null> {
    const { owner, sats: wantedSats, nowMs } = bill;
    const wanted = { ...nothing, sats: wantedSats };
    const name = `${takingName(taskId, this.#records.freshName(), wanted)}${goldTaking}`;
    const terms = await this.#termsOf(bill);
    const taken = await this.#purses.take(owner, { ...wanted, name, terms, nowMs });
    return taken.kind === 'taken' ? { owner, name } : null;
  }

  async #termsOf({ owner, allowance }: GoldBill): Promise<AllowanceTerms | null> {
    const found = await this.#records.documents.read(customers, owner);
    return found?.state.customer.tier === 'sandbox' ? allowance : null;
  }
}
