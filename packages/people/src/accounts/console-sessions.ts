import { createHmac } from 'node:crypto';
import type { EngineContext } from '../context.ts';
import { isWellFormedToken, mintToken, tokenHash } from '../sign-in/tokens.ts';
import type { Customers, KeyOwner } from './customers.ts';

/** What a session of the Console opens. */
export type ConsoleRole = 'customer' | 'operator';

export interface ConsoleSession {
  /** Shown once; only its hash is kept. */
  readonly token: string;
  readonly expiresAtMs: number;
}

const prefixes: Readonly<Record<ConsoleRole, string>> = { customer: 'cst_', operator: 'ost_' };
const hourMs = 3_600_000;
const lifeMs: Readonly<Record<ConsoleRole, number>> = { customer: 7 * 24 * hourMs, operator: 12 * hourMs };

/**
 * Sign-ins to the Console. A session never outlives what it was opened with: that a key is revoked, its customer
 * suspended, or the admin token another, is found at the next request.
 */
export class ConsoleSessions {
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'random'>;
  readonly #customers: Pick<Customers, 'authenticateHash'>;
  readonly #adminToken: string | null;

  /** `adminToken` null: there is no operator access. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'random'>,
    parts: { readonly customers: Pick<Customers, 'authenticateHash'>; readonly adminToken: string | null },
  ) {
    this.#context = context;
    this.#customers = parts.customers;
    this.#adminToken = parts.adminToken;
  }

  /** For a key that was found to be in force. */
  openForKey(apiKey: string): Promise<ConsoleSession> {
    return this.#open('customer', () => tokenHash(apiKey));
  }

  /** For someone who was found to have the admin token. */
  openForOperator(adminToken: string): Promise<ConsoleSession> {
    return this.#open('operator', (token) => operatorProof(token, adminToken));
  }

  /** The customer of a live session, suspended or not; null where it opens nothing. */
  async customer(token: string): Promise<KeyOwner> {
    const proof = await this.#proof('customer', token);
    return proof === null ? null : this.#customers.authenticateHash(proof);
  }

  async isOperator(token: string): Promise<boolean> {
    if (this.#adminToken === null) return false;
    return (await this.#proof('operator', token)) === operatorProof(token, this.#adminToken);
  }

  async end(token: string): Promise<void> {
    await this.#context.storage.sessions.endConsole(tokenHash(token));
  }

  async #open(role: ConsoleRole, proofOf: (token: string) => string): Promise<ConsoleSession> {
    const { storage, clock, random } = this.#context;
    const token = mintToken(prefixes[role], random);
    const nowMs = clock.nowMs();
    const expiresAtMs = nowMs + lifeMs[role];
    const session = { hash: tokenHash(token), proof: proofOf(token), expiresAtMs };
    await storage.sessions.openConsole({ session, nowMs });
    return { token, expiresAtMs };
  }

  /** What a live session of that role was opened with. */
  async #proof(role: ConsoleRole, token: string): Promise<string | null> {
    if (!isWellFormedToken(token, [prefixes[role]])) return null;
    const session = await this.#context.storage.sessions.ofConsole(tokenHash(token));
    return session !== null && session.expiresAtMs > this.#context.clock.nowMs() ? session.proof : null;
  }
}

/** Reveals nothing about the admin token, which may be a weak one, to somebody who has the store but not the session. */
function operatorProof(token: string, adminToken: string): string {
  return createHmac('sha256', token).update(adminToken).digest('hex');
}
