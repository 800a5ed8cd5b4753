import type {
  AddApiKey,
  AddApiKeyOutcome,
  ApiKeyRecord,
  ChangeCustomer,
  ChangeCustomerOutcome,
  CustomerRecord,
  KeyUse,
  Page,
  RegisterCustomer,
  RegisterCustomerOutcome,
  RevokeApiKey,
  RevokeApiKeyOutcome,
} from '@asg/storage';
import type { Change, Kind } from '../keeping/document.ts';
import type { Effect } from '../keeping/effects.ts';
import type { Keeper } from '../keeping/keeper.ts';
import { below } from '../keeping/keys.ts';

/** Changes of a customer that are remembered, as the port says. */
const changesMax = 32;
/** Revoked keys that are remembered, the latest; revoking an older one again says that there is none. */
const revokedMax = 200;

export interface Customer {
  /** `quotaLeft` is that of the bin `q`, which submissions take from. */
  readonly customer: CustomerRecord;
  readonly changes: readonly string[];
  readonly keys: readonly ApiKeyRecord[];
  readonly revoked: readonly string[];
}

export const customers: Kind<Customer> = {
  name: 'cus',
  set: 'doc',
  places: (_, id) => [['customers', id]],
  native: {
    bins: ['q'],
    join: (state, { q }) => ({ ...state, customer: { ...state.customer, quotaLeft: Number(q) } }),
  },
};

interface EmailOwner {
  readonly customerId: string;
}
export const emails: Kind<EmailOwner> = { name: 'cem', set: 'doc', places: () => [] };

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
export class Customers {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    keeper.effects.carry('customer', (request: RegisterCustomer) => this.#make(request));
    keeper.effects.carry('key', (key: ApiKeyRecord) => this.#lead(key));
  }

  async register(request: RegisterCustomer): Promise<RegisterCustomerOutcome> {
    const { customerId } = request.customer;
    const ownerId = await this.#keeper.documents.change<EmailOwner, string>(
      emails,
      request.emailKey,
      (owner) => {
        if (owner !== null) return { result: owner.customerId };
        return { state: { customerId }, effects: [['do', 'customer', request]], result: customerId };
      },
    );
    if (ownerId !== customerId) return 'email_taken';
    await this.#make(request);
    return 'registered';
  }

  async #make({ customer, key }: RegisterCustomer): Promise<void> {
    const { operations } = this.#keeper.cluster.driver;
    await this.#keeper.documents.change(customers, customer.customerId, (found) => {
      if (found !== null) return { result: null };
      return {
        state: { customer, changes: [], keys: [key], revoked: [] },
        operations: [operations.write('q', customer.quotaLeft)],
        effects: [['do', 'key', key]],
        result: null,
      };
    });
  }

  async #lead({ hash, customerId, keyId }: ApiKeyRecord): Promise<void> {
    await Promise.all([
      this.#keeper.documents.create(keyHashes, hash, { customerId, keyId }),
      this.#keeper.documents.create(keyIds, keyId, { usedAtMs: null }),
    ]);
  }

  async customer(customerId: string): Promise<CustomerRecord | null> {
    return (await this.#keeper.documents.read(customers, customerId))?.state.customer ?? null;
  }

  async byKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null> {
    const owner = await this.#keeper.documents.read(keyHashes, hash);
    if (owner === null) return null;
    const found = await this.#keeper.documents.read(customers, owner.state.customerId);
    const key = found?.state.keys.find((one) => one.hash === hash);
    return found === null || key === undefined ? null : { customer: found.state.customer, key };
  }

  async apiKeys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    const found = await this.#keeper.documents.read(customers, customerId);
    if (found === null) return [];
    const keys = found.state.keys.toSorted((a, b) => (a.keyId < b.keyId ? -1 : 1));
    const uses = await this.#keeper.documents.readMany(
      keyIds,
      keys.map(({ keyId }) => keyId),
    );
    return keys.map((key, index) => {
      const usedAtMs = uses[index]?.state.usedAtMs ?? null;
      return usedAtMs === null ? key : { ...key, lastUsedAtMs: usedAtMs };
    });
  }

  async page({ limit, before }: Page): Promise<readonly CustomerRecord[]> {
    const edge = before === null ? null : below(before);
    const found = await this.#keeper.documents.listed(customers, 'customers', { limit, before: edge });
    return found.map(({ state }) => state.customer);
  }

  async addKey({ key, liveMax }: AddApiKey): Promise<AddApiKeyOutcome> {
    return this.#keeper.documents.change(customers, key.customerId, (found) => {
      if (found === null) return { result: 'no_customer' };
      const { keys, revoked } = found;
      if (keys.some(({ keyId }) => keyId === key.keyId) || revoked.includes(key.keyId))
        return { result: 'added' };
      if (keys.length >= liveMax) return { result: 'too_many' };
      return { state: { ...found, keys: [...keys, key] }, effects: [['do', 'key', key]], result: 'added' };
    });
  }

  async revokeKey({ customerId, keyId }: RevokeApiKey): Promise<RevokeApiKeyOutcome> {
    return this.#keeper.documents.change<Customer, RevokeApiKeyOutcome>(customers, customerId, (found) => {
      if (found === null) return { result: 'not_found' };
      const { keys, revoked } = found;
      if (revoked.includes(keyId)) return { result: 'revoked' };
      if (!keys.some((key) => key.keyId === keyId)) return { result: 'not_found' };
      if (keys.length === 1) return { result: 'last_key' };
      const left = keys.filter((key) => key.keyId !== keyId);
      const state = { ...found, keys: left, revoked: [...revoked, keyId].slice(-revokedMax) };
      return { state, result: 'revoked' };
    });
  }

  async recordUses({ uses }: { readonly uses: readonly KeyUse[] }): Promise<void> {
    const latest = new Map<string, number>();
    for (const { keyId, atMs } of uses) latest.set(keyId, Math.max(atMs, latest.get(keyId) ?? 0));
    await this.#keeper.documents.changeMany(
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
    const { customerId, changeId, liveKey } = request;
    return this.#keeper.documents.change<Customer, ChangeCustomerOutcome | null>(
      customers,
      customerId,
      (found) => {
        if (found === null) return { result: null };
        const { customer: before, changes } = found;
        if (changes.includes(changeId)) {
          const isLiveKeyAdded =
            liveKey !== undefined &&
            (found.keys.some(({ keyId }) => keyId === liveKey.keyId) ||
              found.revoked.includes(liveKey.keyId));
          return { result: { customer: before, isLiveKeyAdded } };
        }
        return this.#changed(found, request);
      },
    );
  }

  #changed(found: Customer, request: ChangeCustomer): Change<Customer, ChangeCustomerOutcome> {
    const { operations, exp } = this.#keeper.cluster.driver;
    const { changeId, liveKey } = request;
    const { customer: before } = found;
    const customer = customerAfter(before, request);
    const addedKey = before.tier === 'sandbox' && customer.tier !== 'sandbox' ? liveKey : undefined;
    const state = {
      ...found,
      customer,
      changes: [...found.changes, changeId].slice(-changesMax),
      keys: addedKey === undefined ? found.keys : [...found.keys, addedKey],
    };
    const effects: readonly Effect[] = addedKey === undefined ? [] : [['do', 'key', addedKey]];
    const result = { customer, isLiveKeyAdded: addedKey !== undefined };
    if (customer.quotaLeft === before.quotaLeft) return { state, effects, result };
    return {
      state,
      effects,
      result,
      where: exp.eq(exp.binInt('q'), exp.int(before.quotaLeft)),
      operations: [operations.write('q', customer.quotaLeft)],
    };
  }
}

/** Quota that is granted or taken away counts in the total too: what was used stays the difference. */
function customerAfter(customer: CustomerRecord, { tier, quota, suspended }: ChangeCustomer): CustomerRecord {
  const { quotaLeft, quotaTotal } = customer;
  const wanted =
    quota === undefined ? quotaLeft : 'set' in quota ? quota.set : Math.max(0, quotaLeft + quota.add);
  return {
    ...customer,
    tier: tier ?? customer.tier,
    suspended: suspended ?? customer.suspended,
    quotaLeft: wanted,
    quotaTotal: quotaTotal + wanted - quotaLeft,
  };
}
