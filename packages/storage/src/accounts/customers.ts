import type {
  AddApiKey,
  AddApiKeyOutcome,
  ApiKeyRecord,
  ChangeCustomer,
  ChangeCustomerOutcome,
  CustomerErasure,
  CustomerRecord,
  NewCustomer,
  Registration,
  RevokeApiKey,
  RevokeApiKeyOutcome,
} from '@asg/domain';
import type { Page } from '../page.ts';

export interface CustomerReader {
  get(customerId: string): Promise<CustomerRecord | null>;
  byEmail(emailKey: string): Promise<CustomerRecord | null>;
  byKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null>;
  /** The keys that are in force, the oldest first. A customer has a bounded number of them. */
  keys(customerId: string): Promise<readonly ApiKeyRecord[]>;
  list(page: Page): Promise<readonly CustomerRecord[]>;
}

/** Keys belong to their customer's record: that there are not too many, and never none, is decided there. */
export interface CustomerWriter {
  register(request: RegisterCustomer): Promise<Registration>;
  /** Null where there is no such customer. */
  change(request: ChangeCustomer): Promise<ChangeCustomerOutcome | null>;
  addKey(request: AddApiKey): Promise<AddApiKeyOutcome>;
  /** The key opens nothing any more. The last one of a customer stays, unless the request says otherwise. */
  revokeKey(request: RevokeApiKey): Promise<RevokeApiKeyOutcome>;
  /** As `erasedCustomer`; nobody finds it by its e-mail any more, so that another may have that. Null where there is no such customer. */
  erase(request: {
    readonly customerId: string;
    readonly erasure: CustomerErasure;
  }): Promise<CustomerRecord | null>;
  /** Keys that were used, each with the time; an earlier time than the one known changes nothing. */
  recordKeyUses(request: { readonly uses: readonly KeyUse[] }): Promise<void>;
}

export interface CustomerStore extends CustomerReader, CustomerWriter {}

export interface RegisterCustomer {
  readonly customer: NewCustomer;
  /** Lower-cased e-mail: unique among customers. */
  readonly emailKey: string;
  /** Null: people of theirs get in without one. */
  readonly key: ApiKeyRecord | null;
}

export interface KeyUse {
  readonly keyId: string;
  readonly atMs: number;
}
