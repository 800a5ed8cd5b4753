import type { DatabaseSync } from 'node:sqlite';
import { type RecordNounName, recordNouns, type StorageWriter } from '@asg/storage';
import { CustomerWriter } from '../accounts/customers.ts';
import { SessionWriter } from '../accounts/sessions.ts';
import { WorkerWriter } from '../accounts/workers.ts';
import { BalanceWriter } from '../balance/balance.ts';
import { Purses } from '../balance/purses.ts';
import { BillingWriter, UsageTable } from '../billing/write.ts';
import { WordTable } from '../compact/words.ts';
import { EventTable, EventWriter } from '../events/events.ts';
import { SpaceWriter } from '../file/space.ts';
import { JobWriter } from '../jobs/write.ts';
import { HeldCoinTable } from '../payouts/held-coins.ts';
import { Ledger } from '../payouts/ledger.ts';
import { PaymailDeliveryTable, PaymailWriter } from '../payouts/paymail.ts';
import { CarriedTable, PayoutWriter } from '../payouts/write.ts';
import { RecordWriter } from '../records/write.ts';
import { RewriteWriter } from '../rewriting/rewrite.ts';
import { SpentCoins } from '../settlement/coins.ts';
import { LaneTable, LaneWriter } from '../settlement/lanes.ts';
import { Reservations } from '../settlement/reservations.ts';
import { SettlementWriter } from '../settlement/write.ts';
import { TaskTable } from '../tasks/task-table.ts';
import { TaskWriter } from '../tasks/write.ts';
import { AppealWriter } from '../trust/appeals.ts';
import { GoldTable, GoldWriter } from '../trust/gold.ts';
import { ModelTable } from '../trust/model-table.ts';
import { TrustTable } from '../trust/trust-table.ts';
import { DeliveryWriter } from '../webhooks/deliveries.ts';
import { QueueClasses } from '../work/queue-classes.ts';
import { Sequence } from '../work/sequence.ts';
import { WorkWriter } from '../work/write.ts';

/** Who carries out the writes of each noun, in the thread that writes. */
export const writers = {
  tasks: TaskWriter,
  work: WorkWriter,
  customers: CustomerWriter,
  workers: WorkerWriter,
  sessions: SessionWriter,
  jobs: JobWriter,
  events: EventWriter,
  deliveries: DeliveryWriter,
  settlement: SettlementWriter,
  lanes: LaneWriter,
  payouts: PayoutWriter,
  paymail: PaymailWriter,
  balance: BalanceWriter,
  billing: BillingWriter,
  gold: GoldWriter,
  appeals: AppealWriter,
  records: RecordWriter,
  space: SpaceWriter,
  rewriting: RewriteWriter,
} satisfies Record<Exclude<keyof StorageWriter, RecordNounName> | 'records' | 'space' | 'rewriting', unknown>;

export type WrittenNoun = keyof typeof writers;
export type Writers = { readonly [Noun in WrittenNoun]: InstanceType<(typeof writers)[Noun]> };

/** The writers on the one connection that writes. What they keep in memory is reloaded after a rollback. */
export function writersOn(db: DatabaseSync): Writers & { beforeCommit(): void; afterRollback(): void } {
  const words = new WordTable(db);
  const sequence = new Sequence(db, 'queue');
  const classes = new QueueClasses(db);
  const trust = new TrustTable(db);
  const gold = new GoldTable(db, trust);
  const models = new ModelTable(db);
  const events = new EventTable(db, words);
  const workers = new WorkerWriter(db, trust);
  const deliveries = new DeliveryWriter(db);
  const purses = new Purses(db, events);
  const tasks = new TaskTable(db, { words, sequence, classes, events, trust, gold, models, purses });
  const records = new RecordWriter(db, recordNouns);
  const lanes = new LaneTable(db);
  const reservations = new Reservations(db, tasks);
  const settlement = new SettlementWriter(db, {
    tasks,
    lanes,
    reservations,
    ledger: new Ledger(db),
    carried: new CarriedTable(db),
    usage: new UsageTable(db),
    coins: new SpentCoins(db),
    heldCoins: new HeldCoinTable(db),
    records,
    paymailDeliveries: new PaymailDeliveryTable(db),
  });
  return {
    tasks: new TaskWriter(db, purses, tasks),
    work: new WorkWriter(db, { tasks, classes, trust, gold, models, purses }),
    customers: new CustomerWriter(db),
    workers,
    sessions: new SessionWriter(db),
    jobs: new JobWriter(db, events),
    events: new EventWriter(db, deliveries),
    deliveries,
    settlement,
    lanes: new LaneWriter(lanes, reservations),
    payouts: new PayoutWriter(db),
    paymail: new PaymailWriter(db),
    balance: new BalanceWriter(db, purses),
    billing: new BillingWriter(db),
    gold: new GoldWriter(db, gold),
    appeals: new AppealWriter(db, tasks, workers),
    records,
    space: new SpaceWriter(db),
    rewriting: new RewriteWriter(db, words, tasks.orders),
    beforeCommit: () => {
      purses.flush();
      tasks.flush();
      trust.flush();
      models.flush();
    },
    afterRollback: () => {
      purses.afterRollback();
      tasks.afterRollback();
      trust.afterRollback();
      words.afterRollback();
      sequence.afterRollback();
      models.afterRollback();
      classes.load();
    },
  };
}
