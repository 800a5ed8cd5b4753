import assert from 'node:assert/strict';
import { test } from 'node:test';
import { itemIn } from './item-blob.ts';

test('a picture is told with the size of its original, and a text without', async () => {
  const size = { 'x-item-width': '6000', 'x-item-height': '4000' };
  const picture = await itemIn(new Response('shown', { headers: { 'content-type': 'image/png', ...size } }));
  assert.deepEqual(picture.original, { width: 6000, height: 4000 });
  assert.equal(picture.type, 'image/png');
  assert.equal(await picture.text(), 'shown');
  const text = await itemIn(new Response('some words', { headers: { 'content-type': 'text/plain' } }));
  assert.equal(text.original, null);
});
