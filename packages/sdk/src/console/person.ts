import { type ConnectionOptions, checkedToken, connectionOf } from '../connection.ts';
import type {
  ConsoleSession,
  Deletion,
  JoinConsole,
  JoinedOrganisation,
  LogInPerson,
  OwnDeletion,
  PersonSession,
  SeenInvitation,
  SetDeletion,
  SignUp,
} from '../contract.ts';
import { Factors, type ProofGiven, proofOf } from '../people/factors.ts';
import { OwnAccount } from '../people/own-account.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

export interface PersonClientOptions extends ConnectionOptions {
  /** A session's, as `logIn` and `join` give it. Default: none; a page has the session's cookie. */
  readonly token?: string | null | undefined;
}

/** For people who sign in with e-mail and password. The token of their session is the `apiKey` of ASGGatewayClient, too. */
export class ASGPersonClient extends OwnAccount {
  readonly factors: Factors<PersonSession>;
  readonly #transport: Transport;

  constructor(options: PersonClientOptions = {}) {
    const transport = connectionOf(options, checkedToken(options.token ?? null, 'token'));
    super(transport, '/v1/console');
    this.factors = new Factors(transport, '/v1/console');
    this.#transport = transport;
  }

  /** A mail with a link goes to the e-mail: whoever follows it owns a new organisation, or has an account already. */
  async signUp(person: SignUp, { signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({ method: 'POST', path: '/v1/console/sign-up', body: person, signal });
  }

  /** By what stands behind the # of the link in that mail, or in one that invites. */
  join(joining: JoinConsole, { signal }: CallOptions = {}): Promise<PersonSession> {
    const path = '/v1/console/join';
    return this.#transport.json({ method: 'POST', path, body: joining, repeatable: true, signal });
  }

  /** Throws a `CodeWantedError` where the account has a second factor. */
  logIn(credentials: LogInPerson, { signal }: CallOptions = {}): Promise<PersonSession> {
    return this.#transport.json({ method: 'POST', path: '/v1/console/login', body: credentials, signal });
  }

  /** Ends this session. */
  async logOut({ signal }: CallOptions = {}): Promise<void> {
    await this.#transport.json({ method: 'POST', path: '/v1/console/logout', repeatable: true, signal });
  }

  /** Who this is, with their organisations; null: the session has ended. */
  async me({ signal }: CallOptions = {}): Promise<ConsoleSession['person']> {
    return (await this.#transport.get<ConsoleSession>('/v1/console/session', { signal })).person;
  }

  /** This session is in that organisation from now on. */
  async enterOrganisation(customerId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = '/v1/console/me/organisation';
    const body = { customer_id: customerId };
    await this.#transport.json({ method: 'PUT', path, body, repeatable: true, signal });
  }

  /** The session is in that organisation no more. 409 for its last owner. */
  async leaveOrganisation({ signal }: CallOptions = {}): Promise<void> {
    const path = '/v1/console/me/organisation';
    await this.#transport.json({ method: 'DELETE', path, signal });
  }

  /** What an invitation is to, by what stands behind the # of its link. */
  lookAtInvitation(token: string, { signal }: CallOptions = {}): Promise<SeenInvitation> {
    const path = '/v1/console/invitations/look';
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** Joins by an invitation, as who is logged in; the session is in that organisation from now on. */
  acceptInvitation(token: string, { signal }: CallOptions = {}): Promise<JoinedOrganisation> {
    const path = '/v1/console/me/invitations';
    return this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** All that is known of you, as the bytes of one JSON document. 403: prove that it is you, or log in again. */
  exportData(proof: ProofGiven = {}, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/console/me/export';
    return this.#transport.stream({ method: 'POST', path, body: proofOf(proof), repeatable: true, signal });
  }

  /** Has the account deleted, in 14 days. A log-in takes it back, and so does `keepAccount`. 403 as above; 409 for an only owner. */
  deleteAccount(proof: ProofGiven = {}, options: CallOptions = {}): Promise<Deletion | null> {
    return this.#setDeletion('me', { wanted: true, ...proofOf(proof) }, options);
  }

  /** The account is not deleted after all. `token`: what stands behind the # of the link in the mail; else by this session. */
  async keepAccount(token: string | null = null, options: CallOptions = {}): Promise<void> {
    const { signal } = options;
    const path = '/v1/deletion/take-back';
    if (token === null) await this.#setDeletion('me', { wanted: false }, options);
    else await this.#transport.json({ method: 'POST', path, body: { token }, repeatable: true, signal });
  }

  /** All that is known of the organisation that this session is in, a JSON document a line. For its owners, with a proof. */
  exportOrganisation(proof: ProofGiven, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/console/organisation/export';
    return this.#transport.stream({ method: 'POST', path, body: proofOf(proof), repeatable: true, signal });
  }

  /** Has the organisation that this session is in deleted, in 14 days. 409 while there is money in its balance, or somebody is not paid. */
  deleteOrganisation(proof: ProofGiven, options: CallOptions = {}): Promise<Deletion | null> {
    return this.#setDeletion('organisation', { wanted: true, ...proofOf(proof) }, options);
  }

  /** The organisation stays after all. */
  async keepOrganisation(options: CallOptions = {}): Promise<void> {
    await this.#setDeletion('organisation', { wanted: false }, options);
  }

  async #setDeletion(
    leaver: 'me' | 'organisation',
    body: SetDeletion,
    { signal }: CallOptions,
  ): Promise<Deletion | null> {
    const path = `/v1/console/${leaver}/deletion`;
    const answer: OwnDeletion = await this.#transport.json({
      method: 'PUT',
      path,
      body,
      repeatable: true,
      signal,
    });
    return answer.deletion;
  }

  /** The keys that were there before this person owned the organisation are looked at. */
  async reviewedKeys({ signal }: CallOptions = {}): Promise<void> {
    const path = '/v1/console/me/keys-review';
    await this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
