import type { ChangeEmail, ChangePassword, ConfirmedEmail, ResetPassword, Sessions } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** What people do about their own way in: password, e-mail, sessions. The same for workers and for people of the Console. */
export abstract class OwnAccount {
  readonly #transport: Transport;
  /** What the paths begin with. */
  readonly #home: string;

  constructor(transport: Transport, home: string) {
    this.#transport = transport;
    this.#home = home;
  }

  /** A mail with a link goes to the account of this e-mail, if there is one: the answer does not tell. */
  async forgotPassword(email: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `${this.#home}/password/forgot`;
    await this.#transport.json({ method: 'POST', path, body: { email }, signal });
  }

  /** By what stands behind the # of the link in that mail. Ends every session. */
  async resetPassword(reset: ResetPassword, { signal }: CallOptions = {}): Promise<void> {
    const path = `${this.#home}/password/reset`;
    await this.#transport.json({ method: 'POST', path, body: reset, signal });
  }

  /** Ends every session but this one. 403 where the current password is another one. */
  async changePassword(change: ChangePassword, { signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({ method: 'PUT', path: `${this.#home}/me/password`, body: change, signal });
  }

  /** A link goes to the new e-mail; once it is followed, the account has it. */
  async changeEmail(change: ChangeEmail, { signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({ method: 'PUT', path: `${this.#home}/me/email`, body: change, signal });
  }

  /** By what stands behind the # of a link that was sent to an e-mail: it is theirs. */
  confirmEmail(token: string, { signal }: CallOptions = {}): Promise<ConfirmedEmail> {
    const path = `${this.#home}/email/confirm`;
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** Where this person is logged in, the newest first. */
  async sessions({ signal }: CallOptions = {}): Promise<Sessions['data']> {
    return (await this.#transport.get<Sessions>(`${this.#home}/me/sessions`, { signal })).data;
  }

  async endSession(sessionId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `${this.#home}/me/sessions/${encodeURIComponent(sessionId)}`;
    await this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** All but this one. */
  async endOtherSessions({ signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({
      method: 'DELETE',
      path: `${this.#home}/me/sessions`,
      repeatable: true,
      signal,
    });
  }
}
