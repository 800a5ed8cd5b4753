import { minimumFeeIn } from './minimum-fee.ts';
import type { BroadcastOutcome, BroadcastRefusal, RefusalFault, TransactionStatus } from './port.ts';

/**
 * What a node's words mean, bitcoind's and Teranode's, the first that is found counting. `wait`: nothing is wrong with the
 * bytes, they are to be sent again. `known`: they are on the network. A number in front, as in `66: …`, is the node's own code.
 */
const knownPhrases: readonly (readonly [words: RegExp, meaning: WordsMeaning])[] = [
  [/already.known|already in (?:the )?(?:mempool|block)|txn-already-in-records/i, 'known'],
  [/\btx_exists\b|\bt(?:x|ransaction) already exists|already exists in (?:\w+ )?store/i, 'known'],
  [/txn-mempool-conflict|txn-double-spend-detected|double.?spend|^258\b/i, 'conflict'],
  [/\butxo_spent\b|\btx_conflicting\b|already spent by/i, 'conflict'],
  [/missing.?inputs|inputs-(?:missingor)?spent|parent transaction not found|orphan/i, 'inputs'],
  [
    /\btx_missing_parent\b|\btx_not_found\b|parent rejected \(ancestor|a parent this transaction spends/i,
    'inputs',
  ],
  [/mempool min fee not met|insufficient (?:fee|priority)|min relay fee not met|fee.*too low|^66\b/i, 'fee'],
  // Freed by the next block, by a quieter node, or by a node with more room.
  [
    /too-long-mempool-chain|too-long-non-final-chain|too-long-validation-time|too.?busy|rate.?exceeded/i,
    'wait',
  ],
  [/mempool.full|non-final-pool-full|bad-txns-premature-spend-of-coinbase/i, 'wait'],
  // A parent that is still being written, a block too early, or a node that is not well.
  [/\btx_locked\b|\btx_coinbase_immature\b|\btx_lock_time\b|\butxo_non_final\b/i, 'wait'],
  [/\b(?:storage|service)_(?:error|unavailable|not_started)\b|\bnetwork_timeout\b/i, 'wait'],
  [/\b(?:tx_invalid|tx_policy|tx_consensus|utxo_frozen)\b/i, 'ours'],
  // Its cause was left out by the node: no verdict.
  [/^(?:tx rejected: )?processing \(4\)|no network verdict|parked for durable retry/i, 'wait'],
];

export type WordsMeaning = RefusalFault | 'wait' | 'known';

/** The meaning of a reason for a refusal; undefined for what is unheard of. */
export function meaningOf(reason: string): WordsMeaning | undefined {
  return knownPhrases.find(([words]) => words.test(reason))?.[1];
}

/** What a node's refusal of a broadcast amounts to; anything unheard of is taken for our own fault. */
export function nodeRefusal(code: number, reason: string): BroadcastOutcome {
  const fault = meaningOf(reason) ?? 'ours';
  if (fault === 'wait') return { kind: 'unknown', reason: `to be sent again: ${reason}` };
  return fault === 'known' ? { kind: 'accepted' } : refusalOf(code, reason, fault);
}

/** The same as a status that is told later. */
export function refusedStatus(code: number, reason: string): TransactionStatus {
  const outcome = nodeRefusal(code, reason);
  return { kind: 'rejected', reason, refusal: outcome.kind === 'rejected' ? outcome : null };
}

/** A refusal with the fee that its reason names, if it is for the fee and names one. */
export function refusalOf(code: number, reason: string, fault: RefusalFault): BroadcastRefusal {
  const minimumFee = fault === 'fee' ? minimumFeeIn(reason) : undefined;
  return { kind: 'rejected', code, reason, fault, ...(minimumFee && { minimumFee }) };
}
