import type { WorkerRecord } from '@asg/domain';
import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';
import { workers } from './workers.ts';

interface Session<Opened> {
  readonly session: Opened;
  readonly isEnded: boolean;
}
export const sessions: Kind<Session<port.SessionRecord>> = { name: 'ses', set: 'doc', places: () => [] };
export const consoleSessions: Kind<Session<port.ConsoleSessionRecord>> = {
  name: 'cse',
  set: 'doc',
  places: () => [],
};

/** Sign-ins of workers and to the Console. One that has ended stays ended, however late its opening is sent again. */
export class SessionStore implements port.SessionStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async ofWorker(hash: string): Promise<{ session: port.SessionRecord; worker: WorkerRecord } | null> {
    const session = await this.#open(sessions, hash);
    if (session === null) return null;
    const worker = await this.#records.documents.read(workers, session.workerId);
    return worker === null ? null : { session, worker: worker.state };
  }

  async ofConsole(hash: string): Promise<port.ConsoleSessionRecord | null> {
    return this.#open(consoleSessions, hash);
  }

  async openWorker(session: port.SessionRecord): Promise<void> {
    await this.#records.documents.create(sessions, session.hash, { session, isEnded: false });
  }

  async endWorker(hash: string): Promise<void> {
    await this.#end(sessions, hash);
  }

  async openConsole({ session }: { readonly session: port.ConsoleSessionRecord }): Promise<void> {
    await this.#records.documents.create(consoleSessions, session.hash, { session, isEnded: false });
  }

  async endConsole(hash: string): Promise<void> {
    await this.#end(consoleSessions, hash);
  }

  async #open<Opened>(kind: Kind<Session<Opened>>, hash: string): Promise<Opened | null> {
    const found = await this.#records.documents.read(kind, hash);
    return found === null || found.state.isEnded ? null : found.state.session;
  }

  async #end<Opened>(kind: Kind<Session<Opened>>, hash: string): Promise<void> {
    await this.#records.documents.change<Session<Opened>, null>(kind, hash, (found) =>
      found === null || found.isEnded
        ? { result: null }
        : { state: { ...found, isEnded: true }, result: null },
    );
  }
}
