import assert from 'node:assert/strict';
import { test } from 'node:test';
import { route } from './contract.ts';
import { routeList } from './routes.ts';

const plain = {
  method: 'GET',
  path: '/v1/plain',
  operationId: 'getPlain',
  tag: 'Tasks',
  summary: 'A route',
  responses: { 204: { description: 'Nothing' } },
  errors: [],
} as const;

test('a route that does not say who may call it, and how often, does not compile', () => {
  assert.ok(route({ ...plain, auth: 'customer', may: 'read', limit: 'caller' }));
  assert.ok(route({ ...plain, auth: 'none', limit: 'registration' }));
  // @ts-expect-error: nobody is limited
  assert.ok(route({ ...plain, auth: 'customer', may: 'read' }));
  // @ts-expect-error: anybody may call
  assert.ok(route({ ...plain, limit: 'address' }));
  // @ts-expect-error: who has no name cannot be limited by it
  assert.ok(route({ ...plain, auth: 'none', limit: 'caller' }));
  // @ts-expect-error: there is no such limit
  assert.ok(route({ ...plain, auth: 'none', limit: 'gentle' }));
});

test('a route of customers or the operator that does not say what it takes does not compile', () => {
  assert.ok(route({ ...plain, auth: 'admin', may: 'ledger', limit: 'address' }));
  // @ts-expect-error: any key may call
  assert.ok(route({ ...plain, auth: 'customer', limit: 'caller' }));
  // @ts-expect-error: any operator may call
  assert.ok(route({ ...plain, auth: 'admin', limit: 'address' }));
  // @ts-expect-error: no customer has it
  assert.ok(route({ ...plain, auth: 'customer', may: 'ledger', limit: 'caller' }));
});

test('two routes never share an operation id, nor a method and path', () => {
  for (const name of [
    ({ operationId }: (typeof routeList)[number]) => operationId,
    ({ method, path }: (typeof routeList)[number]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`,
  ])
    assert.equal(new Set(routeList.map(name)).size, routeList.length);
});
