import {
  type ApiKeyRecord,
  type Coin,
  encodeUlid,
  type IdKind,
  idPrefixes,
  type PayoutRules,
  payableLabels,
  planPayouts,
  type Sats,
  type SettlementRecord,
  sats,
  type Task,
  type TaskOrder,
  type TxOutput,
  type WorkerRecord,
} from '@asg/domain';
import type { RegisterCustomer } from '../accounts/customers.ts';

/** The moment at which every story of the suite begins, Unix ms. */
export const startMs = 1_750_000_000_000;

/** Ids that are unique, valid, sorted, and the same in every run. */
export class IdSource {
  #count = 0;

  /** The next id of this kind. */
  next(kind: IdKind): string {
    return idPrefixes[kind] + encodeUlid(startMs, this.#digits(16));
  }

  /** The next claim nonce: 6 Crockford digits. */
  nonce(): string {
    return encodeUlid(startMs, this.#digits(16)).slice(-6);
  }

  /** The next 64 hex digits. */
  hash(): string {
    this.#count++;
    return this.#count.toString(16).padStart(64, '0');
  }

  #digits(length: number): Uint8Array {
    const digits = new Uint8Array(length);
    let rest = ++this.#count;
    for (let i = length - 1; rest > 0; i--, rest = Math.floor(rest / 32)) digits[i] = rest % 32;
    return digits;
  }
}

/** A valid order for three labels out of `cat`, `dog` and `bird`. */
export function anOrder(ids: IdSource, customerId: string, change: Partial<TaskOrder> = {}): TaskOrder {
  return {
    taskId: ids.next('task'),
    customerId,
    batchId: null,
    jobId: null,
    type: 'image_classification',
    dataUrl: 'https://example.com/cat.jpg',
    labelSpec: { question: 'What is it?', options: ['cat', 'dog', 'bird'] },
    consensus: { policy: 'threshold', threshold: 3, earlyStop: false, maxLabels: 7 },
    language: null,
    priority: 5,
    metadata: { row: 1 },
    callbackUrl: null,
    createdAtMs: startMs,
    expiresAtMs: null,
    salt: '00112233445566778899aabbccddeeff',
    ...change,
  };
}

export function aCustomer(ids: IdSource, quota: number): RegisterCustomer & { readonly key: ApiKeyRecord } {
  const customerId = ids.next('customer');
  const email = `${customerId}@example.com`;
  return {
    customer: {
      customerId,
      name: 'Ada',
      email,
      tier: 'sandbox',
      quotaTotal: quota,
      quotaLeft: quota,
      suspended: false,
      createdAtMs: startMs,
    },
    emailKey: email.toLowerCase(),
    key: { keyId: ids.next('key'), customerId, hash: ids.hash(), hint: 'asg_test_ab', createdAtMs: startMs },
  };
}

export function aWorker(ids: IdSource): { worker: WorkerRecord; emailKey: string } {
  const workerId = ids.next('worker');
  const email = `${workerId}@example.com`;
  return {
    worker: {
      workerId,
      email,
      passwordHash: '$scrypt$ln=15,r=8,p=1$c2FsdA$aGFzaA',
      status: 'active',
      profile: null,
      payout: null,
      createdAtMs: startMs,
    },
    emailKey: email.toLowerCase(),
  };
}

export function aCoin(ids: IdSource, satoshis = 1_000_000): Coin {
  return { txid: ids.hash(), vout: 0, satoshis: sats(satoshis), lockingScript: '76a914' };
}

export const payoutRules: PayoutRules = { payoutSats: sats(325), feePercent: 0, payoutMinSats: sats(200) };

function payeeOutputs(paidSats: Sats): readonly TxOutput[] {
  return paidSats === 0 ? [] : [{ satoshis: paidSats, lockingScript: '76a914' }];
}

/** What a settler would store for these tasks, but for the bytes of the transaction. */
export function aSettlement(
  ids: IdSource,
  tasks: readonly Task[],
  made: { settlementId: string; laneId: string; coin: Coin; replaces?: string },
  carried: ReadonlyMap<string, Sats> = new Map(),
  rules = payoutRules,
): SettlementRecord {
  const payable = tasks.map((task) => ({
    taskId: task.taskId,
    workerIds: payableLabels(task).map((label) => label.workerId),
    ...(task.cover !== undefined && { cover: task.cover }),
  }));
  const plan = planPayouts(payable, carried, rules);
  const txid = ids.hash();
  return {
    settlementId: made.settlementId,
    laneId: made.laneId,
    lanePosition: 1,
    purpose: 'payment',
    state: 'signed',
    inputs: [made.coin],
    tasks: plan.tasks,
    payees: plan.payees.map((payee) => ({ ...payee, outputs: payeeOutputs(payee.paidSats) })),
    outputs: [],
    feeSats: plan.feeSats,
    feeScript: null,
    minerFeeSats: sats(50),
    root: ids.hash(),
    txid,
    raw: '0100',
    extended: '010000000000ef',
    change: { txid, vout: 1, satoshis: sats(900_000), lockingScript: '76a914' },
    replaces: made.replaces ?? null,
    createdAtMs: startMs,
    seenAtMs: null,
    note: null,
    proof: null,
    replacedBy: null,
  };
}
