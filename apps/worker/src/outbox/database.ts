import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxEntry } from './entry.ts';

interface Schema extends DBSchema {
  entries: { key: string; value: OutboxEntry; indexes: { byWorker: [string, number] } };
}

/** Entries of one look at most. */
const entriesMax = 100;

/** The entries on this device that the server has not answered yet. They survive a reload and a restart. */
export class OutboxDatabase {
  readonly #open: Promise<IDBPDatabase<Schema>>;

  constructor(name: string) {
    this.#open = openDB<Schema>(name, 1, {
      upgrade(database) {
        const store = database.createObjectStore('entries', { keyPath: 'assignmentId' });
        store.createIndex('byWorker', ['workerId', 'atMs']);
      },
    });
    this.#open.catch(() => {}); // Each use reports it.
  }

  async add(entry: OutboxEntry): Promise<void> {
    await (await this.#open).put('entries', entry);
  }

  /** The oldest first. */
  async waiting(workerId: string): Promise<readonly OutboxEntry[]> {
    const range = IDBKeyRange.bound([workerId, 0], [workerId, Number.MAX_SAFE_INTEGER]);
    return (await this.#open).getAllFromIndex('entries', 'byWorker', range, entriesMax);
  }

  async remove(assignmentIds: readonly string[]): Promise<void> {
    const change = (await this.#open).transaction('entries', 'readwrite');
    await Promise.all([...assignmentIds.map((id) => change.store.delete(id)), change.done]);
  }
}
