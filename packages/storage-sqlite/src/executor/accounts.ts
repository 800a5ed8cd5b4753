import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { type SetWorkerStatus, type WorkerRecord, workerInStatus } from '@asg/domain';
import type {
  AddApiKey,
  AddApiKeyOutcome,
  ApiKeyRecord,
  ChangeCustomer,
  ChangeCustomerOutcome,
  CustomerRecord,
  KeyUse,
  RevokeApiKey,
  RevokeApiKeyOutcome,
} from '@asg/storage';
import { type CustomerRow, customerOf } from './customers.ts';
import type { TrustTable } from './trust.ts';

/** Changes of a customer that are remembered. */
const changesMax = 32;

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
    this.#keyByHash = db.prepare('select 1 from api_key where hash = ?');
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
    if (this.#keyByHash.get(key.hash) !== undefined) return 'added';
    if (this.#customer.get(key.customerId) === undefined) return 'no_customer';
    if (this.#liveKeys(key.customerId) >= liveMax) return 'too_many';
    this.#insert(key);
    return 'added';
  }

  revokeKey({ customerId, keyId, nowMs }: RevokeApiKey): RevokeApiKeyOutcome {
    const row = this.#keyById.get(keyId) as { customer_id: string; revoked_at: number | null } | undefined;
    if (row?.customer_id !== customerId) return 'not_found';
    if (row.revoked_at !== null) return 'revoked';
    if (this.#liveKeys(customerId) === 1) return 'last_key';
    this.#revokeKey.run(nowMs, keyId);
    return 'revoked';
  }

  recordKeyUses({ uses }: { readonly uses: readonly KeyUse[] }): void {
    for (const { keyId, atMs } of uses) this.#useKey.run(atMs, keyId);
  }

  changeCustomer(request: ChangeCustomer): ChangeCustomerOutcome | null {
    const { customerId, changeId, liveKey } = request;
    const row = this.#customer.get(customerId) as (CustomerRow & { changes: string | null }) | undefined;
    if (row === undefined) return null;
    const before = customerOf(row);
    const changes = JSON.parse(row.changes ?? '[]') as readonly string[];
    if (changes.includes(changeId)) {
      const isLiveKeyAdded = liveKey !== undefined && this.#keyByHash.get(liveKey.hash) !== undefined;
      return { customer: before, isLiveKeyAdded };
    }
    const customer = changed(before, request);
    const remembered = JSON.stringify([...changes, changeId].slice(-changesMax));
    this.#updateCustomer.run(customer.quotaLeft, JSON.stringify(customer), remembered, customerId);
    const isLiveKeyAdded = liveKey !== undefined && before.tier === 'sandbox' && customer.tier !== 'sandbox';
    if (isLiveKeyAdded) this.#insert(liveKey);
    return { customer, isLiveKeyAdded };
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

  #liveKeys(customerId: string): number {
    return (this.#countKeys.get(customerId) as { count: number }).count;
  }

  #insert(key: ApiKeyRecord): void {
    this.#insertKey.run(key.hash, key.customerId, JSON.stringify(key));
  }
}

/** Quota that is granted or taken away counts in the total too: what was used stays the difference. */
function changed(customer: CustomerRecord, { tier, quota, suspended }: ChangeCustomer): CustomerRecord {
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
