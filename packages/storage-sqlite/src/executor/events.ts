import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Task } from '@asg/domain';
import { type EventRecord, eventOf, type FlatStorage, type JobRecord, jobEventOf } from '@asg/storage';
import type { DeliveryTable } from './webhooks.ts';

/** The customers' events, written with the change of the task or job that they tell of. */
export class EventTable {
  readonly #insert: StatementSync;
  readonly #dispatched: StatementSync;

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(
      'insert into event (id, customer_id, task_id, type, at) values (?, ?, ?, ?, ?) on conflict (id) do nothing',
    );
    this.#dispatched = db.prepare('update event set dispatched = 1 where id = ? and dispatched = 0');
  }

  /** Records what the change of a task amounts to, if it is an event. */
  changed(before: Task, after: Task): void {
    if (before.state === after.state) return;
    this.#record(eventOf(after));
  }

  /** The same for the change of a job. */
  jobChanged(before: JobRecord, after: JobRecord): void {
    if (before.status !== after.status) this.#record(jobEventOf(after));
  }

  #record(event: EventRecord | null): void {
    if (event === null) return;
    const { eventId, customerId, taskId, jobId, type, atMs } = event;
    // The column was named when tasks alone had events.
    this.#insert.run(eventId, customerId, taskId ?? jobId, type, atMs);
  }

  dispatch(events: Parameters<FlatStorage['dispatchEvents']>[0], deliveries: DeliveryTable): void {
    for (const event of events) {
      for (const delivery of event.deliveries) deliveries.add(delivery);
      this.#dispatched.run(event.eventId);
    }
  }
}
