import type { CustomerRecord } from '@asg/storage';
import type { EngineContext } from '../context.ts';
import { isWellFormedToken, mintToken, tokenHash } from './tokens.ts';

export const apiKeyPrefixes = ['sk_sandbox_', 'sk_live_'] as const;
const hintLength = 7;

/** For so long a key that was looked up is not looked up again: also the delay of a suspension in other processes, ms. */
const keyCacheMs = 1_000;
const keyCacheMax = 10_000;

/** Who a key belongs to. */
export interface AuthenticatedCustomer {
  readonly customerId: string;
  readonly suspended: boolean;
  /** First characters of the key in use. */
  readonly apiKeyHint: string;
}

export type RegisterCustomerResult =
  | { readonly ok: true; readonly customer: CustomerRecord; readonly apiKey: string }
  | { readonly ok: false; readonly refusal: 'email_taken' };

/** Customers' accounts: registration and the keys that open the API. */
export class Customers {
  readonly #context: EngineContext;
  readonly #sandboxLabelQuota: number;
  readonly #known = new Map<string, { readonly untilMs: number; readonly caller: AuthenticatedCustomer }>();

  constructor(context: EngineContext, options: { readonly sandboxLabelQuota: number }) {
    this.#context = context;
    this.#sandboxLabelQuota = options.sandboxLabelQuota;
  }

  /** Makes a sandbox customer with a first key, which is in this result alone. The e-mail is unique without regard to case. */
  async register(input: { readonly name: string; readonly email: string }): Promise<RegisterCustomerResult> {
    const { storage, ids, clock, random } = this.#context;
    const apiKey = mintToken('sk_sandbox_', random);
    const createdAtMs = clock.nowMs();
    const customer: CustomerRecord = {
      customerId: ids.next('customer'),
      name: input.name,
      email: input.email,
      tier: 'sandbox',
      quotaTotal: this.#sandboxLabelQuota,
      quotaLeft: this.#sandboxLabelQuota,
      suspended: false,
      createdAtMs,
    };
    const key = {
      keyId: ids.next('key'),
      customerId: customer.customerId,
      hash: tokenHash(apiKey),
      hint: `${apiKey.slice(0, hintLength)}...`,
      createdAtMs,
    };
    const outcome = await storage.registerCustomer({ customer, emailKey: emailKey(input.email), key });
    return outcome === 'registered' ? { ok: true, customer, apiKey } : { ok: false, refusal: 'email_taken' };
  }

  /** The customer that a raw key belongs to, or null. A mistyped key is refused without a look-up. */
  async authenticate(apiKey: string): Promise<AuthenticatedCustomer | null> {
    if (!isWellFormedToken(apiKey, apiKeyPrefixes)) return null;
    const hash = tokenHash(apiKey);
    const nowMs = this.#context.clock.nowMs();
    const known = this.#known.get(hash);
    if (known !== undefined && known.untilMs > nowMs) return known.caller;
    const found = await this.#context.storage.customerByKeyHash(hash);
    if (found === null) return null;
    const { customerId, suspended } = found.customer;
    const caller = { customerId, suspended, apiKeyHint: found.key.hint };
    if (this.#known.size >= keyCacheMax) this.#known.clear();
    this.#known.set(hash, { untilMs: nowMs + keyCacheMs, caller });
    return caller;
  }

  /** The customer's record as it is now. Throws where there is none: authenticated customers have one. */
  async current(customerId: string): Promise<CustomerRecord> {
    const customer = await this.#context.storage.customer(customerId);
    if (customer === null) throw new Error(`customer ${customerId} has a key but no record`);
    return customer;
  }
}

/** The form of an e-mail address under which it is unique. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}
