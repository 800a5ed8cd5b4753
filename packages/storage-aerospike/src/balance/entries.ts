import { type BalanceEntry, type EnterOutcome, entryPlace, takesEntry } from '@asg/domain';
import type * as port from '@asg/storage';
import { type Customer, customers, purseBins, purseIn } from '../accounts/customer-kind.ts';
import { lowAfterEntry } from '../accounts/low-mark.ts';
import { exp } from '../cluster/expressions.ts';
import { sumNames } from '../derived-names.ts';
import type { Kind } from '../records/document.ts';
import { below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { enteredBeside } from './money-taken.ts';
import { SandboxDays } from './sandbox-days.ts';
import type { Taken } from './taking.ts';

/** Entries that a customer's record has itself, until their own records are there for certain. */
const enteredMax = 8;

const entriesOf = (customerId: string): string => `entries|${customerId}`;
export const entryId = (entry: Pick<BalanceEntry, 'customerId' | 'entryId'>): string =>
  `${entry.customerId} ${entry.entryId}`;
export const balanceEntries: Kind<BalanceEntry> = {
  name: 'ben',
  set: 'doc',
  places: (entry) => [[entriesOf(entry.customerId), entryPlace(entry)]],
};

/** What comes into balances and leaves them. The customer's record decides; an entry's own record follows from it. */
export class BalanceStore implements port.BalanceStore {
  readonly #records: RecordStore;
  readonly #days: SandboxDays;

  constructor(records: RecordStore) {
    this.#records = records;
    this.#days = new SandboxDays(records);
    records.effects.register('entry', (entry: BalanceEntry) => this.#keep(entry));
  }

  async #keep(entry: BalanceEntry): Promise<void> {
    await this.#records.documents.create(balanceEntries, entryId(entry), entry);
  }

  async enter(entry: BalanceEntry): Promise<EnterOutcome> {
    const { customerId } = entry;
    for (;;) {
      const figures = await this.#records.sums.read(sumNames.money(customerId));
      const back = {
        sats: (figures.closedSats ?? 0) - (figures.paidSats ?? 0),
        ownSats: figures.ownBackSats ?? 0,
      };
      const stored = await this.#records.documents.read(customers, customerId);
      if (stored === null) return 'no_customer';
      // Read after the customer's record: an entry that is there already is in one of the two.
      const known = await this.#records.documents.read(balanceEntries, entryId(entry));
      if (known !== null) return 'entered';
      const [oldest, ...rest] = stored.state.entered ?? [];
      if (oldest !== undefined && rest.length + 1 === enteredMax) await this.#keep(oldest);
      const outcome = await this.#records.documents.change<Customer, EnterOutcome | 'again'>(
        customers,
        customerId,
        (found, revision) => {
          if (found === null || revision !== stored.revision + 1) return { result: 'again' };
          return this.#entered(found, entry, back);
        },
        stored,
      );
      if (outcome !== 'again') return outcome;
    }
  }

  #entered(found: Customer, entry: BalanceEntry, back: Pick<Taken, 'sats' | 'ownSats'>) {
    const { operations } = this.#records.cluster.driver;
    const { entered = [], allowanceSats = 0, purse = purseIn({}) } = found;
    if (entered.some((one) => one.entryId === entry.entryId)) return { result: 'entered' as const };
    const { kind, sats } = entry;
    const { enteredSats } = purse;
    const freeSats = purse.netSats + back.sats;
    const ownSats = purse.ownTakenSats - back.ownSats;
    if (!takesEntry({ freeSats, enteredSats, allowanceSats, ownSats }, entry))
      return { result: 'funds_short' as const };
    const low = lowAfterEntry(found, entry, freeSats);
    // What was entered changes with this record alone; what is free, and what own people's tasks took, can change beside it.
    const without = { freeSats: Number.NEGATIVE_INFINITY, enteredSats, allowanceSats, ownSats };
    const isLeft = exp.ge(exp.binInt(purseBins.net), exp.int(-sats - back.sats));
    const isFunded = () => enteredBeside(allowanceSats - back.ownSats - sats);
    return {
      state: {
        ...found,
        entered: [...entered, entry].slice(-enteredMax),
        allowanceSats: allowanceSats + (kind === 'allowance' ? sats : 0),
        ...(low !== null && { low: low.mark }),
      },
      operations: [
        operations.incr(purseBins.entered, sats),
        operations.incr(purseBins.net, sats),
        ...(low === null ? [] : [operations.write(purseBins.isLow, low.mark.isLow ? 1 : 0)]),
      ],
      ...(!takesEntry(without, entry) && {
        where: kind === 'refund' ? exp.and(isLeft, isFunded()) : isLeft,
      }),
      effects: [['do', 'entry', entry] as const, ...(low?.effects ?? [])],
      result: 'entered' as const,
    };
  }

  async entry(name: port.EntryName): Promise<BalanceEntry | null> {
    const customer = await this.#records.documents.read(customers, name.customerId);
    // Read after the customer's record: an entry that is there is in one of the two.
    const kept = await this.#records.documents.read(balanceEntries, entryId(name));
    const latest = customer?.state.entered ?? [];
    return kept?.state ?? latest.find((entry) => entry.entryId === name.entryId) ?? null;
  }

  async entries(customerId: string, { limit, before }: port.Page): Promise<readonly BalanceEntry[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(balanceEntries, entriesOf(customerId), {
      limit,
      before: edge,
    });
    return found.map(({ state }) => state);
  }

  sandboxDay(date: string): Promise<number> {
    return this.#days.taken(date);
  }
}
