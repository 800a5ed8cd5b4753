import { createHash } from 'node:crypto';
import type { Realm } from '@asg/domain/names';
import type { AuthenticatedCustomer, AuthenticatedMember } from '@asg/people';
import type { Clock } from '@asg/runtime';
import { type AddressLimit, isAddressLimit, type LimitName } from '@asg/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork, isLoopbackClient } from '../addresses/client-address.ts';
import { callerName } from '../caller.ts';
import { Refusal, refuse } from '../refusals/refusal.ts';
import { Buckets, type Rate } from './buckets.ts';
import type { RateLimitSettings } from './settings.ts';

/** About 100 bytes each. */
const bucketsMax = 100_000;
const mebibyte = 1_048_576;

export interface LogInTry {
  readonly realm: Realm;
  /** As it was given. */
  readonly email: string;
  readonly device: string | null;
}

/** A bucket: of which limit, and of whom. */
interface Place {
  readonly limit: LimitName;
  readonly of: string;
}

/** Who may send how much. Each check stamps the answer with what is left, and gives the refusal if that is nothing. */
export class RateLimits {
  readonly #settings: RateLimitSettings | null;
  readonly #clock: Clock;
  readonly #buckets = new Buckets(bucketsMax);

  constructor(settings: RateLimitSettings | null, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  customer(reply: FastifyReply, caller: AuthenticatedCustomer | AuthenticatedMember): Refusal | null {
    const { tier, customerId } = caller;
    const name = 'keyId' in caller ? caller.keyId : `${customerId} ${caller.person.personId}`;
    // A new tier is a new bucket: the old one's debt was counted at another rate.
    return this.#settings === null ? null : this.#take(reply, tier + name, this.#settings.rates[tier]);
  }

  /** Of the Console, apart from what they do for an organisation. */
  person(reply: FastifyReply, personId: string): Refusal | null {
    return this.#settings === null ? null : this.#take(reply, personId, this.#settings.rates.sandbox);
  }

  worker(reply: FastifyReply, workerId: string): Refusal | null {
    return this.#settings === null ? null : this.#take(reply, workerId, this.#settings.rates.worker);
  }

  address(request: FastifyRequest, reply: FastifyReply, limit: AddressLimit): Refusal | null {
    const settings = this.#settings;
    if (settings === null) return null;
    const rate = settings.rates[limit];
    if (rate !== null && settings.isLoopbackFree && isLoopbackClient(request)) {
      stamp(reply, rate.perMinute, rate.burst, 0);
      return null;
    }
    return this.#take(reply, `${limit} ${clientNetwork(request.ip)}`, rate);
  }

  /** Where the route has a limit of its own for each customer or worker. To be asked once it is known who calls. */
  route({ routeOptions }: FastifyRequest, reply: FastifyReply, account: string): Refusal | null {
    const { limit = 'address' } = routeOptions.config;
    return limit === 'caller' || isAddressLimit(limit) ? null : this.account(reply, limit, account);
  }

  account(reply: FastifyReply, limit: LimitName, account: string): Refusal | null {
    if (this.#settings === null) return null;
    return this.#take(reply, `${limit} ${account}`, this.#settings.rates[limit]);
  }

  /**
   * Runs a log-in, null where the password is wrong. Wrong ones alone count: those from a device that the account knows by
   * themselves, the others by address and by account, so that nobody's guesses keep the owner of a known device out. `device`: a
   * hash of it, null where the account does not know it.
   */
  async logIn<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    { realm, email, device }: LogInTry,
    run: () => Promise<T | null>,
  ): Promise<T | null | Refusal> {
    const name = hashOf(`${realm} ${email.trim().toLowerCase()}`);
    const limited = this.#emptied(`login in ${name}`, 'login');
    if (limited !== null) return limited;
    const anywhere = [...this.#byAddress(request, 'wrong'), { limit: 'login_account', of: name } as const];
    const known = device === null ? [] : [[{ limit: 'login_account', of: `${name} ${device}` } as const]];
    const outcome = await this.#guess(reply, [...known, anywhere], run);
    // Each costs a hash of the password: whoever has it cannot have it looked at without end.
    if (outcome !== null && !(outcome instanceof Refusal)) this.#charge(`login in ${name}`, 'login');
    return outcome;
  }

  /** The same of who is signed in and gives their password once more: by session, apart from log-ins and from other sessions. */
  confirmation<T>(
    reply: FastifyReply,
    sessionId: string,
    run: () => Promise<T | null>,
  ): Promise<T | null | Refusal> {
    return this.#guess(reply, [[{ limit: 'login_account', of: sessionId }]], run);
  }

  /** The same of a secret of the operator's, which names no account: by address. */
  operatorGuess<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    run: () => Promise<T | null>,
  ): Promise<T | null | Refusal> {
    return this.#guess(reply, [this.#byAddress(request, 'wrong')], run);
  }

  /** What a session does and nobody should do without end, each kind by itself. */
  ofSession(
    reply: FastifyReply,
    what: 'withdraw' | 'wallet' | 'password' | 'leave',
    sessionId: string,
  ): Refusal | null {
    return this.account(reply, 'login', `${what} ${sessionId}`);
  }

  /** A link of a mail that is used: by link. */
  ofLink(reply: FastifyReply, secret: string): Refusal | null {
    return this.account(reply, 'login', `link ${hashOf(secret)}`);
  }

  /** Asking for a mail: by address, from a device that the account knows by itself. */
  asking(request: FastifyRequest, reply: FastifyReply, device: string | null): Refusal | null {
    const places: readonly Place[] =
      device === null ? this.#byAddress(request, 'asked') : [{ limit: 'login', of: `asked ${device}` }];
    return this.#takeAll(reply, places);
  }

  /** Whether a large body of this caller is to be read: not where too much of theirs was refused lately. */
  largeBody(request: FastifyRequest): Refusal | null {
    const rate = this.#settings?.rates.refused_bodies ?? null;
    if (rate === null) return null;
    const seconds = this.#buckets.emptySeconds(refusedBodiesOf(request), rate, this.#clock.nowMs());
    return seconds === 0 ? null : refuse('refused_bytes', { headers: { 'retry-after': String(seconds) } });
  }

  /** So many bytes of a body were read and refused. */
  bodyRefused(request: FastifyRequest, bytes: number): void {
    const rate = this.#settings?.rates.refused_bodies ?? null;
    if (rate !== null)
      this.#buckets.charge(refusedBodiesOf(request), rate, bytes / mebibyte, this.#clock.nowMs());
  }

  /**
   * Counts before it runs, so that of many at once none slips through, and takes it back where it was no wrong guess. Of `ways`,
   * the first that has room counts.
   */
  async #guess<T>(
    reply: FastifyReply,
    ways: readonly (readonly Place[])[],
    run: () => Promise<T | null>,
  ): Promise<T | null | Refusal> {
    let taken: readonly Place[] = [];
    let refused: Refusal | null = null;
    for (const way of ways) {
      refused = this.#takeAll(reply, way);
      taken = way;
      if (refused === null) break;
    }
    if (refused !== null) return refused;
    let isWrong = false;
    try {
      const outcome = await run();
      isWrong = outcome === null;
      return outcome;
    } finally {
      if (!isWrong) this.#giveBack(taken);
    }
  }

  #takeAll(reply: FastifyReply, places: readonly Place[]): Refusal | null {
    for (const [index, { limit, of }] of places.entries()) {
      const refused = this.account(reply, limit, of);
      if (refused === null) continue;
      this.#giveBack(places.slice(0, index));
      return refused;
    }
    return null;
  }

  #giveBack(places: readonly Place[]): void {
    for (const { limit, of } of places) {
      const rate = this.#settings?.rates[limit] ?? null;
      if (rate !== null) this.#buckets.giveBack(`${limit} ${of}`, rate);
    }
  }

  #byAddress(request: FastifyRequest, what: 'wrong' | 'asked'): readonly Place[] {
    if (this.#settings?.isLoopbackFree === true && isLoopbackClient(request)) return [];
    return [{ limit: 'login', of: `${what} ${clientNetwork(request.ip)}` }];
  }

  #emptied(name: string, limit: LimitName): Refusal | null {
    const rate = this.#settings?.rates[limit] ?? null;
    const seconds = rate === null ? 0 : this.#buckets.emptySeconds(name, rate, this.#clock.nowMs());
    return seconds === 0
      ? null
      : refuse('rate_limit_exceeded', { headers: { 'retry-after': String(seconds) } });
  }

  #charge(name: string, limit: LimitName): void {
    const rate = this.#settings?.rates[limit] ?? null;
    if (rate !== null) this.#buckets.charge(name, rate, 1, this.#clock.nowMs());
  }

  #take(reply: FastifyReply, name: string, rate: Rate | null): Refusal | null {
    if (rate === null) return null;
    const { allowed, remaining, resetSeconds, retrySeconds } = this.#buckets.take(
      name,
      rate,
      this.#clock.nowMs(),
    );
    stamp(reply, rate.perMinute, remaining, resetSeconds);
    if (allowed) return null;
    return refuse('rate_limit_exceeded', { headers: { 'retry-after': String(retrySeconds) } });
  }
}

/** So that a name is as long as any other. */
const hashOf = (account: string): string => createHash('sha256').update(account).digest('base64url');

const refusedBodiesOf = (request: FastifyRequest): string => `refused ${callerName(request)}`;

function stamp(reply: FastifyReply, perMinute: number, remaining: number, resetSeconds: number): void {
  void reply
    .header('ratelimit-limit', perMinute)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds);
}
