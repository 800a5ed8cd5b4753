import type { BroadcastOutcome } from '../port.ts';
import { nodeRefusal } from '../refusal-words.ts';

/**
 * The answer to a submitted transaction. `code` and `message` are what a node's `sendrawtransaction` says;
 * `arcStatus` is the status of an ARC-compatible broadcaster for the same fault.
 */
export type SubmitVerdict =
  | { readonly kind: 'accepted'; readonly txid: string }
  | { readonly kind: 'known'; readonly txid: string; readonly code: number; readonly message: string }
  | Refusal;

export interface Refusal {
  readonly kind: 'refused';
  /** Undefined if the bytes could not be read. */
  readonly txid: string | undefined;
  readonly code: number;
  readonly message: string;
  readonly arcStatus: number;
  /** For a conflict: the accepted transactions that spend an input of this one. */
  readonly competing?: readonly string[];
}

/** Every fault that the local chain finds: node's code, node's words, ARC's status. */
export const faults = {
  undecodable: { code: -22, message: 'TX decode failed', arcStatus: 463 },
  coinbase: { code: -26, message: '16: bad-tx-coinbase', arcStatus: 463 },
  noInputs: { code: -26, message: '16: bad-txns-vin-empty', arcStatus: 462 },
  noOutputs: { code: -26, message: '16: bad-txns-vout-empty', arcStatus: 464 },
  tooBig: { code: -26, message: '64: tx-size', arcStatus: 463 },
  outputTooLarge: { code: -26, message: '16: bad-txns-vout-toolarge', arcStatus: 464 },
  outputsTooLarge: { code: -26, message: '16: bad-txns-txouttotal-toolarge', arcStatus: 464 },
  p2shOutput: { code: -26, message: '16: bad-txns-vout-p2sh', arcStatus: 464 },
  dust: { code: -26, message: '64: dust', arcStatus: 464 },
  dataWithValue: { code: -26, message: '64: data-output-with-value', arcStatus: 464 },
  duplicateInputs: { code: -26, message: '16: bad-txns-inputs-duplicate', arcStatus: 462 },
  notFinal: { code: -26, message: '64: non-final', arcStatus: 463 },
  conflict: { code: -26, message: '258: txn-mempool-conflict', arcStatus: 466 },
  missingInputs: { code: -25, message: 'Missing inputs', arcStatus: 462 },
  sourceMismatch: { code: -26, message: '16: extended-input-mismatch', arcStatus: 462 },
  immature: { code: -26, message: '16: bad-txns-premature-spend-of-coinbase', arcStatus: 462 },
  chainTooLong: { code: -26, message: '64: too-long-mempool-chain', arcStatus: 409 },
  lowFee: { code: -26, message: '66: mempool min fee not met', arcStatus: 465 },
  belowOut: { code: -26, message: '16: bad-txns-in-belowout', arcStatus: 464 },
} as const;

export type Fault = { readonly code: number; readonly message: string; readonly arcStatus: number };

export const knownInMempool = { code: -27, message: 'Transaction already in the mempool' } as const;
export const knownInBlock = { code: -26, message: '257: txn-already-known' } as const;

/** A failed script, in the node's words: a consensus fault, or one of the rules of relaying. */
export function scriptFault(reason: string, policy: boolean): Fault {
  const words = policy ? '64: non-mandatory-script-verify-flag' : '16: mandatory-script-verify-flag-failed';
  return { code: -26, message: `${words} (${reason})`, arcStatus: 461 };
}

export function refused(txid: string | undefined, fault: Fault, competing?: readonly string[]): Refusal {
  return { kind: 'refused', txid, ...fault, ...(competing && { competing }) };
}

/** A refusal as settlement sees it; a chain of unmined transactions that is too long is no fault, it waits for a block. */
export function refusalOutcome({ code, message }: Refusal): BroadcastOutcome {
  return nodeRefusal(code, message);
}
