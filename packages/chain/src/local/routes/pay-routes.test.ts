import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SigningKey, sha256 } from '../../bsv/index.ts';
import { openLocalChain } from '../local-chain.ts';
import { payRoutes } from './pay-routes.ts';

test('the local chain pays play money to whoever asks, one coin at most at a time', async () => {
  await using chain = openLocalChain({ path: ':memory:', now: () => Date.UTC(2026, 0, 1) });
  const { address } = new SigningKey(sha256(Buffer.from('somebody')), 'local');
  const pay = (body: unknown) => payRoutes(chain)[0]!.handle({ params: {}, query: {}, headers: {}, body });
  const paid = pay({ address, sats: 5_000 });
  assert.equal(paid.status, 200);
  const { txid, raw } = JSON.parse(paid.body);
  assert.equal(await chain.transaction(txid), raw);
  assert.deepEqual(
    (await chain.unspent(address, 10)).map(({ satoshis }) => satoshis),
    [5_000],
  );
  for (const body of [
    null,
    {},
    { address },
    { address, sats: 0 },
    { address, sats: 1e8 + 1 },
    { address, sats: 1.5 },
  ])
    assert.equal(pay(body).status, 400);
  const nowhere = pay({ address: 'nowhere', sats: 5_000 });
  assert.deepEqual([nowhere.status, /The address/.test(nowhere.body)], [400, true]);
});
