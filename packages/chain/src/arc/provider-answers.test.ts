import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BroadcastOutcome } from '../port.ts';
import { outcomeOf, reportOf } from './answers.ts';

const someTxid = 'ab'.repeat(32);
const spent = `${'cd'.repeat(32)}:0`;

const answer = (status: number, json: unknown): BroadcastOutcome => outcomeOf({ status, json }, someTxid);
const kindOf = (outcome: BroadcastOutcome): string =>
  outcome.kind === 'rejected' ? `${outcome.fault} ${outcome.code}` : outcome.kind;

/** Arcade refuses what its own validator finds with HTTP 400, ARC's number in the body. */
const refused = (status: number, title: string, reason: string) => ({
  error: 'transaction failed validation',
  txid: someTxid,
  reason,
  status,
  title,
  detail: title,
  type: `https://bitcoin-sv.github.io/arc/#/errors?id=_${status}`,
});

test('Arcade’s refusals count by the number in the body, whatever HTTP’s is', () => {
  const lowFee = 'TX_INVALID (31): transaction fee is too low: 12 < 34 required';
  const cases: readonly [number, unknown, string][] = [
    [400, refused(465, 'Fee too low', lowFee), 'fee 465'],
    [400, { status: 465, title: 'Fee too low' }, 'fee 465'],
    [200, { status: 465, title: 'Fee too low' }, 'fee 465'],
    [500, { status: 465, title: 'Fee too low' }, 'fee 465'],
    [400, refused(461, 'Malformed transaction', 'GoBDK fail to ValidateTransaction'), 'ours 461'],
    [400, refused(466, 'Conflicting tx found', `UTXO_SPENT (70): ${spent} already spent`), 'conflict 466'],
    [400, refused(466, 'Conflicting tx found', 'TX_LOCKED (37): transaction is locked'), 'unknown'],
    [400, refused(467, 'Generic error', lowFee), 'fee 467'],
    [400, refused(467, 'Generic error', 'who knows'), 'ours 467'],
    [400, refused(476, 'Transaction not final', 'not final'), 'unknown'],
    [400, { error: 'transaction failed validation', txid: someTxid, reason: 'no number' }, 'unknown'],
    [400, { error: 'failed to parse transaction' }, 'unknown'],
    [503, { error: 'service overloaded, retry shortly' }, 'unknown'],
    [500, { error: 'failed to submit' }, 'unknown'],
    // Only HTTP has a number.
    [465, { title: 'Fee too low' }, 'fee 465'],
    [465, { status: null, title: 'Fee too low' }, 'fee 465'],
    // The two contradict each other.
    [466, { status: 200 }, 'unknown'],
    [400, { ...refused(465, 'Fee too low', lowFee), txid: 'cd'.repeat(32) }, 'unknown'],
    [202, { txid: someTxid, status: 202, txStatus: 'RECEIVED' }, 'unknown'],
    [202, { txid: someTxid, status: 202, txStatus: 'SEEN_MULTIPLE_NODES' }, 'accepted'],
    [
      409,
      { status: 409, detail: 'Transaction could not be processed', extraInfo: 'txn-already-known' },
      'unknown',
    ],
    [409, { status: 409, extraInfo: '258: txn-mempool-conflict' }, 'unknown'],
  ];
  for (const [status, body, expected] of cases)
    assert.equal(kindOf(answer(status, body)), expected, `${status} ${JSON.stringify(body)}`);
});

test('the fee that a refusal names comes with it', () => {
  const arc = {
    status: 465,
    title: 'Fee too low',
    detail: 'Fees are insufficient',
    extraInfo: 'arc error 465: transaction fee is too low\nminimum expected fee: 225, actual fee: 12',
  };
  const outcome = answer(465, arc);
  assert.ok(outcome.kind === 'rejected');
  assert.deepEqual(outcome.minimumFee, { satoshis: 225, of: 'transaction' });
  const unnamed = answer(400, { status: 465, title: 'Fee too low' });
  assert.ok(unnamed.kind === 'rejected' && unnamed.minimumFee === undefined);
});

test('a reason that is reported later counts like an immediate one', () => {
  const cases: readonly [Record<string, unknown>, string | null][] = [
    [{ status: 466, extraInfo: `UTXO_SPENT (70): ${spent} utxo already spent by tx x` }, 'conflict 466'],
    [{ status: 465, extraInfo: 'TX_INVALID (31): transaction fee is too low: 12 < 34 required' }, 'fee 465'],
    [{ extraInfo: 'TX_POLICY (39): transaction fee is too low' }, 'fee 409'],
    [{ extraInfo: 'PROCESSING (4): x -> TX_MISSING_PARENT (34): parent tx not found' }, 'inputs 409'],
    [{ status: 466, extraInfo: 'TX_LOCKED (37): transaction is locked' }, null],
    [{ extraInfo: 'TX_EXISTS (33): tx already exists' }, null],
    [{ status: 467, extraInfo: 'TX_INVALID (31): GoBDK fail to ValidateTransaction' }, 'ours 467'],
    [{ extraInfo: 'a word of tomorrow' }, 'ours 409'],
    [{}, 'ours 409'],
    [{ extraInfo: 7, status: '465' }, 'ours 409'],
  ];
  for (const [fields, expected] of cases) {
    const status = reportOf({ txid: someTxid, txStatus: 'REJECTED', ...fields })?.status;
    assert.ok(status?.kind === 'rejected');
    assert.equal(status.refusal && kindOf(status.refusal), expected, JSON.stringify(fields));
  }
});

test('a mined transaction of Arcade counts with its Merkle path, or needs one from another source', () => {
  const mined = { txid: someTxid, blockHash: 'ef'.repeat(32), blockHeight: 9, merklePath: 'fe8a6a0c00' };
  const reported = (fields: Record<string, unknown>) => {
    const { status } = reportOf({ ...mined, ...fields })!;
    return [status.kind, status.kind === 'seen' && status.isUnproven === true];
  };
  assert.deepEqual(reported({ txStatus: 'MINED' }), ['mined', false]);
  assert.deepEqual(reported({ txStatus: 'IMMUTABLE' }), ['mined', false]);
  assert.deepEqual(reported({ txStatus: 'MINED', merklePath: undefined }), ['seen', true]);
  assert.deepEqual(reported({ txStatus: 'MINED', merklePath: 'no hex' }), ['seen', true]);
  assert.deepEqual(reported({ txStatus: 'MINED', blockHeight: -1 }), ['seen', true]);
  assert.deepEqual(reported({ txStatus: 'SEEN_MULTIPLE_NODES' }), ['seen', false]);
});
