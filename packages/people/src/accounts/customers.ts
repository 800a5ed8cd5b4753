import {
  type AddApiKeyOutcome,
  type ApiKeyRecord,
  allowanceOf,
  type ChangeCustomer,
  type CustomerPermission,
  type CustomerRecord,
  covers,
  type Grant,
  grantOfKey,
  type KeyTerms,
  keyTerms,
  labelQuota,
  type MoneyRules,
  type NewCustomer,
  noBalance,
  permissionsOf,
  type RevokeApiKeyOutcome,
  type Tier,
  utcDate,
} from '@asg/domain';
import type { Page } from '@asg/storage';
import { LRUCache } from 'lru-cache';
import type { EngineContext } from '../context.ts';
import { emailKey } from '../sign-in/email-key.ts';
import { isWellFormedToken, mintToken, tokenHash } from '../sign-in/tokens.ts';
import { hasOwner } from './membership.ts';

export const apiKeyPrefixes = ['sk_sandbox_', 'sk_live_'] as const;
const hintLength = 7;

/** For so long a key that was looked up is not looked up again: also the delay of a suspension in other processes, ms. */
const keyCacheMs = 1_000;
const keyCacheMax = 10_000;
/** Keys in force that an account may have; the message of `too_many_keys` says so too. */
const keysMax = 20;
/** Uses that wait to be recorded, and are recorded together. */
const usesWaitingMax = 10_000;
const usesPerWrite = 500;

/** The customer for whom a key or a person calls. */
export interface CallingCustomer {
  readonly customerId: string;
  readonly suspended: boolean;
  readonly tier: Tier;
  readonly may: readonly CustomerPermission[];
  /** What the keys that they make do not go beyond. */
  readonly grant: Grant;
}

/** Who a key belongs to. */
export interface AuthenticatedCustomer extends CallingCustomer {
  readonly keyId: string;
  /** First characters of the key in use. */
  readonly apiKeyHint: string;
}

/** Whose a key is; `expired`: nobody's any more, though it is not revoked. Null: nobody's. */
export type KeyOwner = AuthenticatedCustomer | 'expired' | null;

/** What is asked of a new key; null: as its maker has it. */
export interface NewKey {
  readonly name: string | null;
  readonly scopes: readonly CustomerPermission[] | null;
  readonly expiresAtMs: number | null;
}

export type RegisterCustomerResult =
  | { readonly ok: true; readonly customer: CustomerRecord; readonly apiKey: string }
  | { readonly ok: false; readonly refusal: 'email_taken' };

export type CreateKeyResult =
  | { readonly ok: true; readonly key: ApiKeyRecord; readonly apiKey: string }
  | { readonly ok: false; readonly refusal: 'too_many_keys' }
  | Extract<KeyTerms, { readonly ok: false }>;

/** `beyond`: the key may do more than who wants to revoke it. */
export type RevokeKeyResult = RevokeApiKeyOutcome | 'beyond';

/** What the operator changes of a customer; what is left out stays. */
export type CustomerChange = Pick<ChangeCustomer, 'tier' | 'quota' | 'suspended'>;

export interface ChangedCustomer {
  readonly customer: CustomerRecord;
  /** Of a customer who leaves the sandbox: shown once. */
  readonly liveKey: string | null;
}

/** What new customers get. */
export interface CustomerRules extends MoneyRules {
  readonly sandboxLabelQuota: number;
}

/** Customers' accounts: registration and the keys that open the API. */
export class Customers {
  readonly #context: EngineContext;
  readonly #rules: CustomerRules;
  /** Counts what made cached keys wrong: a look-up that was under way then is not kept. */
  #revision = 0;
  /** When keys were last used, since it was last recorded. */
  #uses = new Map<string, number>();
  readonly #known = new LRUCache<
    string,
    { readonly untilMs: number; readonly caller: AuthenticatedCustomer }
  >({ max: keyCacheMax });

  constructor(context: EngineContext, options: CustomerRules) {
    this.#context = context;
    this.#rules = options;
  }

  /** Makes a sandbox customer with a first key, which is in this result alone. The e-mail is unique without regard to case. */
  async register(input: { readonly name: string; readonly email: string }): Promise<RegisterCustomerResult> {
    const { storage, ids, random } = this.#context;
    const apiKey = mintToken('sk_sandbox_', random);
    const customer = this.#sandbox({ ...input, customerId: ids.next('customer') });
    const key = this.#keyRecord(customer.customerId, apiKey);
    const outcome = await storage.customers.register({ customer, emailKey: emailKey(input.email), key });
    return outcome === 'registered'
      ? { ok: true, customer: { ...customer, balance: noBalance }, apiKey }
      : { ok: false, refusal: 'email_taken' };
  }

  /** Makes a sandbox customer without a key, for a person who is to own it. Another customer may have the e-mail. */
  async registerFor(
    input: Pick<CustomerRecord, 'customerId' | 'name' | 'email'>,
  ): Promise<Pick<CustomerRecord, 'customerId'>> {
    const { customers } = this.#context.storage;
    const customer = this.#sandbox(input);
    const { customerId } = customer;
    const outcome = await customers.register({ customer, emailKey: emailKey(input.email), key: null });
    if (outcome === 'email_taken') await customers.register({ customer, emailKey: customerId, key: null });
    return { customerId };
  }

  #sandbox(named: Pick<CustomerRecord, 'customerId' | 'name' | 'email'>): NewCustomer {
    const { sandboxLabelQuota } = this.#rules;
    return {
      ...named,
      tier: 'sandbox',
      quotaTotal: sandboxLabelQuota,
      quotaLeft: sandboxLabelQuota,
      suspended: false,
      createdAtMs: this.#context.clock.nowMs(),
    };
  }

  /** The customer that a raw key belongs to. A mistyped key is refused without a look-up. */
  async authenticate(apiKey: string): Promise<KeyOwner> {
    return isWellFormedToken(apiKey, apiKeyPrefixes) ? this.authenticateHash(tokenHash(apiKey)) : null;
  }

  /** The customer that the raw key with this hash belongs to. */
  async authenticateHash(hash: string): Promise<KeyOwner> {
    const nowMs = this.#context.clock.nowMs();
    const known = this.#known.get(hash);
    if (known !== undefined && known.untilMs > nowMs) return this.#used(known.caller, nowMs);
    const revision = this.#revision;
    const found = await this.#context.storage.customers.byKeyHash(hash);
    if (found === null) return null;
    const { customerId, suspended, tier } = found.customer;
    const { hint, keyId } = found.key;
    const grant = grantOfKey(found.key);
    const caller = { customerId, suspended, tier, keyId, apiKeyHint: hint, grant, may: permissionsOf(grant) };
    if (revision !== this.#revision) return this.#used(caller, nowMs);
    this.#known.set(hash, { untilMs: nowMs + keyCacheMs, caller });
    return this.#used(caller, nowMs);
  }

  #used(caller: AuthenticatedCustomer, nowMs: number): AuthenticatedCustomer | 'expired' {
    const { expiresAtMs } = caller.grant;
    if (expiresAtMs !== null && expiresAtMs <= nowMs) return 'expired';
    if (this.#uses.size < usesWaitingMax || this.#uses.has(caller.keyId)) this.#uses.set(caller.keyId, nowMs);
    return caller;
  }

  /** Records when keys were used, for all since the last time together. What cannot be stored now is stored with a later use. */
  async recordUses(): Promise<void> {
    const uses = [...this.#uses].map(([keyId, atMs]) => ({ keyId, atMs }));
    this.#uses = new Map();
    for (let i = 0; i < uses.length; i += usesPerWrite) {
      await this.#context.storage.customers.recordKeyUses({ uses: uses.slice(i, i + usesPerWrite) });
    }
  }

  /**
   * Makes a further key, live for customers out of the sandbox; the raw key is in this result alone. It may do no more than its
   * maker, nor lives longer.
   */
  async createKey(
    { customerId, grant }: Pick<CallingCustomer, 'customerId' | 'grant'>,
    { name, ...wanted }: NewKey,
  ): Promise<CreateKeyResult> {
    const { storage, random, clock } = this.#context;
    const terms = keyTerms(grant, wanted, clock.nowMs());
    if (!terms.ok) return terms;
    const { scopes, expiresAtMs } = terms.grant;
    const { tier } = await this.current(customerId);
    const apiKey = mintToken(tier === 'sandbox' ? 'sk_sandbox_' : 'sk_live_', random);
    const key: ApiKeyRecord = {
      ...this.#keyRecord(customerId, apiKey),
      ...(name !== null && { name }),
      ...(scopes !== null && { scopes }),
      ...(expiresAtMs !== null && { expiresAtMs }),
    };
    const outcome: AddApiKeyOutcome = await storage.customers.addKey({ key, liveMax: keysMax });
    if (outcome === 'no_customer') throw new Error(`customer ${customerId} has a key but no record`);
    return outcome === 'added' ? { ok: true, key, apiKey } : { ok: false, refusal: 'too_many_keys' };
  }

  /** The keys that are not revoked, the oldest first. */
  keys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    return this.#context.storage.customers.keys(customerId);
  }

  /**
   * Revokes a key that may do no more than who asks: at once in this process, within `keyCacheMs` in others. The last one stays
   * unless people get in without it.
   */
  async revokeKey(
    { customerId, grant }: Pick<CallingCustomer, 'customerId' | 'grant'>,
    keyId: string,
  ): Promise<RevokeKeyResult> {
    const { storage, clock } = this.#context;
    const key = (await this.keys(customerId)).find((one) => one.keyId === keyId);
    if (key !== undefined && !covers(grant, grantOfKey(key))) return 'beyond';
    const outcome = await storage.customers.revokeKey({
      customerId,
      keyId,
      nowMs: clock.nowMs(),
      isLastToo: await hasOwner(storage, customerId),
    });
    this.#forget(customerId);
    return outcome;
  }

  /** One page of all customers, for the operator. */
  list(page: Page): Promise<readonly CustomerRecord[]> {
    return this.#context.storage.customers.list(page);
  }

  /** Any customer, for the operator; null where there is none. */
  find(customerId: string): Promise<CustomerRecord | null> {
    return this.#context.storage.customers.get(customerId);
  }

  /** The operator's change: in force at once in this process, within `keyCacheMs` in others. Null: no such customer. */
  async change(customerId: string, change: CustomerChange): Promise<ChangedCustomer | null> {
    const { storage, ids, random } = this.#context;
    const apiKey = mintToken('sk_live_', random);
    const liveKey = this.#keyRecord(customerId, apiKey);
    const changeId = ids.next('event');
    const outcome = await storage.customers.change({ customerId, changeId, ...change, liveKey });
    this.#forget(customerId);
    if (outcome === null) return null;
    return { customer: outcome.customer, liveKey: outcome.isLiveKeyAdded ? apiKey : null };
  }

  #keyRecord(customerId: string, apiKey: string): ApiKeyRecord {
    const { ids, clock } = this.#context;
    return {
      keyId: ids.next('key'),
      customerId,
      hash: tokenHash(apiKey),
      hint: `${apiKey.slice(0, hintLength)}...`,
      createdAtMs: clock.nowMs(),
    };
  }

  #forget(customerId: string): void {
    this.#revision++;
    for (const [hash, { caller }] of this.#known) {
      if (caller.customerId === customerId) this.#known.delete(hash);
    }
  }

  /** How many more tasks of the usual kind the customer can submit now. */
  async labelQuota(customer: CustomerRecord): Promise<number> {
    const { storage, clock } = this.#context;
    const nowMs = clock.nowMs();
    const hasAllowance = allowanceOf(customer, this.#rules) !== null;
    const sandboxTodaySats = hasAllowance ? await storage.balance.sandboxDay(utcDate(nowMs)) : 0;
    return labelQuota(customer, this.#rules, { sandboxTodaySats, nowMs });
  }

  /** The customer's record as it is now. Throws where there is none: authenticated customers have one. */
  async current(customerId: string): Promise<CustomerRecord> {
    const customer = await this.#context.storage.customers.get(customerId);
    if (customer === null) throw new Error(`customer ${customerId} has a key but no record`);
    return customer;
  }
}
