import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { payment } from '../contract/index.ts';
import { ChainUnavailable, type RefusalFault } from '../port.ts';
import type { ArcOptions } from './arc-chain.ts';
import { arcErrors, arcStatusWords } from './statuses.ts';
import { type ArcStage, openArcStage } from './testing/arc-stage.ts';
import { type Answer, type FaultyProxy, faultyProxy, type Mishap } from './testing/faulty-proxy.ts';
import { UnknownWords } from './unknown-words.ts';

const testTimeoutMs = 1_500;
const jsonType = 'application/json';

async function openFaulty(options: Partial<ArcOptions> = {}): Promise<ArcStage & { proxy: FaultyProxy }> {
  let proxy: FaultyProxy | undefined;
  const stage = await openArcStage({ timeoutMs: testTimeoutMs, ...options }, async (url) => {
    proxy = await faultyProxy(url);
    return proxy;
  });
  return { ...stage, proxy: proxy! };
}

const answered = (status: number, body: string, contentType = jsonType): Mishap => ({
  kind: 'answer',
  answer: { status, contentType, body },
});
const rewritten = (change: (answer: Answer) => Answer | null): Mishap => ({ kind: 'rewrite', change });
const withFields = (fields: Record<string, unknown>): Mishap =>
  rewritten((answer) => ({ ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), ...fields }) }));

/** Everything that leaves the outcome of a broadcast open, and whether the provider got the transaction all the same. */
const mishapsByName: Readonly<Record<string, { readonly mishap: Mishap; readonly arrives: boolean }>> = {
  'hangs for ever': { mishap: { kind: 'hang' }, arrives: false },
  'drops the answer after passing it on': { mishap: rewritten(() => null), arrives: true },
  'answers 500': { mishap: answered(500, '{"status":500,"title":"oops"}'), arrives: false },
  'answers 503 with a page': { mishap: answered(503, '<html>busy</html>', 'text/html'), arrives: false },
  'answers 409': { mishap: answered(409, '{"status":409,"title":"Generic error"}'), arrives: false },
  'answers 401': { mishap: answered(401, '{"status":401}'), arrives: false },
  'answers 429': { mishap: answered(429, '{"status":429}'), arrives: false },
  'redirects elsewhere': {
    mishap: { kind: 'answer', answer: { status: 307, contentType: jsonType, body: '', location: '?again' } },
    arrives: false,
  },
  'answers 200 with nothing': { mishap: answered(200, ''), arrives: false },
  'answers 200 with a web page': {
    mishap: answered(200, '<html>welcome</html>', 'text/html'),
    arrives: false,
  },
  'answers 200 with the wrong content type': {
    mishap: rewritten((answer) => ({ ...answer, contentType: 'text/plain' })),
    arrives: true,
  },
  'answers 200 with JSON cut short': {
    mishap: rewritten((answer) => ({ ...answer, body: answer.body.slice(0, -9) })),
    arrives: true,
  },
  'answers 200 with a list': {
    mishap: rewritten((answer) => ({ ...answer, body: `[${answer.body}]` })),
    arrives: true,
  },
  'answers 200 with another txid': { mishap: withFields({ txid: 'ab'.repeat(32) }), arrives: true },
  'answers 200 without a txid': { mishap: withFields({ txid: null }), arrives: true },
  'answers 465 with a page': { mishap: answered(465, '<html>fee</html>', 'text/html'), arrives: false },
  'answers 466 about another transaction': {
    mishap: answered(466, `{"status":466,"txid":"${'ab'.repeat(32)}"}`),
    arrives: false,
  },
  'answers 466 with another number inside': { mishap: answered(466, '{"status":200}'), arrives: false },
};

for (const [what, { mishap, arrives }] of Object.entries(mishapsByName)) {
  test(`a provider that ${what} leaves the outcome unknown, and the same bytes again settle it`, async () => {
    await using stage = await openFaulty();
    const sent = await payment(stage, await stage.coin(), 5_000);
    stage.proxy.befall(mishap);
    assert.equal((await stage.chain.broadcast(sent)).kind, 'unknown');
    assert.deepEqual(await stage.chain.status(sent.txid), { kind: arrives ? 'seen' : 'unknown' });
    assert.deepEqual(await stage.chain.broadcast(sent), { kind: 'accepted' });
  });
}

test('an answer that never ends is given up at its bound', async () => {
  await using stage = await openFaulty({ timeoutMs: 10_000 });
  const sent = await payment(stage, await stage.coin(), 5_000);
  stage.proxy.befall(rewritten((answer) => ({ ...answer, body: `${answer.body}${' '.repeat(17_000_000)}` })));
  const outcome = await stage.chain.broadcast(sent);
  assert.ok(outcome.kind === 'unknown');
  assert.match(outcome.reason, /more than 16000000 bytes/);
});

test('a status that cannot be read is a failure of the world, never a verdict', async () => {
  await using stage = await openFaulty();
  const sent = await payment(stage, await stage.coin(), 5_000);
  await stage.chain.broadcast(sent);
  for (const { mishap } of Object.values(mishapsByName)) {
    stage.proxy.befall(mishap);
    await assert.rejects(stage.chain.status(sent.txid), ChainUnavailable);
  }
  stage.proxy.befall(answered(404, '<html>gone</html>', 'text/html'));
  await assert.rejects(stage.chain.status(sent.txid), ChainUnavailable);
  stage.proxy.befall(answered(500, '{}'), answered(200, '{"policy":{"miningFee":{"satoshis":1,"bytes":0}}}'));
  await assert.rejects(stage.chain.feeRate(), ChainUnavailable);
  await assert.rejects(stage.chain.ping(), ChainUnavailable);
  stage.proxy.befall(answered(404, ''));
  assert.equal(await stage.chain.feeRate(), 100);
});

/** What follows from each status for a broadcast that is answered with it, and for a question. */
const statuses: Readonly<Record<string, readonly [broadcast: string, status: string]>> = {
  UNKNOWN: ['unknown', 'unknown'],
  QUEUED: ['unknown', 'sending'],
  RECEIVED: ['unknown', 'sending'],
  STORED: ['unknown', 'sending'],
  PENDING_RETRY: ['unknown', 'sending'],
  ANNOUNCED_TO_NETWORK: ['unknown', 'sending'],
  REQUESTED_BY_NETWORK: ['unknown', 'sending'],
  SENT_TO_NETWORK: ['unknown', 'sending'],
  ACCEPTED_BY_NETWORK: ['unknown', 'sending'],
  SEEN_IN_ORPHAN_MEMPOOL: ['inputs', 'unknown'],
  SEEN_ON_NETWORK: ['accepted', 'seen'],
  SEEN_MULTIPLE_NODES: ['accepted', 'seen'],
  STUMP_PROCESSING: ['accepted', 'seen'],
  DOUBLE_SPEND_ATTEMPTED: ['conflict', 'contested'],
  REJECTED: ['fee', 'rejected'],
  MINED_IN_STALE_BLOCK: ['unknown', 'unknown'],
  // Without a proof it is on the network, and no more.
  MINED: ['accepted', 'seen'],
  IMMUTABLE: ['accepted', 'seen'],
};

test('every status word that is known is tried here', () =>
  assert.deepEqual(Object.keys(statuses).sort(), [...arcStatusWords].sort()));

for (const [txStatus, [broadcast, question]] of Object.entries(statuses)) {
  test(`ARC's ${txStatus} makes a broadcast ${broadcast} and a status ${question}`, async () => {
    await using stage = await openFaulty();
    const sent = await payment(stage, await stage.coin(), 5_000);
    const fields = { txStatus, extraInfo: 'mempool min fee not met', competingTxs: ['ab'.repeat(32), 'x'] };
    stage.proxy.befall(withFields(fields), withFields(fields));
    const outcome = await stage.chain.broadcast(sent);
    assert.equal(outcome.kind === 'rejected' ? outcome.fault : outcome.kind, broadcast);
    const status = await stage.chain.status(sent.txid);
    assert.equal(status.kind, question);
    if (status.kind === 'contested') assert.deepEqual(status.competing, ['ab'.repeat(32)]);
  });
}

test('each of ARC’s errors is laid at the right door', async () => {
  await using stage = await openFaulty();
  const sent = await payment(stage, await stage.coin(), 5_000);
  const faults: Record<RefusalFault, number[]> = { fee: [], inputs: [], conflict: [], ours: [] };
  for (const status of arcErrors.keys()) {
    const body = { status, detail: 'no', extraInfo: 'why', txid: sent.txid };
    stage.proxy.befall(answered(status, JSON.stringify(body), 'application/problem+json'));
    const outcome = await stage.chain.broadcast(sent);
    assert.ok(outcome.kind === 'rejected');
    assert.deepEqual([outcome.code, outcome.reason], [status, 'no: why']);
    faults[outcome.fault].push(status);
  }
  assert.deepEqual(faults, {
    fee: [465, 473],
    inputs: [462],
    conflict: [466],
    ours: [460, 461, 463, 464, 467, 468, 469, 471, 472, 474, 475],
  });
});

test('whatever befalls the first attempts, the same bytes sent until accepted pay once', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.constantFrom(...Object.values(mishapsByName).filter(({ mishap }) => mishap.kind !== 'hang')),
        {
          maxLength: 8,
        },
      ),
      async (mishaps) => {
        await using stage = await openFaulty();
        const coin = await stage.coin();
        const sent = await payment(stage, coin, 5_000);
        stage.proxy.befall(...mishaps.map(({ mishap }) => mishap));
        for (const _ of mishaps) assert.equal((await stage.chain.broadcast(sent)).kind, 'unknown');
        assert.deepEqual(await stage.chain.broadcast(sent), { kind: 'accepted' });
        assert.equal(stage.local.mine()?.txCount, 3, 'the coinbase, the funding and one payment');
        assert.equal(await stage.chain.spender(coin.txid, coin.vout), sent.txid);
      },
    ),
    { numRuns: 15 },
  ));

test('the key, the wait and the callback are in the headers, and Arcade has no prefix', async () => {
  const callback = { url: 'https://example.org/v1/arc', token: 'secret-token' };
  await using stage = await openFaulty({ apiKey: 'mainnet_key', callback });
  await stage.chain.broadcast(await payment(stage, await stage.coin(), 5_000));
  const [policy, tx] = stage.proxy.passed;
  assert.equal(policy?.authorization, 'Bearer mainnet_key');
  assert.deepEqual(
    ['authorization', 'x-waitfor', 'x-maxtimeout', 'x-callbackurl', 'x-callbacktoken'].map(
      (name) => tx?.[name],
    ),
    ['Bearer mainnet_key', 'SEEN_ON_NETWORK', '10', callback.url, callback.token],
  );
  await using arcade = await openFaulty({ pathPrefix: '' });
  arcade.proxy.befall(answered(200, '{"policy":{"miningFee":{"satoshis":1,"bytes":20}}}'));
  assert.equal(await arcade.chain.feeRate(), 50);
});

test('an unknown status word is treated as sending, never throws, and is logged once', async () => {
  const reported: string[] = [];
  await using stage = await openFaulty({ unknownWords: new UnknownWords((word) => reported.push(word)) });
  const sent = await payment(stage, await stage.coin(), 5_000);
  const words = ['TELEPORTED', 'toString', '__proto__', '', 'seen_on_network', 'é'.repeat(9_000)];
  for (const txStatus of [...words, ...words]) {
    stage.proxy.befall(withFields({ txStatus }), withFields({ txStatus }));
    assert.equal((await stage.chain.broadcast(sent)).kind, 'unknown');
    assert.equal((await stage.chain.status(sent.txid)).kind, 'sending');
  }
  assert.deepEqual(reported, [...words.slice(0, 5), '?'.repeat(64)]);
});

test('of a provider that invents a word each time, a hundred are logged and remembered', () => {
  const reported: string[] = [];
  const words = new UnknownWords((word) => reported.push(word));
  for (let index = 0; index < 5_000; index++) words.heard(`WORD_${index % 2_500}`);
  assert.deepEqual([reported.length, new Set(reported).size], [100, 100]);
});
