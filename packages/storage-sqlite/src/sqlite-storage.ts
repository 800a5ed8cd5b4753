import type { DatabaseSync } from 'node:sqlite';
import type { ClaimWork } from '@asg/domain';
import type * as port from '@asg/storage';
import { WithRecords } from '@asg/storage';
import { CustomerReader } from './accounts/customers.ts';
import { SessionReader } from './accounts/sessions.ts';
import { WorkerReader } from './accounts/workers.ts';
import { BalanceReader } from './balance/balance.ts';
import { BillingReader } from './billing/read.ts';
import { readWords } from './compact/words.ts';
import { EventReader } from './events/events.ts';
import { JobReader } from './jobs/read.ts';
import { PaymailReader } from './payouts/paymail.ts';
import { PayoutReader } from './payouts/read.ts';
import { recordKeeper } from './records/keeper.ts';
import { LaneReader } from './settlement/lanes.ts';
import { SettlementReader } from './settlement/read.ts';
import { Query } from './sql.ts';
import { StatsReader } from './stats/read.ts';
import { asAsked, openedAsAsked, openRows } from './tasks/open-rows.ts';
import { unpackOutcomes, unpackTasks } from './tasks/packed.ts';
import { TaskReader } from './tasks/read.ts';
import { AppealReader } from './trust/appeals.ts';
import { GoldReader } from './trust/gold-reader.ts';
import { ModelReader } from './trust/models.ts';
import { TrustReader } from './trust/trust.ts';
import { DeliveryReader } from './webhooks/deliveries.ts';
import { WorkReader } from './work/read.ts';
import type { GroupCommit } from './writing/group-commit.ts';

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
  /** Why what earlier versions deleted may stand in free pages of the file; null: it does not. */
  readonly unscrubbed: string | null;
}

/** The port on SQLite: writes go through the group commit, reads straight to the file. They see every acknowledged write. */
export class SqliteStorage extends WithRecords implements port.Storage {
  readonly #parts: SqliteParts;
  readonly #one: Query<unknown>;
  #closed: Promise<void> | null = null;
  readonly tasks: port.TaskStore;
  readonly work: port.WorkStore;
  readonly customers: port.CustomerStore;
  readonly workers: port.WorkerStore;
  readonly sessions: port.SessionStore;
  readonly jobs: port.JobStore;
  readonly events: port.EventStore;
  readonly deliveries: port.DeliveryStore;
  readonly settlement: port.SettlementStore;
  readonly lanes: port.LaneStore;
  readonly payouts: port.PayoutStore;
  readonly paymail: port.PaymailStore;
  readonly balance: port.BalanceStore;
  readonly billing: port.BillingStore;
  readonly stats: port.StatsReader;
  readonly trust: port.TrustReader;
  readonly gold: port.GoldStore;
  readonly appeals: port.AppealStore;
  readonly models: port.ModelReader;

  constructor(parts: SqliteParts) {
    const { reads: db, writes } = parts;
    const { writers: remote } = writes;
    super(recordKeeper(db, remote.records));
    this.#parts = parts;
    const words = readWords(db);
    this.#one = new Query(db, 'select 1');
    const tasks = new TaskReader(db, words);
    this.tasks = Object.assign(tasks, remote.tasks, {
      open: async (request: port.OpenTasks) => {
        const outcome = await remote.tasks.open(openRows(request));
        return outcome === asAsked ? openedAsAsked(request) : outcome;
      },
      change: async (changes: readonly port.TaskChange[]) =>
        unpackOutcomes(await remote.tasks.change(JSON.stringify(changes)), words),
      // Mostly nothing is due: then nothing is committed.
      lapse: async (request: Parameters<port.TaskStore['lapse']>[0]) =>
        tasks.areLapsesDue(request.nowMs) ? remote.tasks.lapse(request) : { examined: 0, closed: [] },
    });
    this.work = Object.assign(new WorkReader(db, words), remote.work, {
      claim: async (request: ClaimWork) => {
        const { tasks, ...outcome } = await remote.work.claim(JSON.stringify(request));
        return { ...outcome, tasks: unpackTasks(tasks, words) };
      },
    });
    this.customers = Object.assign(new CustomerReader(db), remote.customers);
    this.workers = Object.assign(new WorkerReader(db, words), remote.workers);
    this.sessions = Object.assign(new SessionReader(db), remote.sessions);
    this.jobs = Object.assign(new JobReader(db), remote.jobs);
    this.events = Object.assign(new EventReader(db, words), remote.events);
    this.deliveries = Object.assign(new DeliveryReader(db), remote.deliveries);
    this.settlement = Object.assign(new SettlementReader(db), remote.settlement, {
      reserve: async (request: port.ReserveForSettlement) => {
        const taskIds = await remote.settlement.reserve(request);
        if (taskIds === 'fenced') return taskIds;
        return (await tasks.many(taskIds)).filter((task) => task !== null);
      },
    });
    this.lanes = Object.assign(new LaneReader(db), remote.lanes);
    this.payouts = Object.assign(new PayoutReader(db), remote.payouts);
    this.paymail = Object.assign(new PaymailReader(db), remote.paymail);
    this.balance = Object.assign(new BalanceReader(db), remote.balance);
    this.billing = Object.assign(new BillingReader(db), remote.billing);
    this.stats = new StatsReader(db);
    this.trust = new TrustReader(db);
    this.gold = Object.assign(new GoldReader(db), remote.gold);
    this.appeals = Object.assign(new AppealReader(db), remote.appeals);
    this.models = new ModelReader(db);
  }

  async ping(): Promise<void> {
    this.#one.get();
    const { writes, freeBytes } = this.#parts;
    const { trouble } = writes;
    // Elsewhere in a damaged file a write may succeed: that says nothing.
    if (trouble?.trouble === 'damaged') throw trouble;
    // A small write may fit where the next large one does not.
    if (trouble?.trouble === 'full' && freeBytes() < spareBytes) throw trouble;
    if (trouble !== null) await writes.probe();
  }

  /** Has `listener` called after each commit that somebody may have work because of. */
  onWritten(listener: () => void): void {
    this.#parts.writes.onWritten = listener;
  }

  /** Gives back memory that is not needed while nothing happens. */
  giveBack(): void {
    this.#parts.writes.giveBack();
  }

  /** Why what earlier versions deleted may stand in free pages of the file; null: it does not. */
  get unscrubbed(): string | null {
    return this.#parts.unscrubbed;
  }

  scrub(): Promise<void> {
    return this.#parts.writes.fold();
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
    this.#closed ??= this.#close().finally(this.#parts.release);
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { writes, closeReads } = this.#parts;
    await writes.drain();
    // The last to close folds the log into the file, and a connection that only reads cannot.
    closeReads();
    await writes.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
