import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ShortHmac } from './short-hmac.ts';

test('it is the HMAC-SHA256 of all parts after one another', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(key, fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 3 }), (secret, parts) => {
      const whole = createHmac('sha256', secret).update(Buffer.concat(parts)).digest();
      assert.deepEqual(Buffer.from(new ShortHmac(secret).of(...parts)), whole);
    }),
  );
});
