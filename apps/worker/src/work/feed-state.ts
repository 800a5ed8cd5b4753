import type { ASGGatewayHTTPError, Assignment } from '@asg/sdk';
import type { Answer } from '../kinds/answer.ts';
import type { Media } from './stage/item-media.ts';

/** Where the media of an item are. `waiting`: the network is away. */
export type MediaState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly media: Media }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'broken' };

/** An item that this worker holds. */
export interface HeldItem {
  readonly assignment: Assignment;
  /** By the server's clock, ms since 1970. */
  readonly leaseEndsAtMs: number;
  readonly media: MediaState;
  /** It was decided on and taken back: what had been chosen, null where it had been skipped. */
  readonly takenBack?: Answer | null;
}

/** Why the server gives no work at all. */
export type Refusal = 'logged_out' | 'suspended' | 'profile_incomplete';

export type FeedState =
  | { readonly phase: 'starting' }
  | { readonly phase: 'working'; readonly item: HeldItem; readonly ahead: readonly HeldItem[] }
  /** Nothing waits for this worker; asked again by itself at `nextLookAtMs` (this device's clock). */
  | { readonly phase: 'empty'; readonly nextLookAtMs: number; readonly looking: boolean }
  | { readonly phase: 'offline'; readonly nextLookAtMs: number; readonly looking: boolean }
  | { readonly phase: 'refused'; readonly refusal: Refusal };

/** What a refusal of the server says about the worker; null: nothing. */
export function refusalOf(error: ASGGatewayHTTPError): Refusal | null {
  if (error.status === 401) return 'logged_out';
  if (error.status !== 403) return null;
  return /profile/.test(error.message) ? 'profile_incomplete' : 'suspended';
}
