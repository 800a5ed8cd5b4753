import type { RefusalFault } from '../port.ts';

/**
 * What each ARC status says. `seen`: in the mempool of the network with all its inputs. `sending`: on its way, nothing
 * can be concluded. `orphan`: taken by nodes that lack an input, so never counted as seen. `stale`: its block left the
 * best chain; ARC says that it is sent again, and we do so ourselves, so it counts as not known.
 */
export const ARC_STATUSES = {
  UNKNOWN: 'sending',
  QUEUED: 'sending',
  RECEIVED: 'sending',
  STORED: 'sending',
  ANNOUNCED_TO_NETWORK: 'sending',
  REQUESTED_BY_NETWORK: 'sending',
  SENT_TO_NETWORK: 'sending',
  // A node may still find an input missing after this one.
  ACCEPTED_BY_NETWORK: 'sending',
  SEEN_IN_ORPHAN_MEMPOOL: 'orphan',
  SEEN_ON_NETWORK: 'seen',
  DOUBLE_SPEND_ATTEMPTED: 'contested',
  REJECTED: 'rejected',
  MINED_IN_STALE_BLOCK: 'stale',
  MINED: 'mined',
} as const satisfies Record<string, ArcStanding>;

export type ArcStanding = 'sending' | 'orphan' | 'seen' | 'contested' | 'rejected' | 'stale' | 'mined';
export type ArcStatus = keyof typeof ARC_STATUSES;

export function isArcStatus(text: string | undefined): text is ArcStatus {
  return text !== undefined && Object.hasOwn(ARC_STATUSES, text);
}

/** ARC's own error statuses, and whose fault each is. Any other status leaves the outcome unknown. */
export const ARC_ERRORS: ReadonlyMap<number, RefusalFault> = new Map([
  [460, 'ours'],
  [461, 'ours'],
  // ARC's words: non-existent or spent. It can be said of a transaction that is mined and spent, so it is looked into.
  [462, 'inputs'],
  [463, 'ours'],
  [464, 'ours'],
  [465, 'fee'],
  [466, 'conflict'],
  [468, 'ours'],
  [469, 'ours'],
  // Frozen coins: nothing will get them through.
  [471, 'ours'],
  [472, 'ours'],
  [473, 'fee'],
  [474, 'ours'],
  [475, 'ours'],
]);
