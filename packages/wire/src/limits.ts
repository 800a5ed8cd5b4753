import { namesIn, type Tier } from '@asg/domain/names';

/**
 * What is counted together: requests of a key of a tier, those of a worker, of an address, of one customer or worker (`account`),
 * wrong passwords from an address (`guesser`) or for an account (`guessed`), or MiB of refused bodies.
 */
type Counted = 'key' | 'worker' | 'address' | 'account' | 'guesser' | 'guessed' | 'refused_mib';

export interface Limit {
  readonly per: Counted;
  /** Where the operator sets nothing else: so many a minute in the long run, and so many at once. */
  readonly perMinute: number;
  readonly burst: number;
  readonly about: string;
  /** What happens beyond it, where that is not a 429 of the request. */
  readonly beyond?: string;
}

/** Every limit, once. A route names one of those per address or account; each has its setting, `RATE_LIMIT_` and its name. */
export const limits = {
  sandbox: { per: 'key', perMinute: 300, burst: 100, about: 'Requests of a sandbox key' },
  growth: { per: 'key', perMinute: 3_000, burst: 1_000, about: 'Requests of a growth key' },
  scale: { per: 'key', perMinute: 30_000, burst: 10_000, about: 'Requests of a scale key' },
  enterprise: { per: 'key', perMinute: 30_000, burst: 10_000, about: 'Requests of an enterprise key' },
  worker: { per: 'worker', perMinute: 1_200, burst: 400, about: 'Requests of a worker' },
  address: {
    per: 'address',
    perMinute: 1_200,
    burst: 600,
    about: 'Requests without a valid key or token from one address',
  },
  registration: { per: 'address', perMinute: 10, burst: 20, about: 'Registrations from one address' },
  login: {
    per: 'guesser',
    perMinute: 30,
    burst: 30,
    about:
      'Wrong passwords and operator’s tokens from one address; apart from them, log-ins to one account, requests for a reset from one address, and withdrawals of one session',
  },
  login_account: {
    per: 'guessed',
    perMinute: 1,
    burst: 20,
    about:
      'Wrong passwords for one account: from devices that are new to it, from each that it knows, in each session',
  },
  mail: { per: 'account', perMinute: 1, burst: 5, about: 'Mails with a link that one account asks for' },
  refused_bodies: {
    per: 'refused_mib',
    perMinute: 64,
    burst: 256,
    about: 'MiB of refused bodies of a key, a worker, the operator or an address without any of them',
    beyond: 'bodies above 64 KiB are refused unread',
  },
} as const satisfies Readonly<Record<Tier, Limit & { readonly per: 'key' }>> &
  Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof limits;
export const limitNames = namesIn(limits);

/** `caller`: the share that each key, or each worker, has of all requests. */
type Shares = typeof limits & { readonly caller: { readonly per: 'account' } };
type SharesPer<C extends Counted> = {
  [N in keyof Shares]: Shares[N]['per'] extends C ? N : never;
}[keyof Shares];
export type AddressLimit = SharesPer<'address'>;
/** The caller's own share alone, or a limit per account beside it. */
export type CallerLimit = SharesPer<'account'>;

export const isAddressLimit = (limit: LimitName | 'caller'): limit is AddressLimit =>
  limit !== 'caller' && limits[limit].per === 'address';
