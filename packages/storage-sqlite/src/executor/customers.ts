import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type CustomerRecord, type Registration, registrationOf } from '@asg/domain';
import type { RegisterCustomer } from '@asg/storage';

/** Customers, their keys and their quota. */
export class CustomerTable {
  readonly #byEmail: StatementSync;
  readonly #insert: StatementSync;
  readonly #insertKey: StatementSync;
  readonly #quota: StatementSync;
  readonly #addQuota: StatementSync;

  constructor(db: DatabaseSync) {
    this.#byEmail = db.prepare('select id from customer where email_key = ?');
    this.#insert = db.prepare('insert into customer (id, email_key, quota_left, record) values (?, ?, ?, ?)');
    this.#insertKey = db.prepare('insert into api_key (hash, customer_id, record) values (?, ?, ?)');
    this.#quota = db.prepare('select quota_left from customer where id = ?');
    this.#addQuota = db.prepare('update customer set quota_left = quota_left + ? where id = ?');
  }

  register({ customer, emailKey, key }: RegisterCustomer): Registration {
    const owner = this.#byEmail.get(emailKey) as { id: string } | undefined;
    if (owner !== undefined) return registrationOf(customer.customerId, owner.id);
    this.#insert.run(customer.customerId, emailKey, customer.quotaLeft, JSON.stringify(customer));
    this.#insertKey.run(key.hash, key.customerId, JSON.stringify(key));
    return 'registered';
  }

  /** Throws if there is no such customer: whoever asks has authenticated one. */
  quotaLeft(customerId: string): number {
    const row = this.#quota.get(customerId) as Pick<CustomerRow, 'quota_left'> | undefined;
    if (row === undefined) throw new Error(`no customer ${customerId}`);
    return row.quota_left;
  }

  /** Adds to the quota; a negative count takes from it, and the schema refuses to go below zero. */
  addQuota(customerId: string, count: number): void {
    this.#addQuota.run(count, customerId);
  }
}

/** The columns a customer is made of. */
export interface CustomerRow {
  readonly quota_left: number;
  readonly record: string;
}

export function customerOf(row: CustomerRow): CustomerRecord {
  return { ...(JSON.parse(row.record) as CustomerRecord), quotaLeft: row.quota_left };
}
