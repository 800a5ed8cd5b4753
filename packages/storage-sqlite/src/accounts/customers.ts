import type { DatabaseSync } from 'node:sqlite';
import {
  type AddApiKey,
  type AddApiKeyOutcome,
  type ApiKeyRecord,
  additionOf,
  type BalanceSums,
  balanceOf,
  type ChangeCustomer,
  type ChangeCustomerOutcome,
  type CustomerErasure,
  type CustomerRecord,
  changedCustomer,
  erasedCustomer,
  type KeyStanding,
  type NewCustomer,
  type Registration,
  type RevokeApiKey,
  type RevokeApiKeyOutcome,
  registrationOf,
  revocationOf,
  withLastUse,
} from '@asg/domain';
import type * as port from '@asg/storage';
import { balanceColumns } from '../balance/sums.ts';
import { before, parsed, Query, type RecordRow, type Statement, statement } from '../sql.ts';
import type { Sync } from '../writing/sync.ts';

/** The columns a customer is made of. */
interface CustomerRow extends RecordRow, BalanceSums {
  readonly quota_left: number;
  readonly day: string;
  readonly daySats: number;
}

const customerColumns = `quota_left, ${balanceColumns}, day, day_sats as daySats, customer.record as record`;

function customerOf(row: CustomerRow): CustomerRecord {
  const { day: date, daySats } = row;
  return {
    ...parsed<NewCustomer>(row.record),
    quotaLeft: row.quota_left,
    balance: balanceOf(row),
    ...(date !== '' && { reservedDay: { date, sats: daySats } }),
  };
}

/** Reads customers and their keys. */
export class CustomerReader implements port.CustomerReader {
  readonly #one: Query<CustomerRow>;
  readonly #byEmail: Query<CustomerRow>;
  readonly #byKey: Query<CustomerRow & { readonly key_record: string }>;
  readonly #keys: Query<RecordRow & { readonly usedAtMs: number | null }>;
  readonly #page: Query<CustomerRow>;

  constructor(db: DatabaseSync) {
    this.#one = new Query(db, `select ${customerColumns} from customer where id = ?`);
    this.#byEmail = new Query(db, `select ${customerColumns} from customer where email_key = ?`);
    this.#byKey = new Query(
      db,
      `select key.record as key_record, ${customerColumns}
       from api_key as key join customer on customer.id = key.customer_id where key.hash = ? and key.revoked_at is null`,
    );
    this.#keys = new Query(
      db,
      'select record, used_at as usedAtMs from api_key where customer_id = ? and revoked_at is null order by key_id',
    );
    this.#page = new Query(
      db,
      `select ${customerColumns} from customer where ${before('id', '?1')} order by id desc limit ?2`,
    );
  }

  async get(customerId: string): Promise<CustomerRecord | null> {
    const row = this.#one.get(customerId);
    return row === undefined ? null : customerOf(row);
  }

  async byEmail(emailKey: string): Promise<CustomerRecord | null> {
    const row = this.#byEmail.get(emailKey);
    return row === undefined ? null : customerOf(row);
  }

  async byKeyHash(hash: string): Promise<{ customer: CustomerRecord; key: ApiKeyRecord } | null> {
    const row = this.#byKey.get(hash);
    return row === undefined ? null : { customer: customerOf(row), key: parsed(row.key_record) };
  }

  async keys(customerId: string): Promise<readonly ApiKeyRecord[]> {
    return this.#keys
      .all(customerId)
      .map(({ record, usedAtMs }) => withLastUse(parsed<ApiKeyRecord>(record), usedAtMs));
  }

  async list({ limit, before }: port.Page): Promise<readonly CustomerRecord[]> {
    return this.#page.all(before, limit).map(customerOf);
  }
}

/** Customers and their keys, and what the operator changes of them. */
export class CustomerWriter implements Sync<port.CustomerWriter> {
  readonly #byEmail: Statement<{ readonly id: string }>;
  readonly #insert: Statement;
  readonly #customer: Statement<CustomerRow & { readonly changes: string | null }>;
  readonly #update: Statement;
  readonly #erase: Statement;
  readonly #eraseKeys: Statement;
  readonly #keyByHash: Statement<KeyRow>;
  readonly #keyById: Statement<KeyRow & { readonly customer_id: string }>;
  readonly #keys: Statement<RecordRow>;
  readonly #insertKey: Statement;
  readonly #revokeKey: Statement;
  readonly #useKey: Statement;

  constructor(db: DatabaseSync) {
    this.#byEmail = statement(db, 'select id from customer where email_key = ?');
    this.#insert = statement(
      db,
      'insert into customer (id, email_key, quota_left, record) values (?, ?, ?, ?)',
    );
    this.#customer = statement(db, `select ${customerColumns}, changes from customer where id = ?`);
    this.#update = statement(db, 'update customer set quota_left = ?, record = ?, changes = ? where id = ?');
    this.#erase = statement(db, 'update customer set email_key = id, record = ? where id = ?');
    this.#eraseKeys = statement(db, 'delete from api_key where customer_id = ?');
    this.#keyByHash = statement(db, 'select revoked_at from api_key where hash = ?');
    this.#keyById = statement(db, 'select customer_id, revoked_at from api_key where key_id = ?');
    this.#keys = statement(db, 'select record from api_key where customer_id = ? and revoked_at is null');
    this.#insertKey = statement(db, 'insert into api_key (hash, customer_id, record) values (?, ?, ?)');
    this.#revokeKey = statement(db, 'update api_key set revoked_at = ? where key_id = ?');
    this.#useKey = statement(
      db,
      'update api_key set used_at = max(coalesce(used_at, 0), ?) where key_id = ?',
    );
  }

  register({ customer, emailKey, key }: port.RegisterCustomer): Registration {
    const owner = this.#byEmail.get(emailKey);
    if (owner !== undefined) return registrationOf(customer.customerId, owner.id);
    this.#insert.run(customer.customerId, emailKey, customer.quotaLeft, JSON.stringify(customer));
    if (key !== null) this.#addKey(key);
    return 'registered';
  }

  addKey({ key, liveMax }: AddApiKey): AddApiKeyOutcome {
    if (this.#customer.get(key.customerId) === undefined) return 'no_customer';
    const addition = additionOf(this.#standingOf(key), this.#liveKeys(key.customerId).length, liveMax);
    if (addition !== 'add') return addition;
    this.#addKey(key);
    return 'added';
  }

  revokeKey(request: RevokeApiKey): RevokeApiKeyOutcome {
    const { customerId, keyId, nowMs } = request;
    const row = this.#keyById.get(keyId);
    const own = row?.customer_id === customerId ? row : undefined;
    const revocation = revocationOf(standingIn(own), request, this.#liveKeys(customerId));
    if (revocation !== 'revoke') return revocation;
    this.#revokeKey.run(nowMs, keyId);
    return 'revoked';
  }

  erase({
    customerId,
    erasure,
  }: {
    readonly customerId: string;
    readonly erasure: CustomerErasure;
  }): CustomerRecord | null {
    const row = this.#customer.get(customerId);
    if (row === undefined) return null;
    const before = customerOf(row);
    const after = erasedCustomer(before, erasure);
    const { balance: _, reservedDay: __, ...customer } = after;
    // No e-mail is an id, so that nobody wants that one.
    if (after !== before) this.#erase.run(JSON.stringify(customer), customerId);
    if (after.leftAtMs !== undefined) this.#eraseKeys.run(customerId);
    return after;
  }

  recordKeyUses({ uses }: { readonly uses: readonly port.KeyUse[] }): void {
    for (const { keyId, atMs } of uses) this.#useKey.run(atMs, keyId);
  }

  change(request: ChangeCustomer): ChangeCustomerOutcome | null {
    const { customerId, liveKey } = request;
    const row = this.#customer.get(customerId);
    if (row === undefined) return null;
    const before = { customer: customerOf(row), changes: parsed<string[]>(row.changes ?? '[]') };
    const standing = liveKey === undefined ? 'unknown' : this.#standingOf(liveKey);
    const { after, addedKey, outcome } = changedCustomer(before, request, standing);
    if (after !== null) {
      const { balance: _, reservedDay: __, ...customer } = after.customer;
      const { changes } = after;
      this.#update.run(customer.quotaLeft, JSON.stringify(customer), JSON.stringify(changes), customerId);
    }
    if (addedKey !== null) this.#addKey(addedKey);
    return outcome;
  }

  #standingOf({ hash }: ApiKeyRecord): KeyStanding {
    return standingIn(this.#keyByHash.get(hash));
  }

  #liveKeys(customerId: string): readonly ApiKeyRecord[] {
    return this.#keys.all(customerId).map(({ record }) => parsed<ApiKeyRecord>(record));
  }

  #addKey(key: ApiKeyRecord): void {
    this.#insertKey.run(key.hash, key.customerId, JSON.stringify(key));
  }
}

interface KeyRow {
  readonly revoked_at: number | null;
}

function standingIn(row: KeyRow | undefined): KeyStanding {
  if (row === undefined) return 'unknown';
  return row.revoked_at === null ? 'live' : 'revoked';
}
