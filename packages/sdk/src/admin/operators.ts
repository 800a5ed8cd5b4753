import type { ChangeOperator, InviteOperator, OperatorInvitation, Operators } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Who runs the service. */
export class OperatorAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With those who are invited. */
  list({ signal }: CallOptions = {}): Promise<Operators> {
    return this.#transport.get('/v1/admin/operators', { signal });
  }

  /** A mail with a link goes there: whoever follows it within 7 days is one. */
  invite(invitation: InviteOperator, { signal }: CallOptions = {}): Promise<OperatorInvitation> {
    const path = '/v1/admin/operators/invitations';
    return this.#transport.json({ method: 'POST', path, body: invitation, signal });
  }

  withdrawInvitation(invitationId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/admin/operators/invitations/${encodeURIComponent(invitationId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  async changeRole(
    personId: string,
    role: ChangeOperator['role'],
    { signal }: CallOptions = {},
  ): Promise<void> {
    const path = `/v1/admin/operators/${encodeURIComponent(personId)}`;
    await this.#transport.json({ method: 'PATCH', path, body: { role }, repeatable: true, signal });
  }

  /** At once. */
  remove(personId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/admin/operators/${encodeURIComponent(personId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
