import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnknownWords } from '@asg/chain';
import { arcCallbackRoute } from './arc-callback-route.ts';

const txid = 'ab'.repeat(32);

function openRoute() {
  const [hints, words]: [string[], string[]] = [[], []];
  const heard = new UnknownWords((word) => words.push(word));
  const route = arcCallbackRoute('a-long-callback-token', (hinted) => hints.push(hinted), heard);
  const call = async (authorization: string | undefined, body: unknown) =>
    (
      await route.handle({
        params: {},
        query: {},
        styleNonce: '',
        link: (path: string) => path,
        isLocal: true,
        headers: { authorization },
        body,
      })
    ).status;
  return { hints, words, call };
}

test('a callback with the token is a hint; without it, or unreadable, it is nothing', async () => {
  const { hints, call } = openRoute();
  const report = { txid, txStatus: 'MINED', blockHeight: 5 };
  assert.equal(await call(undefined, report), 401);
  assert.equal(await call('Bearer another', report), 401);
  assert.deepEqual(hints, []);
  assert.equal(await call('Bearer a-long-callback-token', { txid: 'zz' }), 400);
  assert.equal(await call('Bearer a-long-callback-token', 'hello'), 400);
  assert.deepEqual(hints, []);
  for (let i = 0; i < 2; i++) assert.equal(await call('Bearer a-long-callback-token', report), 200);
  assert.deepEqual(hints, [txid, txid]);
});

test('a callback with an unknown status word is a hint like any other, and the word is logged once', async () => {
  const { hints, words, call } = openRoute();
  for (const txStatus of ['TELEPORTED', 'TELEPORTED', 'toString', 'MINED'])
    assert.equal(await call('Bearer a-long-callback-token', { txid, txStatus }), 200);
  assert.deepEqual([hints.length, words], [4, ['TELEPORTED', 'toString']]);
});
