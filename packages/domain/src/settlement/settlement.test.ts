import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sats } from '../money/sats.ts';
import { settlementStates } from '../names.ts';
import { isBound, isReplaceable, mayReplace } from './replacement.ts';
import {
  advanceOf,
  failedFor,
  revivedFrom,
  type SettlementProgress,
  type SettlementRecord,
  withNote,
} from './settlement.ts';

const proof = { blockHash: 'aa', blockHeight: 7, bump: 'bb', header: 'cc' };
const signed: SettlementProgress = {
  state: 'signed',
  seenAtMs: null,
  note: null,
  proof: null,
  replacedBy: null,
};
const coin = (txid: string, vout = 0) => ({ txid, vout, satoshis: sats(1_000), lockingScript: '51' });
const record: SettlementRecord = {
  ...signed,
  settlementId: 'stl_1',
  laneId: 'lane',
  lanePosition: 1,
  purpose: 'payment',
  inputs: [coin('aa')],
  tasks: [],
  payees: [],
  outputs: [],
  feeSats: sats(5),
  feeScript: null,
  minerFeeSats: sats(1),
  root: '',
  txid: 'ee',
  raw: '',
  extended: '',
  change: null,
  replaces: null,
  createdAtMs: 1,
};

test('whatever the network says, in any order: a settlement settles once, and has a proof only in a block', () => {
  const steps = fc.array(
    fc.record({ to: fc.constantFrom(...settlementStates), nowMs: fc.integer({ min: 1, max: 1e6 }) }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, (given) => {
      let progress = signed;
      let settlings = 0;
      for (const { to, nowMs } of given) {
        const request = { settlementId: 'stl_1', to, nowMs, note: to, proof };
        const advance = advanceOf(progress, request);
        if (advance.kind !== 'advanced') continue;
        if (advance.settles) settlings++;
        progress = advance.after;
        assert.deepEqual([progress.state, progress.note], [to, to]);
        assert.equal(progress.proof !== null, to === 'mined' || to === 'final');
        assert.equal(advanceOf(progress, request).kind, 'repeated');
      }
      assert.ok(settlings <= 1);
      assert.equal(progress.seenAtMs !== null, settlings === 1);
    }),
    { numRuns: 500 },
  );
});

test('a step that the table does not know is refused with the present state', () => {
  const request = { settlementId: 'stl_1', to: 'final', nowMs: 1, note: null } as const;
  assert.deepEqual(advanceOf(signed, request), { kind: 'illegal', state: 'signed' });
});

test('a note is kept in the states that are meant alone', () => {
  assert.equal(withNote(signed, { states: ['signed'], note: 'slow' }).note, 'slow');
  assert.equal(withNote(signed, { states: ['seen'], note: 'slow' }), signed);
  assert.equal(withNote(signed, { states: ['signed'], note: null }), signed);
});

test('who is replaced has failed and was never seen, until they are put back', () => {
  const seen: SettlementProgress = { ...signed, state: 'contested', seenAtMs: 5, note: 'double spend' };
  const failed = failedFor(seen, 'stl_2');
  assert.deepEqual(failed, { ...signed, state: 'failed', note: 'double spend', replacedBy: 'stl_2' });
  assert.deepEqual(revivedFrom(failed, 'mined after all'), {
    ...signed,
    state: 'unknown',
    note: 'mined after all',
  });
});

test('another takes its place only where it may fail, once, for the very same sums', () => {
  const old = { ...record, state: 'unknown' as const };
  const replacement = {
    ...record,
    settlementId: 'stl_2',
    txid: 'ff',
    minerFeeSats: sats(9),
    replaces: 'stl_1',
  };
  assert.equal(mayReplace(old, replacement), true);
  assert.equal(mayReplace(null, replacement), false);
  assert.equal(mayReplace({ ...old, replacedBy: 'stl_3' }, replacement), false);
  assert.equal(mayReplace(old, { ...replacement, feeSats: sats(6) }), false);
  for (const state of ['signed', 'seen', 'mined', 'final', 'failed'] as const)
    assert.equal(isReplaceable({ ...old, state }), false, state);
});

test('two are bound by a coin that both spend, or that the replacement of a parent made', () => {
  const old = { inputs: [coin('aa'), coin('bb', 1)] };
  assert.equal(isBound(old, { inputs: [coin('cc'), coin('bb', 1)] }, []), true);
  assert.equal(isBound(old, { inputs: [coin('bb', 0)] }, []), false);
  assert.equal(isBound(old, { inputs: [coin('dd', 3)] }, ['dd']), true);
  assert.equal(isBound(old, { inputs: [] }, ['dd']), false);
});
