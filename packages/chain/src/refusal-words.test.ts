import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from './local/verdict.ts';
import { minimumFeeIn } from './minimum-fee.ts';
import { sendOutcome } from './node/refusals.ts';
import type { MinimumFee } from './port.ts';
import { meaningOf } from './refusal-words.ts';

function verdict(code: number, message: string): string {
  const outcome = sendOutcome(code, message);
  return outcome.kind === 'rejected' ? outcome.fault : outcome.kind;
}

test('a node’s errors are laid at the right door', () => {
  const cases: readonly [number, string, string][] = [
    [-27, 'Transaction already in the mempool', 'accepted'],
    [-26, '257: txn-already-known', 'accepted'],
    [-26, '258: txn-mempool-conflict', 'conflict'],
    [-26, '18: txn-double-spend-detected', 'conflict'],
    [-25, 'Missing inputs', 'inputs'],
    [-26, '16: bad-txns-inputs-spent', 'inputs'],
    [-26, '66: mempool min fee not met', 'fee'],
    [-26, '66: insufficient priority', 'fee'],
    [-26, '64: too-long-mempool-chain', 'unknown'],
    [-26, '259: mempool full', 'unknown'],
    [-26, '68: too-busy', 'unknown'],
    [-26, '64: dust', 'ours'],
    [-26, '256: absurdly-high-fee', 'ours'],
    [-26, '16: mandatory-script-verify-flag-failed (Signature must be zero)', 'ours'],
    [-22, 'TX decode failed', 'ours'],
    // Teranode's: one code for all, the cause in the words.
    [-8, 'TX rejected: PROCESSING (4): failed to validate transaction -> UTXO_SPENT (70): spent', 'conflict'],
    [-8, 'TX rejected: TX_INVALID (31): transaction fee is too low: 12 < 34 required', 'fee'],
    [-8, 'TX rejected: TX_INVALID (31): GoBDK fail to ValidateTransaction', 'ours'],
    [-8, 'TX rejected: SERVICE_ERROR (59): could not create distributor', 'unknown'],
    [-8, 'TX rejected: PROCESSING (4): [ProcessTransaction] failed to validate transaction', 'unknown'],
    [-8, 'something else', 'unknown'],
    // About the node, not about the transaction.
    [-25, 'internal error', 'unknown'],
    [-28, 'Loading block index...', 'unknown'],
    [-31, 'Error: Peer-to-peer functionality missing or disabled', 'unknown'],
    [-32_601, 'Method not found', 'unknown'],
  ];
  for (const [code, message, expected] of cases)
    assert.equal(verdict(code, message), expected, `${code} ${message}`);
});

test('every fault of the local chain, in a node’s words, means what it is', () => {
  const other: Readonly<Record<string, string>> = {
    conflict: 'conflict',
    missingInputs: 'inputs',
    lowFee: 'fee',
    chainTooLong: 'unknown',
    immature: 'unknown',
  };
  for (const [name, { code, message }] of Object.entries(faults))
    assert.equal(verdict(code, message), other[name] ?? 'ours', name);
});

test('Teranode’s reasons mean what they say, wrapped or not', () => {
  const spent = `${'ab'.repeat(32)}:0`;
  const cases: readonly [string, string | undefined][] = [
    [`UTXO_SPENT (70): UTXO_SPENT (70): ${spent} utxo already spent by tx ${'cd'.repeat(32)}[0]`, 'conflict'],
    ['TX_CONFLICTING (36): [Validate][ab] tx is conflicting', 'conflict'],
    ['TX_INVALID_DOUBLE_SPEND (32): tx invalid double spend', 'conflict'],
    ['PROCESSING (4): failed -> TX_MISSING_PARENT (34): error getting parent transaction', 'inputs'],
    ['parent rejected (ancestor ab): retryable — resubmit after the ancestor is accepted', 'inputs'],
    ['TX_LOCKED (37): [SPEND_BATCH_LUA][ab] transaction is locked, blockHeight 9: 1 - x', 'wait'],
    [`TX_LOCKED (37): [Spend] utxo is not spendable for ${spent}`, 'wait'],
    ['TX_EXISTS (33): [sendStoreBatch-1] ab already exists in store', 'known'],
    ['transaction already exists', 'known'],
    ['TX_POLICY (39): transaction fee is too low', 'fee'],
    ['TX_POLICY (39): GoBDK fail to ValidateTransaction by policy settings', 'ours'],
    ['UTXO_FROZEN (72): frozen', 'ours'],
    ['STORAGE_ERROR (69): [ProcessTransaction][ab] failed to save transaction', 'wait'],
    ['TX_LOCK_TIME (35): lock time (9) as timestamp is not less than median block time (8)', 'wait'],
    ['no network verdict after 288 durable retry attempts: giving up — no peer ever answered', 'wait'],
    [
      'no network verdict after 9 durable retry attempts: giving up — a parent this transaction spends has never reached the network',
      'inputs',
    ],
    ['', undefined],
    ['a word of tomorrow', undefined],
  ];
  for (const [reason, expected] of cases) assert.equal(meaningOf(reason), expected, reason);
});

test('a fee that a refusal names is read from its words', () => {
  const cases: readonly [string, MinimumFee | undefined][] = [
    [
      'arc error 465: transaction fee is too low\nminimum expected fee: 225, actual fee: 12',
      { satoshis: 225, of: 'transaction' },
    ],
    [
      'arc error 465: transaction fee of 0 sat is too low - minimum expected fee is 1 sat',
      { satoshis: 1, of: 'transaction' },
    ],
    ['TX_INVALID (31): transaction fee is too low: 12 < 34 required', { satoshis: 34, of: 'transaction' }],
    ['66: mempool min fee not met, 141 < 500', { satoshis: 500, of: 'transaction' }],
    ['fee rate of 0.05 sat/byte is too low, at least 0.25 sat/byte', { satoshis: 250, of: 'kilobyte' }],
    ['fee too low: 500 satoshis per kB', { satoshis: 500, of: 'kilobyte' }],
    ['fee too low: 500 sats per 1,000 bytes', { satoshis: 500, of: 'kilobyte' }],
    ['66: mempool min fee not met', undefined],
    ['Fees are insufficient', undefined],
    ['fee too low: 1 < 0', undefined],
    [`fee too low: 1 < ${'9'.repeat(30)}`, undefined],
  ];
  for (const [reason, expected] of cases) assert.deepEqual(minimumFeeIn(reason), expected, reason);
});
