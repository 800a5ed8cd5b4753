import assert from 'node:assert/strict';
import { test } from 'node:test';
import { payeeOf } from './payee.ts';

test('the kind of a wallet follows from how it is written', () => {
  assert.deepEqual(payeeOf(' kim@example.com '), { paymail: 'kim@example.com' });
  assert.deepEqual(payeeOf('$kim'), { paymail: '$kim' });
  assert.deepEqual(payeeOf('mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn'), {
    address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn',
  });
  assert.equal(payeeOf('  '), null);
});
