import { createHash } from 'node:crypto';
import type { AuthenticatedCustomer } from '@asg/engines';
import type { Clock } from '@asg/runtime';
import { type AddressLimit, isAddressLimit, type LimitName } from '@asg/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork, isLoopbackClient } from '../addresses/client-address.ts';
import { callerName } from '../caller.ts';
import { type Refusal, refuse } from '../refusals/refusal.ts';
import { Buckets, type Rate } from './buckets.ts';
import type { RateLimitSettings } from './settings.ts';

/** About 100 bytes each. */
const bucketsMax = 100_000;
const mebibyte = 1_048_576;

/** Who may send how much. Each check stamps the answer with what is left, and gives the refusal if that is nothing. */
export class RateLimits {
  readonly #settings: RateLimitSettings | null;
  readonly #clock: Clock;
  readonly #buckets = new Buckets(bucketsMax);

  constructor(settings: RateLimitSettings | null, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
  }

  customer(reply: FastifyReply, { keyId, tier }: AuthenticatedCustomer): Refusal | null {
    // A new tier is a new bucket: the old one's debt was counted at another rate.
    return this.#settings === null ? null : this.#take(reply, tier + keyId, this.#settings.rates[tier]);
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

  logIn(reply: FastifyReply, email: string): Refusal | null {
    return this.#email(reply, 'login_account', email);
  }

  /** Of who is signed in and gives their password once more: apart from log-ins, which strangers can use up. */
  confirmation(reply: FastifyReply, accountId: string): Refusal | null {
    return this.account(reply, 'login_account', accountId);
  }

  mail(reply: FastifyReply, email: string): Refusal | null {
    return this.#email(reply, 'mail', email);
  }

  #email(reply: FastifyReply, limit: LimitName, email: string): Refusal | null {
    if (this.#settings === null) return null;
    const name = createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
    return this.account(reply, limit, name);
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

const refusedBodiesOf = (request: FastifyRequest): string => `refused ${callerName(request)}`;

function stamp(reply: FastifyReply, perMinute: number, remaining: number, resetSeconds: number): void {
  void reply
    .header('ratelimit-limit', perMinute)
    .header('ratelimit-remaining', remaining)
    .header('ratelimit-reset', resetSeconds);
}
