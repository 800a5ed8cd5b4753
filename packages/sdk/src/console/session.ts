import { type ConnectionOptions, connectionOf } from '../connection.ts';
import type { ConsoleSession, EndConsoleSessionQuery, OpenConsoleSession } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** The session of a page: the gateway keeps it in a cookie, which the page's other clients then carry. For browsers. */
export class ASGConsoleSession {
  readonly #transport: Transport;

  constructor(options: ConnectionOptions = {}) {
    this.#transport = connectionOf(options, null);
  }

  open(credentials: OpenConsoleSession, { signal }: CallOptions = {}): Promise<ConsoleSession> {
    return this.#transport.json({ method: 'POST', path: '/v1/console/session', body: credentials, signal });
  }

  /** Who is signed in. */
  get({ signal }: CallOptions = {}): Promise<ConsoleSession> {
    return this.#transport.get('/v1/console/session', { signal });
  }

  end(query: EndConsoleSessionQuery = {}, { signal }: CallOptions = {}): Promise<void> {
    const path = '/v1/console/session';
    return this.#transport.json({ method: 'DELETE', path, query, repeatable: true, signal });
  }
}
