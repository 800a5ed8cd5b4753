import type * as port from '@asg/storage';
import type { Kind } from '../records/document.ts';
import type { RecordStore } from '../records/record-store.ts';

interface Session {
  readonly session: port.ConsoleSessionRecord;
  readonly isEnded: boolean;
}
export const consoleSessions: Kind<Session> = { name: 'cse', set: 'doc', places: () => [] };

/** Sign-ins to the Console. One that has ended stays ended, however late its opening is sent again. */
export class SessionStore implements port.SessionStore {
  readonly #records: RecordStore;

  constructor(records: RecordStore) {
    this.#records = records;
  }

  async ofConsole(hash: string): Promise<port.ConsoleSessionRecord | null> {
    const found = await this.#records.documents.read(consoleSessions, hash);
    return found === null || found.state.isEnded ? null : found.state.session;
  }

  async openConsole({ session }: { readonly session: port.ConsoleSessionRecord }): Promise<void> {
    await this.#records.documents.create(consoleSessions, session.hash, { session, isEnded: false });
  }

  async endConsole(hash: string): Promise<void> {
    await this.#records.documents.change<Session, null>(consoleSessions, hash, (found) =>
      found === null || found.isEnded
        ? { result: null }
        : { state: { ...found, isEnded: true }, result: null },
    );
  }
}
