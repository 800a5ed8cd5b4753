import type { ChangeMember, Invitation, InviteMember, Team } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Who is in your organisation. */
export class Members {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With those who are invited. */
  list({ signal }: CallOptions = {}): Promise<Team> {
    return this.#transport.get('/v1/customers/me/members', { signal });
  }

  /** A mail with a link goes there: whoever follows it within 7 days joins. */
  invite(invitation: InviteMember, { signal }: CallOptions = {}): Promise<Invitation> {
    const path = '/v1/customers/me/invitations';
    return this.#transport.json({ method: 'POST', path, body: invitation, signal });
  }

  withdrawInvitation(invitationId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/customers/me/invitations/${encodeURIComponent(invitationId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  async changeRole(
    personId: string,
    role: ChangeMember['role'],
    { signal }: CallOptions = {},
  ): Promise<void> {
    const path = `/v1/customers/me/members/${encodeURIComponent(personId)}`;
    await this.#transport.json({ method: 'PATCH', path, body: { role }, repeatable: true, signal });
  }

  /** Their sessions are in the organisation no more, at once. Keys that they may know stay: revoke those. */
  remove(personId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/customers/me/members/${encodeURIComponent(personId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
