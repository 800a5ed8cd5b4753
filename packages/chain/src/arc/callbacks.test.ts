import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import fc from 'fast-check';
import { payment } from '../contract/index.ts';
import { bodyOf, listening } from '../contract/serve-routes.ts';
import type { ArcCallback } from '../local/index.ts';
import { parseArcCallback } from './callback.ts';
import { openArcStage } from './testing/arc-stage.ts';

/** A server that callbacks are sent to, and what it got. */
async function openReceiver() {
  const got: { readonly authorization: string | undefined; readonly body: unknown }[] = [];
  const server = await listening(
    createServer((request, response) => {
      void bodyOf(request).then((text) => {
        got.push({ authorization: request.headers.authorization, body: JSON.parse(text) });
        response.end();
      });
    }),
  );
  return { ...server, got };
}

async function deliver(callbacks: readonly ArcCallback[]): Promise<void> {
  for (const { url, token, body } of callbacks) {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }
}

test('callbacks come as asked for, repeated and in any order, and polling gives the same end', async () => {
  await using receiver = await openReceiver();
  const callback = { url: `${receiver.url}/v1/arc`, token: 'secret-token' };
  await using stage = await openArcStage({ callback });
  stage.callbacks.repeat(2);
  stage.callbacks.reorder((count) => count - 1);
  const first = await payment(stage, await stage.coin(), 5_000);
  const second = await payment(stage, await stage.coin(), 6_000);
  for (const sent of [first, second]) await stage.chain.broadcast(sent);
  await deliver(stage.callbacks.take());
  assert.deepEqual(stage.callbacks.take(), [], 'nothing new, nothing told');
  await stage.mine();
  await deliver(stage.callbacks.take());
  stage.local.reorganise(1);
  await deliver(stage.callbacks.take());
  const reports = receiver.got.map(({ body }) => parseArcCallback(body));
  const reported = reports.map((report) => `${report?.txid === first.txid ? 1 : 2} ${report?.txStatus}`);
  const expected = ['SEEN_ON_NETWORK', 'MINED', 'MINED_IN_STALE_BLOCK'].flatMap((name) => [
    `2 ${name}`,
    `2 ${name}`,
    `1 ${name}`,
    `1 ${name}`,
  ]);
  assert.deepEqual(reported, expected);
  assert.ok(receiver.got.every(({ authorization }) => authorization === 'Bearer secret-token'));
  const mined = reports.find((report) => report?.txStatus === 'MINED');
  assert.equal(mined?.status.kind, 'mined');
  // The block is gone: only asking tells how it stands now.
  for (const { txid } of [first, second]) assert.deepEqual(await stage.chain.status(txid), { kind: 'seen' });
});

test('without full updates only final statuses are reported', async () => {
  await using stage = await openArcStage();
  const sent = await payment(stage, await stage.coin(), 5_000);
  stage.callbacks.subscribe(sent.txid, { 'x-callbackurl': 'http://127.0.0.1:9/' });
  await stage.chain.broadcast(sent);
  assert.deepEqual(stage.callbacks.take(), []);
  await stage.mine();
  assert.deepEqual(
    stage.callbacks.take().map(({ body }) => [body.txid, body.txStatus]),
    [[sent.txid, 'MINED']],
  );
  stage.callbacks.subscribe(sent.txid, { 'x-callbackurl': 'no url' });
  assert.deepEqual(stage.callbacks.take(), []);
});

test('what is no callback is none', () => {
  const txid = 'ab'.repeat(32);
  for (const body of [
    null,
    'x',
    7,
    [],
    {},
    { txid },
    { txid: 'zz', txStatus: 'MINED' },
    { txid, txStatus: 7 },
  ])
    assert.equal(parseArcCallback(body), null);
  assert.deepEqual(parseArcCallback({ txid: txid.toUpperCase(), txStatus: 'REJECTED', extraInfo: 'no' }), {
    txid,
    txStatus: 'REJECTED',
    isKnownWord: true,
    status: {
      kind: 'rejected',
      reason: 'no',
      refusal: { kind: 'rejected', code: 409, reason: 'no', fault: 'ours' },
    },
  });
});

test('a callback with any word as its status is one, and says that the transaction is being sent', () => {
  const txid = 'ab'.repeat(32);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (word) => {
      const report = parseArcCallback({ txid, txStatus: word });
      assert.ok(report !== null);
      if (!report.isKnownWord) assert.equal(report.status.kind, 'sending');
    }),
  );
  for (const word of ['__proto__', 'toString', 'mined', 'TELEPORTED'])
    assert.equal(parseArcCallback({ txid, txStatus: word })?.status.kind, 'sending');
});
