import type { RefusalFault } from '../port.ts';

/**
 * What each status says that is known of ARC and Arcade. `seen`: in the mempool of the network with all its inputs.
 * `sending`: on its way, nothing can be concluded. `unknown`: the provider has no hold of it. `orphan`: taken by nodes that
 * lack an input, so never counted as seen. `stale`: its block left the best chain; we send it again ourselves.
 */
const arcStatuses: Readonly<Record<string, ArcStanding>> = {
  UNKNOWN: 'unknown',
  QUEUED: 'sending',
  RECEIVED: 'sending',
  STORED: 'sending',
  PENDING_RETRY: 'sending',
  ANNOUNCED_TO_NETWORK: 'sending',
  REQUESTED_BY_NETWORK: 'sending',
  SENT_TO_NETWORK: 'sending',
  // A node may still find an input missing after this one.
  ACCEPTED_BY_NETWORK: 'sending',
  SEEN_IN_ORPHAN_MEMPOOL: 'orphan',
  SEEN_ON_NETWORK: 'seen',
  SEEN_MULTIPLE_NODES: 'seen',
  // In a block whose proof Arcade is still making.
  STUMP_PROCESSING: 'seen',
  DOUBLE_SPEND_ATTEMPTED: 'contested',
  REJECTED: 'rejected',
  MINED_IN_STALE_BLOCK: 'stale',
  MINED: 'mined',
  IMMUTABLE: 'mined',
};

export type ArcStanding =
  | 'unknown'
  | 'sending'
  | 'orphan'
  | 'seen'
  | 'contested'
  | 'rejected'
  | 'stale'
  | 'mined';

/** The words that are known. */
export const arcStatusWords: readonly string[] = Object.keys(arcStatuses);

/** What a status word says; providers invent words, and any that is not known says `sending`. */
export function standingOf(word: string): ArcStanding {
  return (isKnownWord(word) ? arcStatuses[word] : undefined) ?? 'sending';
}

export function isKnownWord(word: string): boolean {
  return Object.hasOwn(arcStatuses, word);
}

/** ARC's own numbers for a refusal, and whose fault each is. Any other number leaves the outcome to the words beside it. */
export const arcErrors: ReadonlyMap<number, RefusalFault> = new Map([
  [460, 'ours'],
  [461, 'ours'],
  // ARC's words: non-existent or spent. It can be said of a transaction that is mined and spent, so it is looked into.
  [462, 'inputs'],
  [463, 'ours'],
  [464, 'ours'],
  [465, 'fee'],
  [466, 'conflict'],
  // Arcade's for whatever its node calls invalid without saying why.
  [467, 'ours'],
  [468, 'ours'],
  [469, 'ours'],
  // Frozen coins: nothing will get them through.
  [471, 'ours'],
  [472, 'ours'],
  [473, 'fee'],
  [474, 'ours'],
  [475, 'ours'],
]);
