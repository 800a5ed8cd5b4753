import type { AuthenticatedCustomer } from '@asg/engines';
import type { AddressLimit } from '@asg/wire';
import type { Rate } from './buckets.ts';

/** Null: not limited. */
export interface RateLimitSettings extends Readonly<Record<AddressLimit, Rate | null>> {
  readonly tiers: Readonly<Record<AuthenticatedCustomer['tier'], Rate | null>>;
  readonly worker: Rate | null;
  /** Log-ins to one account, from anywhere. */
  readonly loginAccount: Rate | null;
  /** MiB of bodies that were refused; beyond it large ones are not read. */
  readonly refusedBodies: Rate | null;
  /** Clients on this machine are not limited by their address: for development, since behind a proxy everybody looks like one. */
  readonly isLoopbackFree: boolean;
}
