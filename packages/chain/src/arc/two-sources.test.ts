import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { payment } from '../contract/index.ts';
import { listening } from '../contract/serve-routes.ts';
import { exchange } from '../exchange/exchange.ts';
import { HeaderChain, HeaderSources } from '../headers/index.ts';
import { ChainUnavailable, type HeaderSource } from '../port.ts';
import { Chaintracks } from './chaintracks.ts';
import { openArcStage } from './testing/arc-stage.ts';
import { type FaultyProxy, faultyProxy } from './testing/faulty-proxy.ts';

/** A provider that tells of a mined transaction as `fields` say, beside the look-up that tells the truth. */
async function openMined(fields: Record<string, unknown>) {
  let proxy: FaultyProxy | undefined;
  const stage = await openArcStage({}, async (url) => {
    proxy = await faultyProxy(url);
    return proxy;
  });
  const sent = await payment(stage, await stage.coin(), 5_000);
  await stage.chain.broadcast(sent);
  await stage.mine();
  proxy!.befall({
    kind: 'rewrite',
    change: (answer) => ({ ...answer, body: JSON.stringify({ ...JSON.parse(answer.body), ...fields }) }),
  });
  return { ...stage, txid: sent.txid, bump: stage.local.bump(sent.txid) };
}

for (const [what, fields] of Object.entries({
  'no path': { merklePath: '' },
  'no path at all': { merklePath: undefined, txStatus: 'IMMUTABLE' },
  'a path that is none': { merklePath: '00' },
  'a path of another transaction': { merklePath: `660101020${'0'.repeat(1)}02${'ab'.repeat(32)}` },
  'no height': { blockHeight: null },
}))
  test(`a provider that calls a transaction mined and shows ${what} leaves the proof to the look-up`, async () => {
    await using parts = await openMined(fields);
    assert.deepEqual(await parts.chain.status(parts.txid), { kind: 'seen', isUnproven: true });
    const [proof] = await parts.chain.otherProofs(parts.txid);
    assert.equal(proof?.bump, parts.bump);
  });

test('a provider that serves headers is the second source of them; one that serves none is no failure', async () => {
  await using stage = await openArcStage();
  await stage.mine();
  const { local } = stage;
  const server = await listening(
    createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      if (pathname === '/tip') {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(local.lastBlock()));
      } else {
        const [from, count] = ['height', 'count'].map((name) => Number(searchParams.get(name)));
        const hex = local.headers(from!, count!).then((headers) => headers.join(''));
        void hex.then((bytes) => response.end(Buffer.from(bytes, 'hex')));
      }
    }),
  );
  await using _server = server;
  const gone: HeaderSource = {
    name: 'look-up',
    tip: () => Promise.reject(new ChainUnavailable('look-up: status 500')),
    headers: () => Promise.reject(new ChainUnavailable('look-up: status 500')),
  };
  const provider = new Chaintracks(server.url, { headers: {}, timeoutMs: 5_000, exchange });
  const headers = new HeaderChain({ network: 'local' });
  const clock = { nowMs: () => 0 };
  const { failures } = await new HeaderSources([gone, provider], clock).follow(headers, 1);
  assert.deepEqual([headers.tip?.hash, failures], [local.lastBlock().hash, ['look-up: status 500']]);
  // ARC itself: the routes that stand for it know no headers.
  assert.equal(await stage.chain.headerSources[1]!.tip(), null);
  await using broken = await listening(createServer((_request, response) => response.writeHead(503).end()));
  await assert.rejects(
    new Chaintracks(broken.url, { headers: {}, timeoutMs: 5_000, exchange }).tip(),
    /^ChainUnavailable: provider 127/,
  );
});
