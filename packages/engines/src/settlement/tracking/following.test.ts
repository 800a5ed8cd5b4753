import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bench, conditionsOf, seenBatch, settle } from '../../testing/settlement-bench.ts';
import type { Settler } from '../settler.ts';

test('a settlement that cannot be followed is noted and paused alone; others are mined, new ones paid', async (t) => {
  const parts = await bench(t);
  const { chain, storage, clock } = parts;
  const settler = parts.newSettler();
  const bad = await seenBatch(parts, settler);
  const good = await seenBatch(parts, settler);
  const status = chain.status.bind(chain);
  let asked = 0;
  const mocked = t.mock.method(chain, 'status', async (txid: string) => {
    if (txid !== bad.txid) return status(txid);
    asked++;
    throw new TypeError('a status word that nobody thought of');
  });
  chain.mine();
  await settle(settler);
  const newer = await seenBatch(parts, settler);
  assert.equal((await storage.settlement.get(good.settlementId))?.state, 'mined');
  assert.equal((await storage.settlement.get(newer.settlementId))?.state, 'seen');
  const noted = (await storage.settlement.get(bad.settlementId))!;
  assert.deepEqual(
    [noted.state, noted.note],
    ['seen', 'cannot be followed: a status word that nobody thought of'],
  );
  assert.match(conditionsOf(parts).settlement_following!, new RegExp(`^1 settlement .*${bad.settlementId}`));
  assert.equal(asked, 1, 'it is paused');
  clock.advance(2_000);
  await settle(settler);
  assert.equal(asked, 2, 'and asked about again when its pause is over');
  clock.advance(3_999);
  await settle(settler);
  assert.equal(asked, 2, 'after a longer one');

  mocked.mock.restore();
  clock.advance(1);
  await settle(settler);
  const healed = (await storage.settlement.get(bad.settlementId))!;
  assert.deepEqual([healed.state, healed.note], ['mined', null]);
  assert.equal(conditionsOf(parts).settlement_following, undefined);
});

test('what the network has seen and not mined for 12 blocks is named, also by a settler that began later', async (t) => {
  const parts = await bench(t);
  const { chain, clock } = parts;
  const settler = parts.newSettler();
  const batch = await seenBatch(parts, settler);
  const block = async (by: Settler): Promise<void> => {
    clock.advance(5_000);
    chain.mineEmpty();
    await settle(by);
  };
  for (let i = 0; i < 12; i++) await block(settler);
  assert.equal(conditionsOf(parts).not_mined, undefined);
  await block(settler);
  assert.match(
    conditionsOf(parts).not_mined!,
    new RegExp(`^1 settlement .* 12 blocks.*${batch.settlementId}`),
  );
  await settler.handOver();
  assert.equal(conditionsOf(parts).not_mined, undefined);
  const later = parts.newSettler();
  await settle(later);
  assert.match(conditionsOf(parts).not_mined!, /^1 settlement/);
  chain.mine();
  clock.advance(60_000);
  await settle(later);
  assert.equal(conditionsOf(parts).not_mined, undefined);
});
