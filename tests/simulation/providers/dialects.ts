import type { Answer, Dialect } from './simulated-network.ts';

type Fields = Record<string, unknown>;

/** ARC: it waits until the network has the transaction, and answers with that. */
const arc: Dialect = {
  name: 'ARC',
  servesHeaders: false,
  posted: (_chain, answer) => answer,
  reported: (answer) => answer,
};

/** How far Arcade has come with a transaction that the network took, by the time since it was sent, ms. */
const arcadeSteps: readonly (readonly [untilMs: number, word: string])[] = [
  [150, 'RECEIVED'],
  [400, 'SENT_TO_NETWORK'],
  [700, 'ACCEPTED_BY_NETWORK'],
  [5_000, 'SEEN_ON_NETWORK'],
];
const immutableMs = 240_000;

/**
 * Arcade: it answers at once with 202 RECEIVED and goes on by itself. What its own validator finds it refuses with 400 and
 * ARC's number in the body; what its Teranode finds it tells later, as REJECTED.
 */
const arcade: Dialect = {
  name: 'Arcade',
  servesHeaders: true,
  posted: (_chain, { status, body }, txid) => {
    const fields = body as Fields;
    if (status === 200) return { status: 202, body: { txid, status: 202, txStatus: 'RECEIVED' } };
    const { title, detail, extraInfo } = fields;
    const error = 'transaction failed validation';
    return { status: 400, body: { error, txid, reason: extraInfo, status: fields.status, title, detail } };
  },
  reported: ({ status, body }, ageMs) => {
    if (status !== 200) return { status, body: { error: 'transaction not found' } };
    const fields = body as Fields;
    return {
      status,
      body: withoutEmpty({ ...fields, txStatus: arcadeWord(String(fields.txStatus), ageMs ?? 0) }),
    };
  },
};

function arcadeWord(word: string, ageMs: number): string {
  if (word === 'MINED' && ageMs > immutableMs) return 'IMMUTABLE';
  if (word !== 'SEEN_ON_NETWORK') return word;
  return arcadeSteps.find(([untilMs]) => ageMs < untilMs)?.[1] ?? 'SEEN_MULTIPLE_NODES';
}

/** Arcade leaves out what is empty. */
function withoutEmpty(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== '' && value !== null && value !== 0),
  );
}

export const dialects: readonly Dialect[] = [arc, arcade];

/** A provider's answer about a transaction, changed. */
export function withFields(fields: Fields): (right: Answer) => Answer {
  return (right) => ({ ...right, status: 200, body: { ...(right.body as Fields), ...fields } });
}

/** Arcade's refusal at its door. */
export function refusedByArcade(status: number, title: string, reason: string): Answer {
  const error = 'transaction failed validation';
  return { status: 400, body: { error, reason, status, title, detail: title } };
}

/** ARC's refusal. */
export function refusedByArc(status: number, detail: string, extraInfo: string): Answer {
  return { status, body: { type: 'about:blank', title: detail, status, detail, extraInfo, txid: null } };
}

/** What both tell of a transaction that a node refused after it was taken. */
export function rejectedLater(txid: string, extraInfo: string, status?: number): Answer {
  return { status: 200, body: { txid, txStatus: 'REJECTED', extraInfo, ...(status && { status }) } };
}
