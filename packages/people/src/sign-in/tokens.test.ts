import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '@asg/runtime';
import { hashPassword, verifyPassword } from './passwords.ts';
import { isWellFormedToken, mintToken, tokenHash } from './tokens.ts';

const random = seededRandom('tokens');
const prefixes = ['sk_sandbox_', 'sk_live_'];

test('a mistyped key is refused without a look-up', () => {
  for (let i = 0; i < 50; i++) {
    const key = mintToken('sk_live_', random);
    assert.ok(isWellFormedToken(key, prefixes));
    const at = 8 + (i % 36);
    const mistyped = key.slice(0, at) + (key[at] === 'x' ? 'y' : 'x') + key.slice(at + 1);
    assert.ok(!isWellFormedToken(mistyped, prefixes), mistyped);
    assert.ok(!isWellFormedToken(key.slice(1), prefixes));
    assert.ok(!isWellFormedToken(`${key}0`, prefixes));
    assert.ok(!isWellFormedToken(key, ['wst_']), 'another kind of token');
  }
});

test('no two tokens are alike, and what is stored does not show them', () => {
  const tokens = Array.from({ length: 1_000 }, () => mintToken('sk_sandbox_', random));
  assert.equal(new Set(tokens).size, 1_000);
  assert.match(tokenHash(tokens[0]!), /^[0-9a-f]{64}$/);
});

test('a password fits its own hash alone, and the same password has another hash each time', async () => {
  const [first, second] = await Promise.all([
    hashPassword('correct horse', random),
    hashPassword('correct horse', random),
  ]);
  assert.notEqual(first, second);
  assert.match(first, /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/);
  const before =
    '$argon2id$v=19$m=19456,t=2,p=1$BwcHBwcHBwcHBwcHBwcHBw$cTLmpgKLeruU6za+t2cUZ3fNfHVCYhGoJ8inpcUNcwc';
  assert.equal(await verifyPassword('correct horse', before), true, 'a hash with the cost of before');
  assert.equal(await verifyPassword('correct horse', first), true);
  assert.equal(await verifyPassword('Correct horse', first), false);
  await assert.rejects(verifyPassword('x', 'plain'), /PHC/);
});
