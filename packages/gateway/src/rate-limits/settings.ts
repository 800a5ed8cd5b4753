import type { LimitName } from '@asg/wire';
import type { Rate } from './buckets.ts';

export interface RateLimitSettings {
  /** Null: not limited. */
  readonly rates: Readonly<Record<LimitName, Rate | null>>;
  /** Clients on this machine are not limited by their address: for development, since behind a proxy everybody looks like one. */
  readonly isLoopbackFree: boolean;
}
