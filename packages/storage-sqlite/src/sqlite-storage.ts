import type { DatabaseSync } from 'node:sqlite';
import type {
  AcquireLane,
  AddApiKey,
  AddApiKeyOutcome,
  AdvanceSettlement,
  ChangeCustomer,
  ChangeCustomerOutcome,
  HoldLane,
  LaneRecord,
  NoteSettlement,
  PaymailAttempt,
  Registration,
  RevokeApiKey,
  RevokeApiKeyOutcome,
  SetWorkerStatus,
  WorkerRecord,
} from '@asg/domain';
import * as port from '@asg/storage';
import { openRows } from './executor/intake.ts';
import type { GroupCommit } from './group-commit.ts';
import { SqliteReader } from './reader.ts';

/** After a full disk so much must be free again: the log grows by as much before it is folded into the file. */
const spareBytes = 8 * 1024 ** 2;

/** What `openSqliteStorage` puts together. */
export interface SqliteParts {
  readonly reads: DatabaseSync;
  readonly writes: GroupCommit;
  /** On the disk of the file. */
  readonly freeBytes: () => number;
  /** Closes the connection that reads, where it is not the one that writes. */
  readonly closeReads: () => void;
  /** Lets others have the file. */
  readonly release: () => void;
}

/** The port on SQLite: writes go through the group commit, reads straight to the file. */
export class SqliteFlat extends SqliteReader implements port.FlatStorage {
  readonly #writes: GroupCommit;
  readonly #freeBytes: () => number;
  readonly #closeReads: () => void;
  readonly #release: () => void;
  #closed: Promise<void> | null = null;

  constructor({ reads, writes, freeBytes, closeReads, release }: SqliteParts) {
    super(reads);
    this.#writes = writes;
    this.#freeBytes = freeBytes;
    this.#closeReads = closeReads;
    this.#release = release;
  }

  override async ping(): Promise<void> {
    await super.ping();
    const { trouble } = this.#writes;
    // Elsewhere in a damaged file a write may succeed: that says nothing.
    if (trouble?.trouble === 'damaged') throw trouble;
    // A small write may fit where the next large one does not.
    if (trouble?.trouble === 'full' && this.#freeBytes() < spareBytes) throw trouble;
    if (trouble !== null) await this.#writes.probe();
  }

  /** Derived data is written by the transaction of its change, so there is never anything to restore. */
  async sweep(_request: {
    readonly nowMs: number;
    readonly limit: number;
  }): Promise<{ readonly repaired: number }> {
    return { repaired: 0 };
  }

  /** Takes no more writes, waits for those under way, lets go of the file: it alone is the whole database then. */
  close(): Promise<void> {
    this.#closed ??= this.#close().finally(this.#release);
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#writes.drain();
    // The last to close folds the log into the file, and a connection that only reads cannot.
    this.#closeReads();
    await this.#writes.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  registerCustomer(request: port.RegisterCustomer): Promise<Registration> {
    return this.#writes.submit('registerCustomer', request);
  }
  async openTasks(request: port.OpenTasks): Promise<port.OpenTasksOutcome> {
    return this.#writes.submit('openTasks', openRows(request));
  }
  changeTasks(changes: Argument<'changeTasks'>): Result<'changeTasks'> {
    return this.#writes.submit('changeTasks', changes);
  }
  cancelTask(request: Argument<'cancelTask'>): Result<'cancelTask'> {
    return this.#writes.submit('cancelTask', request);
  }
  leaseWork(request: port.ClaimWork): Promise<port.ClaimWorkOutcome> {
    return this.#writes.submit('leaseWork', request);
  }
  lapseTasks(request: Argument<'lapseTasks'>): Result<'lapseTasks'> {
    return this.#writes.submit('lapseTasks', request);
  }
  registerWorker(request: Argument<'registerWorker'>): Result<'registerWorker'> {
    return this.#writes.submit('registerWorker', request);
  }
  openSession(session: port.SessionRecord): Promise<void> {
    return this.#writes.submit('openSession', session);
  }
  endSession(hash: string): Promise<void> {
    return this.#writes.submit('endSession', hash);
  }
  changeWorker(request: Argument<'changeWorker'>): Result<'changeWorker'> {
    return this.#writes.submit('changeWorker', request);
  }
  addApiKey(request: AddApiKey): Promise<AddApiKeyOutcome> {
    return this.#writes.submit('addApiKey', request);
  }
  revokeApiKey(request: RevokeApiKey): Promise<RevokeApiKeyOutcome> {
    return this.#writes.submit('revokeApiKey', request);
  }
  recordKeyUses(request: Argument<'recordKeyUses'>): Promise<void> {
    return this.#writes.submit('recordKeyUses', request);
  }

  openConsoleSession(request: Argument<'openConsoleSession'>): Promise<void> {
    return this.#writes.submit('openConsoleSession', request);
  }
  endConsoleSession(hash: string): Promise<void> {
    return this.#writes.submit('endConsoleSession', hash);
  }
  changeCustomer(request: ChangeCustomer): Promise<ChangeCustomerOutcome | null> {
    return this.#writes.submit('changeCustomer', request);
  }
  setWorkerStatus(request: SetWorkerStatus): Promise<WorkerRecord | null> {
    return this.#writes.submit('setWorkerStatus', request);
  }
  saveJob(job: port.JobRecord): Result<'saveJob'> {
    return this.#writes.submit('saveJob', job);
  }
  rejectLines(request: Argument<'rejectLines'>): Promise<void> {
    return this.#writes.submit('rejectLines', request);
  }

  keepLines(request: Argument<'keepLines'>): Promise<void> {
    return this.#writes.submit('keepLines', request);
  }
  dispatchEvents(events: Argument<'dispatchEvents'>): Promise<void> {
    return this.#writes.submit('dispatchEvents', events);
  }
  addWebhook(request: Argument<'addWebhook'>): Result<'addWebhook'> {
    return this.#writes.submit('addWebhook', request);
  }
  changeWebhook(request: Argument<'changeWebhook'>): Result<'changeWebhook'> {
    return this.#writes.submit('changeWebhook', request);
  }
  removeWebhook(request: Argument<'removeWebhook'>): Promise<boolean> {
    return this.#writes.submit('removeWebhook', request);
  }
  addDelivery(delivery: port.DeliveryRecord): Promise<void> {
    return this.#writes.submit('addDelivery', delivery);
  }
  recordAttempt(request: port.RecordAttempt): Result<'recordAttempt'> {
    return this.#writes.submit('recordAttempt', request);
  }
  replayDelivery(request: Argument<'replayDelivery'>): Result<'replayDelivery'> {
    return this.#writes.submit('replayDelivery', request);
  }
  addGold(items: readonly port.GoldRecord[]): Promise<void> {
    return this.#writes.submit('addGold', items);
  }
  retireGold(request: Argument<'retireGold'>): Result<'retireGold'> {
    return this.#writes.submit('retireGold', request);
  }
  openAppeal(request: port.OpenAppeal): Promise<port.OpenAppealOutcome> {
    return this.#writes.submit('openAppeal', request);
  }
  answerAppeal(request: port.AnswerAppeal): Promise<port.AppealRecord | null> {
    return this.#writes.submit('answerAppeal', request);
  }
  holdLease(request: port.HoldLeadership): Promise<port.LeadershipRecord | null> {
    return this.#writes.submit('holdLease', request);
  }
  acquireLane(request: AcquireLane): Promise<LaneRecord | null> {
    return this.#writes.submit('acquireLane', request);
  }
  holdLane(request: HoldLane): Promise<'held' | 'fenced'> {
    return this.#writes.submit('holdLane', request);
  }
  async reserveForSettlement(request: port.ReserveForSettlement): Result<'reserveForSettlement'> {
    const taskIds = await this.#writes.submit('reserveForSettlement', request);
    if (taskIds === 'fenced') return taskIds;
    return (await this.tasks(taskIds)).filter((task) => task !== null);
  }
  storeSettlement(request: Argument<'storeSettlement'>): Promise<port.StoreSettlementOutcome> {
    return this.#writes.submit('storeSettlement', request);
  }
  reviveSettlement(request: port.ReviveSettlement): Promise<port.ReviveSettlementOutcome> {
    return this.#writes.submit('reviveSettlement', request);
  }
  releaseReservation(settlementId: string): Promise<void> {
    return this.#writes.submit('releaseReservation', settlementId);
  }
  advanceSettlement(request: AdvanceSettlement): Promise<port.AdvanceSettlementOutcome> {
    return this.#writes.submit('advanceSettlement', request);
  }
  noteSettlement(request: NoteSettlement): Promise<void> {
    return this.#writes.submit('noteSettlement', request);
  }
  setCarriedDue(request: Parameters<port.FlatStorage['setCarriedDue']>[0]): Promise<void> {
    return this.#writes.submit('setCarriedDue', request);
  }
  requestTreasuryMove(move: port.TreasuryMove): Promise<void> {
    return this.#writes.submit('requestTreasuryMove', move);
  }
  refuseTreasuryMove(request: { settlementId: string; refusal: string }): Promise<void> {
    return this.#writes.submit('refuseTreasuryMove', request);
  }
  saveHeaderWindow(window: port.HeaderWindow): Promise<void> {
    return this.#writes.submit('saveHeaderWindow', window);
  }
  recordPaymailAttempt(attempt: PaymailAttempt): Result<'recordPaymailAttempt'> {
    return this.#writes.submit('recordPaymailAttempt', attempt);
  }
  closeMonth(request: Argument<'closeMonth'>): Promise<void> {
    return this.#writes.submit('closeMonth', request);
  }
}

type Argument<Name extends keyof port.FlatWriter> = Parameters<port.FlatWriter[Name]>[0];
type Result<Name extends keyof port.FlatWriter> = ReturnType<port.FlatWriter[Name]>;

export type SqliteStorage = port.Storage & { close(): Promise<void> };

export function sqliteStorage(parts: SqliteParts): SqliteStorage {
  const flat = new SqliteFlat(parts);
  return {
    ...port.nounsOf(flat),
    ping: () => flat.ping(),
    sweep: (request) => flat.sweep(request),
    close: () => flat.close(),
    [Symbol.asyncDispose]: () => flat.close(),
  };
}
