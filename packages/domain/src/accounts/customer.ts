import type { Balance, SpendLimits } from '../balance/balance.ts';
import type { Tier } from '../names.ts';
import type { ApiKeyRecord, KeyStanding } from './api-key.ts';

export interface CustomerRecord {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly tier: Tier;
  readonly quotaTotal: number;
  readonly quotaLeft: number;
  readonly suspended: boolean;
  readonly createdAtMs: number;
  /** Changes with the customer's tasks and entries, never by a change of this record. */
  readonly balance: Balance;
  /** Not there: the customer set none. */
  readonly limits?: SpendLimits;
  /** When what is personal of it was erased; not there: it was not. */
  readonly leftAtMs?: number;
  /** The last UTC day (YYYY-MM-DD) on which something was reserved, and how much on that day. Not there: nothing ever was. */
  readonly reservedDay?: { readonly date: string; readonly sats: number };
}
/** Of a customer who is about to register: with no money yet. */
export type NewCustomer = Omit<CustomerRecord, 'balance' | 'reservedDay'>;

export interface ChangeCustomer {
  readonly customerId: string;
  /** Names the change. The last 32 of a customer are remembered. */
  readonly changeId: string;
  readonly tier?: Tier;
  /** `set`: tasks that can still be submitted from now on. `add`: so many more. */
  readonly quota?: { readonly set: number } | { readonly add: number };
  readonly suspended?: boolean;
  readonly limits?: SpendLimits;
  /** Added if the change takes the customer out of the sandbox. */
  readonly liveKey?: ApiKeyRecord;
}
export interface ChangeCustomerOutcome {
  readonly customer: CustomerRecord;
  readonly isLiveKeyAdded: boolean;
}

/** A customer and the ids of the changes that are remembered, the latest last. */
export interface RememberedCustomer {
  readonly customer: CustomerRecord;
  readonly changes: readonly string[];
}

const changesMax = 32;

/**
 * What the change makes of a customer; `after` null: it was made before. `addedKey`: to be stored with it.
 * `liveKeyStanding`: of the request's live key, where it has one.
 */
export function changedCustomer(
  before: RememberedCustomer,
  request: ChangeCustomer,
  liveKeyStanding: KeyStanding,
): {
  readonly after: RememberedCustomer | null;
  readonly addedKey: ApiKeyRecord | null;
  readonly outcome: ChangeCustomerOutcome;
} {
  const { changeId, liveKey } = request;
  if (before.changes.includes(changeId)) {
    const isLiveKeyAdded = liveKey !== undefined && liveKeyStanding !== 'unknown';
    return { after: null, addedKey: null, outcome: { customer: before.customer, isLiveKeyAdded } };
  }
  const customer = withChange(before.customer, request);
  const isLeaving = before.customer.tier === 'sandbox' && customer.tier !== 'sandbox';
  const addedKey = isLeaving ? (liveKey ?? null) : null;
  return {
    after: { customer, changes: [...before.changes, changeId].slice(-changesMax) },
    addedKey,
    outcome: { customer, isLiveKeyAdded: addedKey !== null },
  };
}

/** Quota that is granted or taken away counts in the total too: what was used stays the difference. */
function withChange(
  customer: CustomerRecord,
  { tier, quota, suspended, limits }: ChangeCustomer,
): CustomerRecord {
  const { quotaLeft, quotaTotal } = customer;
  const wanted =
    quota === undefined ? quotaLeft : 'set' in quota ? quota.set : Math.max(0, quotaLeft + quota.add);
  return {
    ...customer,
    tier: tier ?? customer.tier,
    suspended: suspended ?? customer.suspended,
    ...(limits !== undefined && { limits }),
    quotaLeft: wanted,
    quotaTotal: quotaTotal + wanted - quotaLeft,
  };
}

/** What is forgotten of a customer; id, money and what it may do stay. */
export type CustomerErasure =
  /** The e-mail with this key, and another is shown in its place, by which nobody finds the customer. */
  | { readonly erase: 'email'; readonly emailKey: string; readonly instead: string }
  /** All that is personal, with every key: nobody calls for it any more. */
  | { readonly erase: 'all'; readonly atMs: number };

/** The very same where nothing is to be forgotten any more. */
export function erasedCustomer<C extends NewCustomer>(customer: C, erasure: CustomerErasure): C {
  if (customer.leftAtMs !== undefined) return customer;
  if (erasure.erase === 'all')
    return { ...customer, name: '', email: '', suspended: true, leftAtMs: erasure.atMs };
  return emailKeyOf(customer) === erasure.emailKey ? { ...customer, email: erasure.instead } : customer;
}

/** As e-mails are compared. */
export const emailKeyOf = ({ email }: Pick<CustomerRecord, 'email'>): string => email.trim().toLowerCase();

/** `email_taken`: another account has the e-mail. */
export type Registration = 'registered' | 'email_taken';

/** Of a customer or a worker, where the e-mail is that of the account `ownerId`. The same account registers again. */
export function registrationOf(accountId: string, ownerId: string): Registration {
  return ownerId === accountId ? 'registered' : 'email_taken';
}
