import assert from 'node:assert/strict';
import { test } from 'node:test';
import { customerPermissions, memberRoles, operatorPermissions, operatorRoles } from './names.ts';
import { keyPermissions, operatorRolePermissions, permissionTexts, rolePermissions } from './roles.ts';

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
  assert.deepEqual(keyPermissions({}), customerPermissions);
  assert.deepEqual(keyPermissions({ scopes: [] }), ['account']);
  assert.deepEqual(keyPermissions({ scopes: ['submit', 'read'] }), ['account', 'read', 'submit']);
});
