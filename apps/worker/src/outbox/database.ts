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

  /** Which of them are still there; these are on their way from now on: no tab can take them back. */
  async letGo(assignmentIds: readonly string[]): Promise<ReadonlySet<string>> {
    const change = (await this.#open).transaction('entries', 'readwrite');
    const entries = await Promise.all(assignmentIds.map((id) => change.store.get(id)));
    const there = entries.filter((entry) => entry !== undefined);
    await Promise.all([...there.map((entry) => change.store.put({ ...entry, leavesAtMs: 0 })), change.done]);
    return new Set(there.map(({ assignmentId }) => assignmentId));
  }

  /** Forgets it; false, and nothing changes: it is on its way. */
  async takeBack(assignmentId: string): Promise<boolean> {
    const change = (await this.#open).transaction('entries', 'readwrite');
    const isOnItsWay = (await change.store.get(assignmentId))?.leavesAtMs === 0;
    if (!isOnItsWay) await change.store.delete(assignmentId);
    await change.done;
    return !isOnItsWay;
  }

  async remove(assignmentIds: readonly string[]): Promise<void> {
    const change = (await this.#open).transaction('entries', 'readwrite');
    await Promise.all([...assignmentIds.map((id) => change.store.delete(id)), change.done]);
  }
}
