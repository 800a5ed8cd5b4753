import type { BroadcastOutcome } from '../port.ts';
import { meaningOf, nodeRefusal } from '../refusal-words.ts';

/** Teranode's for every refusal of `sendrawtransaction`, its cause in the words. */
const invalidParameter = -8;
const undecodable = -22;
const transactionError = -25;
const rejected = -26;
const inMempool = -27;

/** What `sendrawtransaction`'s error amounts to. Errors about anything but the transaction leave the outcome unknown. */
export function sendOutcome(code: number, message: string): BroadcastOutcome {
  switch (code) {
    case inMempool:
      return { kind: 'accepted' };
    case rejected:
      return nodeRefusal(code, message);
    case transactionError:
    case invalidParameter:
      // These codes are for refusals and for what went wrong within the node alike: the words have to tell.
      return meaningOf(message) === undefined ? unknown(code, message) : nodeRefusal(code, message);
    case undecodable:
      return { kind: 'rejected', code, reason: message, fault: 'ours' };
    default:
      return unknown(code, message);
  }
}

function unknown(code: number, message: string): BroadcastOutcome {
  return { kind: 'unknown', reason: `${code}: ${message}` };
}
