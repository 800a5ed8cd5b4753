import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from './local/verdict.ts';
import { sendOutcome } from './node/refusals.ts';

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
  for (const [name, { code, message }] of Object.entries(FAULTS))
    assert.equal(verdict(code, message), other[name] ?? 'ours', name);
});
