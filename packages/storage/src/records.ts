import type { Coin, PayeeSum, Sats, SettlementState, TaskCost } from '@asg/domain';

/** The stored shapes. Times are Unix milliseconds, money is satoshis, ids are those of the API. */

export type Tier = 'sandbox' | 'growth' | 'scale' | 'enterprise';

export interface CustomerRecord {
  readonly customerId: string;
  readonly name: string;
  readonly email: string;
  readonly tier: Tier;
  readonly quotaTotal: number;
  readonly quotaLeft: number;
  readonly suspended: boolean;
  readonly createdAtMs: number;
}

export interface ApiKeyRecord {
  readonly keyId: string;
  readonly customerId: string;
  /** SHA-256 of the raw key, hex. The raw key is never stored. */
  readonly hash: string;
  /** First characters, for people to tell keys apart. */
  readonly hint: string;
  /** What its owner calls it. */
  readonly name?: string;
  readonly createdAtMs: number;
}

export interface BatchRecord {
  readonly batchId: string;
  readonly customerId: string;
  /** In the order of submission. */
  readonly taskIds: readonly string[];
  readonly createdAtMs: number;
}

export interface WorkerProfile {
  readonly displayName: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** BCP 47, lower case. */
  readonly primaryLanguage: string;
  readonly languages: readonly string[];
}

export interface WorkerRecord {
  readonly workerId: string;
  readonly email: string;
  /** PHC string: algorithm, parameters, salt and hash. */
  readonly passwordHash: string;
  readonly status: 'active' | 'suspended';
  /** Why and since when, for the worker to read; there while the worker is suspended. */
  readonly suspension?: { readonly reason: string; readonly atMs: number };
  readonly profile: WorkerProfile | null;
  /** P2PKH address to be paid at; null: an address held for the worker. */
  readonly payoutAddress: string | null;
  readonly createdAtMs: number;
}

export interface WorkerTotals {
  readonly labels: number;
  readonly paidLabels: number;
  readonly paidSats: Sats;
  /** Earned, below the minimum, goes with the next batch. */
  readonly carriedSats: Sats;
}

export interface SessionRecord {
  /** SHA-256 of the token, hex. */
  readonly hash: string;
  readonly workerId: string;
  readonly expiresAtMs: number;
}

/** One payment to one worker. */
export interface EarningRecord {
  readonly settlementId: string;
  readonly txid: string;
  readonly labels: number;
  readonly earnedSats: Sats;
  readonly paidSats: Sats;
  readonly atMs: number;
}

/** A batch's transaction, stored whole before anything is sent. */
export interface SettlementRecord {
  readonly settlementId: string;
  readonly laneId: string;
  readonly state: SettlementState;
  readonly inputs: readonly Coin[];
  readonly tasks: readonly TaskCost[];
  readonly payees: readonly (PayeeSum & { readonly lockingScript: string })[];
  readonly feeSats: Sats;
  readonly feeScript: string | null;
  /** Paid to miners, by the operator. */
  readonly minerFeeSats: Sats;
  /** Merkle root of the commitment, hex. */
  readonly root: string;
  readonly txid: string;
  readonly raw: string;
  readonly extended: string;
  readonly change: Coin;
  readonly createdAtMs: number;
  readonly seenAtMs: number | null;
  /** What the network said last, when it was not a plain yes. */
  readonly note: string | null;
}

/** A chain of treasury coins, each the change of the one before. One settler at a time holds it. */
export interface LaneRecord {
  readonly laneId: string;
  readonly coin: Coin | null;
  /** Fencing token: grows with every acquisition; a write under an older one is refused. */
  readonly token: number;
  readonly holder: string | null;
  readonly heldUntilMs: number;
  /** The settlement that made `coin`; null: the coin came from outside. */
  readonly settlementId: string | null;
}
