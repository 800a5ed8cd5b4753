import type {
  AddApiKey,
  AddApiKeyOutcome,
  ApiKeyRecord,
  ChangeCustomer,
  ChangeCustomerOutcome,
  CustomerRecord,
  RevokeApiKey,
  RevokeApiKeyOutcome,
  SettlementState,
  SetWorkerStatus,
  WorkerRecord,
} from '@asg/domain';
import type { ConsoleSessionRecord } from './records.ts';

/** A page of a list that is sorted by id, the newest first. */
export interface Page {
  readonly limit: number;
  /** The last id of the page before; null: the first page. */
  readonly before: string | null;
}

export interface AccountsReader {
  /** The keys that are in force, the oldest first. A customer has a bounded number of them. */
  apiKeys(customerId: string): Promise<readonly ApiKeyRecord[]>;
  /** Null where there is none; one past its expiry may still be there, or not. */
  consoleSession(hash: string): Promise<ConsoleSessionRecord | null>;
  customers(page: Page): Promise<readonly CustomerRecord[]>;
  workers(page: Page): Promise<readonly WorkerRecord[]>;
  /** Settlements in one state, or in any. */
  settlements(page: Page & { readonly state: SettlementState | null }): Promise<readonly SettlementSummary[]>;
}

/** Keys belong to their customer's record: that there are not too many, and never none, is decided there. */
export interface AccountsWriter {
  addApiKey(request: AddApiKey): Promise<AddApiKeyOutcome>;
  /** The key opens nothing any more. The last one of a customer stays. */
  revokeApiKey(request: RevokeApiKey): Promise<RevokeApiKeyOutcome>;
  /** Keys that were used, each with the time; an earlier time than the one known changes nothing. */
  recordKeyUses(request: { readonly uses: readonly KeyUse[] }): Promise<void>;
  openConsoleSession(request: {
    readonly session: ConsoleSessionRecord;
    readonly nowMs: number;
  }): Promise<void>;
  endConsoleSession(hash: string): Promise<void>;
  /** Null where there is no such customer. */
  changeCustomer(request: ChangeCustomer): Promise<ChangeCustomerOutcome | null>;
  /** Null where there is no such worker. */
  setWorkerStatus(request: SetWorkerStatus): Promise<WorkerRecord | null>;
}

export interface KeyUse {
  readonly keyId: string;
  readonly atMs: number;
}

/** A settlement without its transaction and its long lists. */
export interface SettlementSummary {
  readonly settlementId: string;
  readonly state: SettlementState;
  readonly txid: string;
  readonly taskCount: number;
  readonly minerFeeSats: number;
  readonly createdAtMs: number;
  readonly seenAtMs: number | null;
  readonly note: string | null;
}
