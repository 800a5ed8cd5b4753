import type { BroadcastOutcome } from '../port.ts';
import { meaningOf, nodeRefusal } from '../refusal-words.ts';

/** Teranode's for every refusal of `sendrawtransaction`, its cause in the words. */
const INVALID_PARAMETER = -8;
const UNDECODABLE = -22;
const TRANSACTION_ERROR = -25;
const REJECTED = -26;
const IN_MEMPOOL = -27;

/** What `sendrawtransaction`'s error amounts to. Errors about anything but the transaction leave the outcome unknown. */
export function sendOutcome(code: number, message: string): BroadcastOutcome {
  switch (code) {
    case IN_MEMPOOL:
      return { kind: 'accepted' };
    case REJECTED:
      return nodeRefusal(code, message);
    case TRANSACTION_ERROR:
    case INVALID_PARAMETER:
      // These codes are for refusals and for what went wrong within the node alike: the words have to tell.
      return meaningOf(message) === undefined ? unknown(code, message) : nodeRefusal(code, message);
    case UNDECODABLE:
      return { kind: 'rejected', code, reason: message, fault: 'ours' };
    default:
      return unknown(code, message);
  }
}

function unknown(code: number, message: string): BroadcastOutcome {
  return { kind: 'unknown', reason: `${code}: ${message}` };
}
