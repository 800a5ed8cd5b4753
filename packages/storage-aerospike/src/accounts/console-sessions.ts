import type { ConsoleSessionRecord } from '@asg/storage';
import type { Kind } from '../keeping/document.ts';
import type { Keeper } from '../keeping/keeper.ts';

interface Session {
  readonly session: ConsoleSessionRecord;
  readonly isEnded: boolean;
}
export const consoleSessions: Kind<Session> = { name: 'cse', set: 'doc', places: () => [] };

/** Sign-ins to the Console. One that has ended stays ended, however late its opening is sent again. */
export class ConsoleSessions {
  readonly #keeper: Keeper;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  async open({ session }: { readonly session: ConsoleSessionRecord }): Promise<void> {
    await this.#keeper.documents.create(consoleSessions, session.hash, { session, isEnded: false });
  }

  async end(hash: string): Promise<void> {
    await this.#keeper.documents.change<Session, null>(consoleSessions, hash, (found) =>
      found === null || found.isEnded
        ? { result: null }
        : { state: { ...found, isEnded: true }, result: null },
    );
  }

  async find(hash: string): Promise<ConsoleSessionRecord | null> {
    const found = await this.#keeper.documents.read(consoleSessions, hash);
    return found === null || found.state.isEnded ? null : found.state.session;
  }
}
