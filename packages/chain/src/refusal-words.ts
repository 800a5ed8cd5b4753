import type { BroadcastOutcome, RefusalFault } from './port.ts';

/**
 * What a node's words mean, the first that is found counting. `wait`: nothing is wrong with the bytes, they are to be
 * sent again. `known`: they are on the network. A number in front, as in `66: …`, is the node's own reject code.
 */
const WORDS: readonly (readonly [words: RegExp, meaning: WordsMeaning])[] = [
  [/already.known|already in (?:the )?(?:mempool|block)|txn-already-in-records/i, 'known'],
  [/txn-mempool-conflict|txn-double-spend-detected|double.?spend|^258\b/i, 'conflict'],
  [/missing.?inputs|inputs-(?:missingor)?spent|parent transaction not found|orphan/i, 'inputs'],
  [/mempool min fee not met|insufficient (?:fee|priority)|min relay fee not met|fee.*too low|^66\b/i, 'fee'],
  // Freed by the next block, by a quieter node, or by a node with more room.
  [
    /too-long-mempool-chain|too-long-non-final-chain|too-long-validation-time|too.?busy|rate.?exceeded/i,
    'wait',
  ],
  [/mempool.full|non-final-pool-full|bad-txns-premature-spend-of-coinbase/i, 'wait'],
];

export type WordsMeaning = RefusalFault | 'wait' | 'known';

/** The meaning of a node's reason for a refusal; anything unheard of is taken for our own fault. */
export function meaningOf(reason: string): WordsMeaning {
  return WORDS.find(([words]) => words.test(reason))?.[1] ?? 'ours';
}

/** What a node's refusal of a broadcast amounts to. */
export function nodeRefusal(code: number, reason: string): BroadcastOutcome {
  const fault = meaningOf(reason);
  if (fault === 'wait') return { kind: 'unknown', reason: `to be sent again: ${reason}` };
  return fault === 'known' ? { kind: 'accepted' } : { kind: 'rejected', code, reason, fault };
}
