import assert from 'node:assert/strict';
import { createECDH } from 'node:crypto';
import { test } from 'node:test';
import { areUsable, encrypted } from './encryption.ts';

const bytes = (text: string) => Buffer.from(text, 'base64url');

/** The example of RFC 8291, appendix A. */
const example = {
  text: 'When I grow up, I want to be a watermelon',
  ownPrivate: 'yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw',
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  salt: 'DGv6ra1nlYgDCS1FRnbzlw',
  body: 'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
};
const keys = { p256dh: bytes(example.p256dh), auth: bytes(example.auth) };

test('a message is encrypted as in the example of RFC 8291', () => {
  const own = createECDH('prime256v1');
  own.setPrivateKey(bytes(example.ownPrivate));
  const body = encrypted(Buffer.from(example.text), keys, { own, salt: bytes(example.salt) });
  assert.equal(body.toString('base64url'), example.body);
});

test('keys that no browser makes are told', () => {
  assert.ok(areUsable(keys));
  const [short, offCurve] = [keys.p256dh.subarray(1), Buffer.from(keys.p256dh)];
  offCurve[64] = (offCurve[64] ?? 0) ^ 1;
  for (const p256dh of [short, offCurve, Buffer.alloc(65), Buffer.alloc(0)])
    assert.ok(!areUsable({ ...keys, p256dh }), p256dh.toString('hex'));
  for (const auth of [Buffer.alloc(15), Buffer.alloc(17)]) assert.ok(!areUsable({ ...keys, auth }));
});
