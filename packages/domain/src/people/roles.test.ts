import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { customerPermissions, memberRoles, operatorPermissions, operatorRoles } from './names.ts';
import {
  covers,
  type Grant,
  grantOfKey,
  grantOfRole,
  keyTerms,
  operatorRolePermissions,
  permissionsOf,
  permissionTexts,
  rolePermissions,
} from './roles.ts';

test('an owner may everything, every role sees its account, and every permission opens something of its own', () => {
  assert.deepEqual(rolePermissions.owner, customerPermissions);
  assert.deepEqual(operatorRolePermissions.owner, operatorPermissions);
  for (const role of memberRoles) assert.ok(rolePermissions[role].includes('account'), role);
  for (const role of operatorRoles) assert.ok(operatorRolePermissions[role].includes('accounts'), role);
  const names = [...customerPermissions, ...operatorPermissions];
  assert.deepEqual(Object.keys(permissionTexts).sort(), [...names].sort());
  assert.equal(new Set(names).size, names.length);
});

test('a key without scopes may everything, one with scopes those and see its account, in one order', () => {
  const may = (key: Parameters<typeof grantOfKey>[0]) => permissionsOf(grantOfKey(key));
  assert.deepEqual(may({}), customerPermissions);
  assert.deepEqual(may({ scopes: [] }), ['account']);
  assert.deepEqual(may({ scopes: ['submit', 'read'] }), ['account', 'read', 'submit']);
});

test('what is not asked of a new key is as its maker has it', () => {
  const all = { scopes: null, expiresAtMs: null };
  const some: Grant = { scopes: ['keys', 'read'], expiresAtMs: 90 };
  assert.deepEqual(keyTerms(all, all, 10), { ok: true, grant: all });
  assert.deepEqual(keyTerms(some, all, 10), { ok: true, grant: some });
  assert.deepEqual(keyTerms(some, { scopes: ['read'], expiresAtMs: 80 }, 10), {
    ok: true,
    grant: { scopes: ['read'], expiresAtMs: 80 },
  });
});

const scopes = fc.option(fc.subarray([...customerPermissions]));
const ends = fc.option(fc.nat(100));
const grants = fc.record({ scopes, expiresAtMs: ends });

test('whatever is asked, no key may more than its maker, nor lives longer, nor is made when it has ended', () => {
  fc.assert(
    fc.property(grants, grants, fc.nat(100), (own, wanted, nowMs) => {
      const terms = keyTerms(own, wanted, nowMs);
      if (!terms.ok) return;
      assert.ok(covers(own, terms.grant));
      const end = terms.grant.expiresAtMs ?? Number.POSITIVE_INFINITY;
      assert.ok(end <= (own.expiresAtMs ?? Number.POSITIVE_INFINITY));
      if (wanted.expiresAtMs !== null) assert.ok(end > nowMs);
      // Through any chain of keys: what a key's key may is within what the first may.
      const next = keyTerms(terms.grant, wanted, nowMs);
      if (next.ok) assert.ok(covers(own, next.grant));
    }),
  );
});

test('a limited grant never covers one that has all, and refusals name the first scope that is missing', () => {
  const limited: Grant = { scopes: customerPermissions, expiresAtMs: null };
  assert.ok(!covers(limited, { scopes: null, expiresAtMs: null }));
  assert.ok(covers({ scopes: ['read'], expiresAtMs: null }, { scopes: ['account'], expiresAtMs: null }));
  const asked = keyTerms(
    { scopes: ['read'], expiresAtMs: null },
    { scopes: ['read', 'money'], expiresAtMs: null },
    0,
  );
  assert.deepEqual(asked, { ok: false, refusal: 'scope', scope: 'money' });
});

test('roles are listed from the most to the least: nobody with less has what is missing to somebody with more', () => {
  assert.deepEqual(grantOfRole('owner'), { scopes: null, expiresAtMs: null });
  for (const role of memberRoles.slice(1)) assert.ok(covers(grantOfRole('admin'), grantOfRole(role)));
});
