import type { BroadcastOutcome } from '../port.ts';
import { meaningOf, nodeRefusal } from '../refusal-words.ts';

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
      // The code is for missing inputs and for what went wrong within the node alike.
      return meaningOf(message) === 'ours' ? unknown(code, message) : nodeRefusal(code, message);
    case UNDECODABLE:
      return { kind: 'rejected', code, reason: message, fault: 'ours' };
    default:
      return unknown(code, message);
  }
}

function unknown(code: number, message: string): BroadcastOutcome {
  return { kind: 'unknown', reason: `${code}: ${message}` };
}
