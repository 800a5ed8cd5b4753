import type { ExchangeAnswer } from '../exchange/exchange.ts';
import { countOf, type Fields, fieldsOf, hashOf, hexTextOf, textOf } from '../exchange/fields.ts';
import type { BroadcastOutcome, TransactionStatus } from '../port.ts';
import { nodeRefusal } from '../refusal-words.ts';
import { ARC_ERRORS, ARC_STATUSES, type ArcStatus, isArcStatus } from './statuses.ts';

const COMPETING_MAX = 100;
/** ARC's own numbers, for what it tells by a status instead of an error. */
const CONFLICT_CODE = 466;
const REJECTED_CODE = 409;
const INPUTS_CODE = 462;
const REASON_LENGTH_MAX = 500;
/** The answers that can mean success; a provider may only have queued it. */
const TAKEN: readonly number[] = [200, 201, 202];

/** What ARC tells of one transaction, in answers and in callbacks alike. */
export interface ArcReport {
  readonly txid: string;
  readonly txStatus: ArcStatus;
  readonly status: TransactionStatus;
}

/** The outcome that an answer to `POST /tx` amounts to. Whatever is not beyond doubt is unknown. */
export function outcomeOf(answer: ExchangeAnswer, txid: string): BroadcastOutcome {
  const body = fieldsOf(answer.json);
  if (body === undefined) return unknown(`status ${answer.status} without a readable answer`);
  if (!TAKEN.includes(answer.status)) return errorOutcome(answer.status, body, txid);
  const report = reportOf(body);
  if (report === null) return unknown(`status ${answer.status} without a known transaction status`);
  if (report.txid !== txid) return unknown(`the answer is about another transaction, ${report.txid}`);
  const reason = reasonOf(body, report.txStatus);
  switch (ARC_STATUSES[report.txStatus]) {
    case 'seen':
    case 'mined':
      return { kind: 'accepted' };
    case 'contested':
      return { kind: 'rejected', code: CONFLICT_CODE, reason, fault: 'conflict' };
    case 'orphan':
      return { kind: 'rejected', code: INPUTS_CODE, reason, fault: 'inputs' };
    case 'rejected':
      return rejectedOutcome(reason);
    default:
      return unknown(`${report.txStatus}: not yet on the network`);
  }
}

/** A status report; null for anything that is none. */
export function reportOf(body: Fields): ArcReport | null {
  const [txid, txStatus] = [hashOf(body.txid), textOf(body.txStatus)];
  if (txid === undefined || !isArcStatus(txStatus)) return null;
  return { txid, txStatus, status: statusOf(body, txStatus) };
}

function statusOf(body: Fields, txStatus: ArcStatus): TransactionStatus {
  switch (ARC_STATUSES[txStatus]) {
    case 'seen':
      return { kind: 'seen' };
    case 'mined':
      return minedStatus(body);
    case 'contested':
      return { kind: 'contested', competing: competingOf(body) };
    case 'rejected':
      return { kind: 'rejected', reason: reasonOf(body, txStatus) };
    default:
      return { kind: 'unknown' };
  }
}

/** Mined means proven: without a whole proof it is on the network, and no more can be said. */
function minedStatus(body: Fields): TransactionStatus {
  const [blockHeight, blockHash] = [countOf(body.blockHeight), hashOf(body.blockHash)];
  const bump = hexTextOf(body.merklePath);
  if (blockHeight === undefined || blockHash === undefined || bump === undefined) return { kind: 'seen' };
  return { kind: 'mined', blockHeight, blockHash, bump };
}

function competingOf(body: Fields): readonly string[] {
  const given = Array.isArray(body.competingTxs) ? body.competingTxs : [];
  return given.flatMap((txid) => hashOf(txid) ?? []).slice(0, COMPETING_MAX);
}

/** A node's words, handed on. Even "already known" is looked into: the provider itself says that it is rejected. */
function rejectedOutcome(reason: string): BroadcastOutcome {
  const outcome = nodeRefusal(REJECTED_CODE, reason);
  return outcome.kind === 'accepted' ? unknown(reason) : outcome;
}

/** An error counts only if it is ARC's own: the same number in the body, and no other transaction's id. */
function errorOutcome(status: number, body: Fields, txid: string): BroadcastOutcome {
  const fault = ARC_ERRORS.get(status);
  const about = hashOf(body.txid);
  const reason = reasonOf(body, `status ${status}`);
  if (fault === undefined || body.status !== status) return unknown(reason);
  if (about !== undefined && about !== txid)
    return unknown(`the answer is about another transaction, ${about}`);
  return { kind: 'rejected', code: status, reason, fault };
}

function reasonOf(body: Fields, fallback: string): string {
  const words = [textOf(body.detail), textOf(body.extraInfo)].filter(
    (text) => text !== undefined && text !== '',
  );
  return (words.length === 0 ? fallback : words.join(': ')).slice(0, REASON_LENGTH_MAX);
}

function unknown(reason: string): BroadcastOutcome {
  return { kind: 'unknown', reason };
}
