import type { DatabaseSync, StatementSync } from 'node:sqlite';
import {
  type AddApiKey,
  type AddApiKeyOutcome,
  type ApiKeyRecord,
  additionOf,
  type ChangeCustomer,
  type ChangeCustomerOutcome,
  changedCustomer,
  type KeyStanding,
  type RevokeApiKey,
  type RevokeApiKeyOutcome,
  revocationOf,
  type SetWorkerStatus,
  type WorkerRecord,
  workerInStatus,
} from '@asg/domain';
import type { KeyUse } from '@asg/storage';
import { type CustomerRow, customerOf } from './customers.ts';
import type { TrustTable } from './trust.ts';

/** Keys, and what the operator changes of customers and workers. */
export class Accounts {
  readonly #trust: TrustTable;
  readonly #customer: StatementSync;
  readonly #updateCustomer: StatementSync;
  readonly #keyByHash: StatementSync;
  readonly #keyById: StatementSync;
  readonly #countKeys: StatementSync;
  readonly #insertKey: StatementSync;
  readonly #revokeKey: StatementSync;
  readonly #useKey: StatementSync;
  readonly #worker: StatementSync;
  readonly #updateWorker: StatementSync;

  constructor(db: DatabaseSync, trust: TrustTable) {
    this.#trust = trust;
    this.#customer = db.prepare('select quota_left, record, changes from customer where id = ?');
    this.#updateCustomer = db.prepare(
      'update customer set quota_left = ?, record = ?, changes = ? where id = ?',
    );
    this.#keyByHash = db.prepare('select revoked_at from api_key where hash = ?');
    this.#keyById = db.prepare('select customer_id, revoked_at from api_key where key_id = ?');
    this.#countKeys = db.prepare(
      'select count(*) as count from api_key where customer_id = ? and revoked_at is null',
    );
    this.#insertKey = db.prepare('insert into api_key (hash, customer_id, record) values (?, ?, ?)');
    this.#revokeKey = db.prepare('update api_key set revoked_at = ? where key_id = ?');
    this.#useKey = db.prepare('update api_key set used_at = max(coalesce(used_at, 0), ?) where key_id = ?');
    this.#worker = db.prepare('select record from worker where id = ?');
    this.#updateWorker = db.prepare('update worker set record = ? where id = ?');
  }

  addKey({ key, liveMax }: AddApiKey): AddApiKeyOutcome {
    if (this.#customer.get(key.customerId) === undefined) return 'no_customer';
    const addition = additionOf(this.#standingOf(key), this.#liveKeys(key.customerId), liveMax);
    if (addition !== 'add') return addition;
    this.#insert(key);
    return 'added';
  }

  revokeKey({ customerId, keyId, nowMs }: RevokeApiKey): RevokeApiKeyOutcome {
    const row = this.#keyById.get(keyId);
    const own = row?.customer_id === customerId ? row : undefined;
    const revocation = revocationOf(standingIn(own), this.#liveKeys(customerId));
    if (revocation !== 'revoke') return revocation;
    this.#revokeKey.run(nowMs, keyId);
    return 'revoked';
  }

  recordKeyUses({ uses }: { readonly uses: readonly KeyUse[] }): void {
    for (const { keyId, atMs } of uses) this.#useKey.run(atMs, keyId);
  }

  changeCustomer(request: ChangeCustomer): ChangeCustomerOutcome | null {
    const { customerId, liveKey } = request;
    const row = this.#customer.get(customerId) as (CustomerRow & { changes: string | null }) | undefined;
    if (row === undefined) return null;
    const before = { customer: customerOf(row), changes: JSON.parse(row.changes ?? '[]') as string[] };
    const standing = liveKey === undefined ? 'unknown' : this.#standingOf(liveKey);
    const { after, addedKey, outcome } = changedCustomer(before, request, standing);
    if (after !== null) {
      const { customer, changes } = after;
      this.#updateCustomer.run(
        customer.quotaLeft,
        JSON.stringify(customer),
        JSON.stringify(changes),
        customerId,
      );
    }
    if (addedKey !== null) this.#insert(addedKey);
    return outcome;
  }

  /** `sinceMs`: only lifts the suspension that began then. */
  setWorkerStatus({
    workerId,
    suspension,
    sinceMs,
  }: SetWorkerStatus & { readonly sinceMs?: number }): WorkerRecord | null {
    const row = this.#worker.get(workerId) as { record: string } | undefined;
    if (row === undefined) return null;
    const before = JSON.parse(row.record) as WorkerRecord;
    const { worker, isReinstated } = workerInStatus(before, suspension, sinceMs);
    if (isReinstated) this.#trust.forget(workerId);
    if (worker !== before) this.#updateWorker.run(JSON.stringify(worker), workerId);
    return worker;
  }

  #standingOf({ hash }: ApiKeyRecord): KeyStanding {
    return standingIn(this.#keyByHash.get(hash));
  }

  #liveKeys(customerId: string): number {
    return (this.#countKeys.get(customerId) as { count: number }).count;
  }

  #insert(key: ApiKeyRecord): void {
    this.#insertKey.run(key.hash, key.customerId, JSON.stringify(key));
  }
}

function standingIn(row: ReturnType<StatementSync['get']>): KeyStanding {
  if (row === undefined) return 'unknown';
  return row.revoked_at === null ? 'live' : 'revoked';
}
