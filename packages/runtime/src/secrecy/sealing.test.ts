import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../random.ts';
import { CannotUnseal, Sealer } from './sealing.ts';

const [oldKey, newKey] = ['a'.repeat(64), '0123456789abcdef'.repeat(4)];
const sealer = (...keys: readonly string[]) => new Sealer(keys, seededRandom('sealing'));

test('what was sealed opens again, and shows nothing of the secret', () => {
  const sealed = sealer(oldKey).seal('sécret', 'job:1');
  assert.match(sealed, /^v1\.[0-9a-f]{8}\.[\w-]+$/);
  assert.ok(!Buffer.from(sealed.split('.')[2]!, 'base64url').includes('cret'));
  assert.equal(sealer(oldKey).unseal(sealed, 'job:1'), 'sécret');
});

test('a key is rotated by putting the new one in front', () => {
  const sealed = sealer(oldKey).seal('secret', 'job:1');
  const rotated = sealer(newKey, oldKey);
  assert.equal(rotated.unseal(sealed, 'job:1'), 'secret');
  assert.equal(sealer(newKey).unseal(rotated.seal('secret', 'job:1'), 'job:1'), 'secret');
  assert.throws(() => sealer(newKey).unseal(sealed, 'job:1'), CannotUnseal);
});

test('a sealed text that was changed, cut or moved to another record does not open', () => {
  const own = sealer(oldKey);
  const sealed = own.seal('secret', 'job:1');
  const middle = sealed[20] === 'A' ? 'B' : 'A';
  for (const changed of [
    sealed.slice(0, 20) + middle + sealed.slice(21),
    sealed.slice(0, -8),
    sealed.slice(0, 13),
    '',
    'v1',
  ]) {
    assert.throws(() => own.unseal(changed, 'job:1'), CannotUnseal);
  }
  assert.throws(() => own.unseal(sealed, 'job:2'), CannotUnseal);
});

test('a key that is none is refused', () => {
  for (const keys of [[], [''], ['a'.repeat(63)], ['g'.repeat(64)]]) {
    assert.throws(() => sealer(...keys), RangeError);
  }
});
