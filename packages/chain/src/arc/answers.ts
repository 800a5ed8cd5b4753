import type { ExchangeAnswer } from '../exchange/exchange.ts';
import { countOf, type Fields, fieldsOf, hashOf, hexTextOf, textOf } from '../exchange/fields.ts';
import type { BroadcastOutcome, TransactionStatus } from '../port.ts';
import { meaningOf, refusalOf } from '../refusal-words.ts';
import { arcErrors, isKnownWord, standingOf } from './statuses.ts';

const competingMax = 100;
/** ARC's numbers for what it reports as a status word instead. */
const conflictCode = 466;
const rejectedCode = 409;
const inputsCode = 462;
const reasonLengthMax = 500;
const wordLengthMax = 64;

/** What ARC reports about one transaction, in answers and in callbacks. */
export interface ArcReport {
  readonly txid: string;
  /** As the provider spells it: it may be any word. */
  readonly txStatus: string;
  /** False: it is taken for `sending`. */
  readonly isKnownWord: boolean;
  readonly status: TransactionStatus;
}

/** The outcome that an answer to `POST /tx` amounts to. Whatever is not beyond doubt is unknown. */
export function outcomeOf(answer: Pick<ExchangeAnswer, 'status' | 'json'>, txid: string): BroadcastOutcome {
  const body = fieldsOf(answer.json);
  if (body === undefined) return unknown(`status ${answer.status} without a readable answer`);
  const about = hashOf(body.txid);
  if (about !== undefined && about !== txid)
    return unknown(`the answer is about another transaction, ${about}`);
  const word = textOf(body.txStatus);
  if (word !== undefined && standingOf(word) === 'rejected') return rejection(body, reasonOf(body, word));
  if (answer.status >= 300 || word === undefined) return refusedOutcome(answer.status, body);
  const report = reportOf(body);
  if (report === null) return unknown(`status ${answer.status} without a transaction's id`);
  const reason = reasonOf(body, report.txStatus);
  switch (standingOf(report.txStatus)) {
    case 'seen':
    case 'mined':
      return { kind: 'accepted' };
    case 'contested':
      return { kind: 'rejected', code: conflictCode, reason, fault: 'conflict' };
    case 'orphan':
      return { kind: 'rejected', code: inputsCode, reason, fault: 'inputs' };
    default:
      return {
        kind: 'unknown',
        reason: `${[shortWord(report.txStatus), textOf(body.extraInfo)].filter(Boolean).join(': ')}: not yet on the network`,
        isTaken: standingOf(report.txStatus) === 'sending',
      };
  }
}

/** A status report; null for anything that is none. Any word is a status. */
export function reportOf(body: Fields): ArcReport | null {
  const [txid, txStatus] = [hashOf(body.txid), textOf(body.txStatus)];
  if (txid === undefined || txStatus === undefined) return null;
  return { txid, txStatus, isKnownWord: isKnownWord(txStatus), status: statusOf(body, txStatus) };
}

function statusOf(body: Fields, txStatus: string): TransactionStatus {
  switch (standingOf(txStatus)) {
    case 'seen':
      return { kind: 'seen' };
    case 'mined':
      return minedStatus(body);
    case 'contested':
      return { kind: 'contested', competing: competingOf(body) };
    case 'rejected': {
      const reason = reasonOf(body, txStatus);
      const outcome = rejection(body, reason);
      return { kind: 'rejected', reason, refusal: outcome.kind === 'rejected' ? outcome : null };
    }
    case 'sending':
      return { kind: 'sending', word: shortWord(txStatus) };
    default:
      return { kind: 'unknown' };
  }
}

/** In a block, as the provider says, and no path that leads there. */
export const unproven: TransactionStatus = { kind: 'seen', isUnproven: true };

/** Mined means proven: without a whole proof it is on the network, and no more can be said. */
function minedStatus(body: Fields): TransactionStatus {
  const [blockHeight, blockHash] = [countOf(body.blockHeight), hashOf(body.blockHash)];
  const bump = hexTextOf(body.merklePath);
  if (blockHeight === undefined || blockHash === undefined || bump === undefined) return unproven;
  return { kind: 'mined', blockHeight, blockHash, bump };
}

function competingOf(body: Fields): readonly string[] {
  const given = Array.isArray(body.competingTxs) ? body.competingTxs : [];
  return given.flatMap((txid) => hashOf(txid) ?? []).slice(0, competingMax);
}

/**
 * An answer without a status word. The number counts that is in the body, whatever HTTP's is: Arcade refuses a fee with
 * `400 {"status":465}`. HTTP's own counts where the body has none; where it has another, the two contradict each other.
 */
function refusedOutcome(status: number, body: Fields): BroadcastOutcome {
  const reason = reasonOf(body, `status ${status}`);
  const inBody = body.status ?? status;
  if (typeof inBody === 'number' && arcErrors.has(inBody)) return verdict(inBody, reason) ?? unknown(reason);
  return unknown(status >= 300 ? reason : `status ${status} without a transaction's status: ${reason}`);
}

/** What the provider's REJECTED means, by the number and the words that it gives for it. */
function rejection(body: Fields, reason: string): BroadcastOutcome {
  const given = countOf(body.status);
  const code = given !== undefined && arcErrors.has(given) ? given : rejectedCode;
  return verdict(code, reason) ?? refusalOf(code, reason, 'ours');
}

/**
 * Words are nearer to the cause than numbers, so they count where they are known. Even "already known" is looked into: the
 * provider itself calls it rejected. Undefined: neither says anything.
 */
function verdict(code: number, reason: string): BroadcastOutcome | undefined {
  const meaning = meaningOf(reason) ?? arcErrors.get(code);
  if (meaning === undefined) return undefined;
  if (meaning === 'wait') return unknown(`to be sent again: ${reason}`);
  return meaning === 'known' ? unknown(reason) : refusalOf(code, reason, meaning);
}

/** What the answer says, most general first, nothing twice. */
function reasonOf(body: Fields, fallback: string): string {
  // Beside a status word the title is that of the answer, not of the transaction.
  const title = body.txStatus === undefined ? body.title : undefined;
  const given = [body.detail ?? title ?? body.error, body.reason, body.extraInfo]
    .map(textOf)
    .filter((text) => text !== undefined && text !== '');
  const words = [...new Set(given)];
  return (words.length === 0 ? fallback : words.join(': ')).slice(0, reasonLengthMax);
}

function shortWord(word: string): string {
  return word.slice(0, wordLengthMax);
}

function unknown(reason: string): BroadcastOutcome {
  return { kind: 'unknown', reason };
}
