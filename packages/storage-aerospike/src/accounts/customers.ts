import {
  type AddApiKey,
  type AddApiKeyOutcome,
  type ApiKeyRecord,
  additionOf,
  type ChangeCustomer,
  type ChangeCustomerOutcome,
  type CustomerErasure,
  type CustomerRecord,
  changedCustomer,
  emailKeyOf,
  erasedCustomer,
  type KeyStanding,
  type Registration,
  type RevokeApiKey,
  type RevokeApiKeyOutcome,
  registrationOf,
  revocationOf,
  withLastUse,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { exp } from '../cluster/expressions.ts';
import { sumNames } from '../derived-names.ts';
import type { Change, Kind, Stored } from '../records/document.ts';
import type { Effect } from '../records/effects.ts';
import { below } from '../records/keys.ts';
import type { RecordStore } from '../records/record-store.ts';
import { type Customer, customers, purseBins, recordWith } from './customer-kind.ts';
import { markNow } from './low-mark.ts';

/** Revoked keys that are remembered, the latest; revoking an older one again says that there is none. */
const revokedMax = 200;

interface EmailOwner {
  readonly customerId: string;
}
/** Null: it was given up. */
export const emails: Kind<EmailOwner | null> = { name: 'cem', set: 'doc', places: () => [] };

interface LeftEmail {
  readonly customerId: string;
  readonly emailKey: string;
}
interface KeyOwner {
  readonly customerId: string;
  readonly keyId: string;
}
export const keyHashes: Kind<KeyOwner> = { name: 'key', set: 'doc', places: () => [] };
export const keyIds: Kind<{ readonly usedAtMs: number | null }> = {
  name: 'kid',
  set: 'doc',
  places: () => [],
};

/** Customers and their keys. A customer's keys are in the customer's own record; a key's record only leads there. */
export class CustomerStore implements port.CustomerStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
    records.effects.register('customer', (request: port.RegisterCustomer) => this.#make(request));
    records.effects.register('customer_left', (left: LeftEmail) => this.#letGo(left));
    records.effects.register('key', (key: ApiKeyRecord) => this.#lead(key));
  }

  async register(request: port.RegisterCustomer): Promise<Registration> {
    const { customerId } = request.customer;
    const ownerId = await this.#records.documents.change<EmailOwner | null, string>(
      emails,
      request.emailKey,
      (owner) => {
        if (owner !== null) return { result: owner.customerId };
        return { state: { customerId }, effects: [['do', 'customer', request]], result: customerId };
      },
    );
    const registration = registrationOf(customerId, ownerId);
    if (registration === 'registered') await this.#make(request);
    return registration;
  }

  async #make({ customer, key }: port.RegisterCustomer): Promise<void> {
    const { operations } = this.#records.cluster.driver;
    await this.#records.documents.change(customers, customer.customerId, (found) => {
      if (found !== null) return { result: null };
      return {
        state: { customer, changes: [], keys: key === null ? [] : [key], revoked: [] },
        operations: [operations.write('q', customer.quotaLeft)],
        effects: key === null ? [] : [['do', 'key', key]],
        result: null,
      };
    });
  }

  async #lead({ hash, customerId, keyId }: ApiKeyRecord): Promise<void> {
    await Promise.all([
      this.#records.documents.create(keyHashes, hash, { customerId, keyId }),
      this.#records.documents.create(keyIds, keyId, { usedAtMs: null }),
    ]);
  }

  async get(customerId: string): Promise<CustomerRecord | null> {
    return (await this.#read(customerId))?.record ?? null;
  }

  /** The customer's record with what tasks that closed did to the balance: in a record of its own, read beside it. */
  async #read(
    customerId: string,
  ): Promise<{ readonly stored: Stored<Customer>; readonly record: CustomerRecord } | null> {
    for (;;) {
      const [stored, figures] = await Promise.all([
        this.#records.documents.read(customers, customerId),
        this.#records.sums.read(sumNames.money(customerId)),
      ]);
      if (stored === null) return null;
      const record = recordWith(stored.state, figures);
      if (record !== null) return { stored, record };
    }
  }

  async byEmail(emailKey: string): Promise<CustomerRecord | null> {
    const owner = await this.#records.documents.read(emails, emailKey);
    const customerId = owner?.state?.customerId;
    return customerId === undefined ? null : this.get(customerId);
  }

  async byKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null> {
    const owner = await this.#records.documents.read(keyHashes, hash);
    if (owner === null) return null;
    const found = await this.#read(owner.state.customerId);
    const key = found?.stored.state.keys.find((one) => one.hash === hash);
    return found === null || key === undefined ? null : { customer: found.record, key };
  }

  async keys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    const found = await this.#records.documents.read(customers, customerId);
    if (found === null) return [];
    const keys = found.state.keys.toSorted((a, b) => (a.keyId < b.keyId ? -1 : 1));
    const uses = await this.#records.documents.readMany(
      keyIds,
      keys.map(({ keyId }) => keyId),
    );
    return keys.map((key, index) => withLastUse(key, uses[index]?.state.usedAtMs ?? null));
  }

  async list({ limit, before }: port.Page): Promise<readonly CustomerRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#records.documents.listed(customers, 'customers', { limit, before: edge });
    const records = await Promise.all(found.map(({ id }) => this.get(id)));
    return records.filter((record) => record !== null);
  }

  async addKey({ key, liveMax }: AddApiKey): Promise<AddApiKeyOutcome> {
    return this.#records.documents.change(customers, key.customerId, (found) => {
      if (found === null) return { result: 'no_customer' };
      const { keys } = found;
      const addition = additionOf(standingOf(found, key.keyId), keys.length, liveMax);
      if (addition !== 'add') return { result: addition };
      return { state: { ...found, keys: [...keys, key] }, effects: [['do', 'key', key]], result: 'added' };
    });
  }

  async revokeKey(request: RevokeApiKey): Promise<RevokeApiKeyOutcome> {
    const { customerId, keyId } = request;
    return this.#records.documents.change<Customer, RevokeApiKeyOutcome>(customers, customerId, (found) => {
      if (found === null) return { result: 'not_found' };
      const { keys, revoked } = found;
      const revocation = revocationOf(standingOf(found, keyId), request, keys);
      if (revocation !== 'revoke') return { result: revocation };
      const left = keys.filter((key) => key.keyId !== keyId);
      const state = { ...found, keys: left, revoked: [...revoked, keyId].slice(-revokedMax) };
      return { state, result: 'revoked' };
    });
  }

  async erase({
    customerId,
    erasure,
  }: {
    readonly customerId: string;
    readonly erasure: CustomerErasure;
  }): Promise<CustomerRecord | null> {
    await this.#records.documents.change<Customer, null>(customers, customerId, (found) => {
      const customer = found && erasedCustomer(found.customer, erasure);
      if (found === null || customer === null || customer === found.customer) return { result: null };
      const left: LeftEmail = { customerId, emailKey: emailKeyOf(found.customer) };
      const keys = customer.leftAtMs === undefined ? {} : { keys: [], revoked: [] };
      return {
        state: { ...found, ...keys, customer },
        effects: [['do', 'customer_left', left]],
        result: null,
      };
    });
    return this.get(customerId);
  }

  async #letGo({ customerId, emailKey }: LeftEmail): Promise<void> {
    await this.#records.documents.change<EmailOwner | null, null>(emails, emailKey, (owner) =>
      owner?.customerId === customerId ? { state: null, result: null } : { result: null },
    );
  }

  async recordKeyUses({ uses }: { readonly uses: readonly port.KeyUse[] }): Promise<void> {
    const latest = new Map<string, number>();
    for (const { keyId, atMs } of uses) latest.set(keyId, Math.max(atMs, latest.get(keyId) ?? 0));
    await this.#records.documents.changeMany(
      keyIds,
      [...latest].map(([id, atMs]) => ({
        id,
        changer: (found) =>
          found === null || (found.usedAtMs ?? 0) >= atMs
            ? { result: null }
            : { state: { usedAtMs: atMs }, result: null },
      })),
    );
  }

  async change(request: ChangeCustomer): Promise<ChangeCustomerOutcome | null> {
    const { customerId } = request;
    const figures = await this.#records.sums.read(sumNames.money(customerId));
    return this.#records.documents.change<Customer, ChangeCustomerOutcome | null>(
      customers,
      customerId,
      (found) => {
        const customer = found === null ? null : recordWith(found, figures);
        return found === null || customer === null
          ? { result: null }
          : this.#changed(found, customer, request);
      },
    );
  }

  #changed(
    found: Customer,
    record: CustomerRecord,
    request: ChangeCustomer,
  ): Change<Customer, ChangeCustomerOutcome> | { readonly result: ChangeCustomerOutcome } {
    const { operations } = this.#records.cluster.driver;
    const { liveKey } = request;
    const standing = liveKey === undefined ? 'unknown' : standingOf(found, liveKey.keyId);
    const { after, addedKey, outcome } = changedCustomer({ ...found, customer: record }, request, standing);
    if (after === null) return { result: outcome };
    const keys = addedKey === null ? found.keys : [...found.keys, addedKey];
    const effects: readonly Effect[] = addedKey === null ? [] : [['do', 'key', addedKey]];
    const { balance: _, reservedDay: __, ...customer } = after.customer;
    const { quotaLeft, limits } = customer;
    const before = found.customer.quotaLeft;
    const isQuotaMoved = quotaLeft !== before;
    return {
      state: {
        ...found,
        changes: after.changes,
        customer,
        keys,
        ...(request.limits !== undefined && { low: markNow(found, after.customer) }),
      },
      effects,
      result: outcome,
      ...(isQuotaMoved && { where: exp.eq(exp.binInt('q'), exp.int(before)) }),
      operations: [
        ...(isQuotaMoved ? [operations.write('q', quotaLeft)] : []),
        ...(request.limits === undefined
          ? []
          : [
              operations.write(purseBins.dayLimit, limits?.spendPerDaySats ?? null),
              operations.write(purseBins.low, limits?.balanceLowSats ?? null),
              operations.write(purseBins.isLow, markNow(found, after.customer).isLow ? 1 : 0),
            ]),
      ],
    };
  }
}

function standingOf({ keys, revoked }: Customer, keyId: string): KeyStanding {
  if (revoked.includes(keyId)) return 'revoked';
  return keys.some((key) => key.keyId === keyId) ? 'live' : 'unknown';
}
