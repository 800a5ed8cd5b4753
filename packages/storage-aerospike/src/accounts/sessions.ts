import type { ConsoleSessionRecord } from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

interface Session {
  readonly session: ConsoleSessionRecord;
  readonly isEnded: boolean;
}
export const consoleSessions: Kind<Session> = { name: 'cse', set: 'doc', places: () => [] };

/** Sign-ins to the Console. One that has ended stays ended, however late its opening is sent again. */
export class ConsoleSessions {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async open({ session }: { readonly session: ConsoleSessionRecord }): Promise<void> {
    await this.#records.documents.create(consoleSessions, session.hash, { session, isEnded: false });
  }

  async end(hash: string): Promise<void> {
    await this.#records.documents.change<Session, null>(consoleSessions, hash, (found) =>
      found === null || found.isEnded
        ? { result: null }
        : { state: { ...found, isEnded: true }, result: null },
    );
  }

  async find(hash: string): Promise<ConsoleSessionRecord | null> {
    const found = await this.#records.documents.read(consoleSessions, hash);
    return found === null || found.state.isEnded ? null : found.state.session;
  }
}
