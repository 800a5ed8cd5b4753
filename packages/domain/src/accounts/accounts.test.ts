import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { noBalance } from '../balance/balance.ts';
import { type ApiKeyRecord, additionOf, revocationOf, withLastUse } from './api-key.ts';
import {
  type ChangeCustomer,
  type CustomerRecord,
  changedCustomer,
  type RememberedCustomer,
  registrationOf,
} from './customer.ts';

const customer: CustomerRecord = {
  customerId: 'cust_1',
  name: 'Acme',
  email: 'a@example.com',
  tier: 'sandbox',
  quotaTotal: 100,
  quotaLeft: 40,
  suspended: false,
  createdAtMs: 1,
  balance: noBalance,
};
const liveKey: ApiKeyRecord = {
  keyId: 'key_1',
  customerId: 'cust_1',
  hash: 'ab',
  hint: 'sk_live_a',
  createdAtMs: 2,
};
const aChange = (fields: Partial<ChangeCustomer>, changeId = 'c1'): ChangeCustomer => ({
  customerId: 'cust_1',
  changeId,
  ...fields,
});
const anyQuota = fc.oneof(
  fc.record({ set: fc.nat(1000) }),
  fc.record({ add: fc.integer({ min: -1000, max: 1000 }) }),
);

test('whatever quota is set, added or taken away: what was used stays the same, and none is below 0', () => {
  fc.assert(
    fc.property(fc.array(anyQuota, { maxLength: 40 }), (quotas) => {
      let state: RememberedCustomer = { customer, changes: [] };
      for (const [n, quota] of quotas.entries()) {
        state = changedCustomer(state, aChange({ quota }, `c${n}`), 'unknown').after!;
        assert.equal(state.customer.quotaTotal - state.customer.quotaLeft, 60);
        assert.ok(state.customer.quotaLeft >= 0);
      }
      assert.equal(state.changes.length, Math.min(32, quotas.length));
    }),
  );
});

test('a change that is remembered is made once, and answers whether its key came with it', () => {
  const request = aChange({ tier: 'growth', quota: { add: 10 }, liveKey });
  const first = changedCustomer({ customer, changes: [] }, request, 'unknown');
  assert.deepEqual(first.addedKey, liveKey);
  assert.deepEqual([first.outcome.customer.tier, first.outcome.customer.quotaLeft], ['growth', 50]);
  for (const standing of ['live', 'revoked'] as const) {
    const again = changedCustomer(first.after!, request, standing);
    assert.deepEqual([again.after, again.addedKey], [null, null]);
    assert.deepEqual(again.outcome, first.outcome);
  }
});

test('a live key comes only with the step out of the sandbox', () => {
  const stays = changedCustomer(
    { customer, changes: [] },
    aChange({ quota: { set: 5 }, liveKey }),
    'unknown',
  );
  assert.deepEqual([stays.addedKey, stays.outcome.isLiveKeyAdded], [null, false]);
  const grown = { customer: { ...customer, tier: 'growth' as const }, changes: [] };
  assert.equal(changedCustomer(grown, aChange({ tier: 'scale', liveKey }), 'unknown').addedKey, null);
});

test('keys are bounded, and the last one stays', () => {
  assert.equal(additionOf('unknown', 4, 5), 'add');
  assert.equal(additionOf('unknown', 5, 5), 'too_many');
  assert.equal(additionOf('live', 5, 5), 'added');
  assert.equal(additionOf('revoked', 0, 5), 'added');
  const { keyId } = liveKey;
  const other = { ...liveKey, keyId: 'key_2' };
  assert.equal(revocationOf('live', { keyId }, [liveKey, other]), 'revoke');
  assert.equal(revocationOf('live', { keyId }, [liveKey]), 'last_key');
  assert.equal(revocationOf('live', { keyId, isLastToo: true }, [liveKey]), 'revoke');
  assert.equal(revocationOf('revoked', { keyId }, [other]), 'revoked');
  assert.equal(revocationOf('unknown', { keyId }, [liveKey, other]), 'not_found');
});

test('the last key that makes keys and does not end stays, whatever others there are', () => {
  const { keyId } = liveKey;
  const reads: ApiKeyRecord = { ...liveKey, keyId: 'key_2', scopes: ['read'] };
  const ends: ApiKeyRecord = { ...liveKey, keyId: 'key_3', expiresAtMs: 9 };
  const makes: ApiKeyRecord = { ...liveKey, keyId: 'key_4', scopes: ['keys'] };
  const live = [liveKey, reads, ends];
  assert.equal(revocationOf('live', { keyId }, live), 'last_key');
  assert.equal(revocationOf('live', { keyId: 'key_2' }, live), 'revoke');
  assert.equal(revocationOf('live', { keyId: 'key_3' }, live), 'revoke');
  assert.equal(revocationOf('live', { keyId }, [...live, makes]), 'revoke');
});

test('a key shows its last use once there is one', () => {
  assert.equal(withLastUse(liveKey, null), liveKey);
  assert.equal(withLastUse(liveKey, 7).lastUsedAtMs, 7);
});

test('an account registers again, another one does not get its e-mail', () => {
  assert.equal(registrationOf('wrk_1', 'wrk_1'), 'registered');
  assert.equal(registrationOf('wrk_2', 'wrk_1'), 'email_taken');
});
