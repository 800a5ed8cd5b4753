import type {
  InviteToPool,
  ListPoolInvitationsQuery,
  ListPoolMembersQuery,
  PoolInvitation,
  PoolInvitationPage,
  PoolMemberPage,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Those whom you bring to label for you alone. */
export class Pool {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With an `email` a mail goes there, for one person; without one its `link` is yours to hand on. */
  invite(invitation: InviteToPool = {}, { signal }: CallOptions = {}): Promise<PoolInvitation> {
    return this.#transport.json({ method: 'POST', path: '/v1/pool/invitations', body: invitation, signal });
  }

  /** The newest first, all pages. */
  invitations(query: ListPoolInvitationsQuery = {}, options: CallOptions = {}) {
    const page = (cursor: string | undefined) => this.invitationsPage({ ...query, cursor }, options);
    return everyEntry(page, query.cursor);
  }

  invitationsPage(
    query: ListPoolInvitationsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<PoolInvitationPage> {
    return this.#transport.get('/v1/pool/invitations', { query, signal });
  }

  /** It lets nobody in any more; who came in by it stays. */
  revokeInvitation(invitationId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/pool/invitations/${encodeURIComponent(invitationId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }

  /** Your own people, with progress and agreement, all pages. */
  members(query: ListPoolMembersQuery = {}, options: CallOptions = {}) {
    const page = (cursor: string | undefined) => this.membersPage({ ...query, cursor }, options);
    return everyEntry(page, query.cursor);
  }

  membersPage(query: ListPoolMembersQuery = {}, { signal }: CallOptions = {}): Promise<PoolMemberPage> {
    return this.#transport.get('/v1/pool/members', { query, signal });
  }

  /** They get none of your tasks any more, and lose those that they hold. */
  remove(workerId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/pool/members/${encodeURIComponent(workerId)}`;
    return this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
