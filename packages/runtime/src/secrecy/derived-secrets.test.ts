import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DerivedSecrets } from './derived-secrets.ts';

const keys = (digit: string) => () => [digit.repeat(64)];

test('a secret is the same in each process, and another one for another text, purpose or key', () => {
  const one = new DerivedSecrets(keys('1'), 'mail links');
  const secret = one.of('mai_1');
  assert.match(secret, /^[\w-]{43}$/);
  assert.equal(new DerivedSecrets(keys('1'), 'mail links').of('mai_1'), secret);
  const others = [
    one.of('mai_2'),
    new DerivedSecrets(keys('1'), 'others').of('mai_1'),
    new DerivedSecrets(keys('2'), 'mail links').of('mai_1'),
  ];
  assert.equal(new Set([secret, ...others]).size, 4);
});
