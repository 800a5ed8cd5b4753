import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChainUnavailable } from '@asg/chain';
import type { SettlementRecord } from '@asg/domain';
import { type Bench, bench, settle, verifiedTasks } from '../testing/settlement-bench.ts';
import { WatchedChain } from './chain/watched-chain.ts';
import type { Settler } from './settler.ts';
import { watchPayments } from './tracking/payment-watch.ts';

/** A batch of one task, on the network. */
async function seenBatch(parts: Bench, settler: Settler): Promise<SettlementRecord> {
  const [taskId] = await verifiedTasks(parts, 1);
  parts.clock.advance(1_000);
  await settle(settler);
  const { payment } = (await parts.storage.tasks.get(taskId!))!;
  assert.ok(payment.kind === 'paid');
  return (await parts.storage.settlement.get(payment.settlementId))!;
}

const conditionsOf = ({ context }: Bench): Record<string, string> =>
  Object.fromEntries(context.conditions.list().map(({ name, detail }) => [name, detail]));

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

test('a look-up that answers nothing stops no payment from a lane that has a coin, and is named', async (t) => {
  const parts = await bench(t);
  const { chain, context, clock } = parts;
  const services = {
    ...({ feeRate: 'provider', broadcast: 'provider', status: 'provider' } as const),
    ...({
      otherProofs: 'look_up',
      unspent: 'look_up',
      spender: 'look_up',
      tip: 'look_up',
      headers: 'look_up',
    } as const),
  };
  const watched = new WatchedChain(chain, { conditions: context.conditions, services });
  const settler = parts.newSettler({ lanes: 3 }, watched);
  await seenBatch(parts, settler);
  const tooMany = () => Promise.reject(new ChainUnavailable('look-up: status 429'));
  const questions = (['unspent', 'spender', 'tip', 'headers'] as const).map((name) =>
    t.mock.method(chain, name, tooMany),
  );
  for (let i = 0; i < 4; i++) {
    await seenBatch(parts, settler);
    clock.advance(60_000);
  }
  await settle(settler);
  assert.match(conditionsOf(parts).look_up!, /the newest block: look-up: status 429/);
  assert.match(conditionsOf(parts).block_headers!, /status 429/);
  assert.equal(conditionsOf(parts).provider, undefined);
  for (const question of questions) question.mock.restore();
  clock.advance(60_000);
  await seenBatch(parts, settler);
  clock.advance(60_000);
  await settle(settler);
  assert.equal(conditionsOf(parts).block_headers, undefined);
});

test('a lane whose answer does not come holds up neither the planning nor the lanes beside it', async (t) => {
  const parts = await bench(t);
  const { chain, storage, clock } = parts;
  parts.fund(1_000_000);
  const settler = parts.newSettler();
  const broadcast = chain.broadcast.bind(chain);
  const answer = Promise.withResolvers<Awaited<ReturnType<typeof broadcast>>>();
  const sent: SettlementRecord[] = [];
  t.mock.method(chain, 'broadcast', (one: SettlementRecord) => {
    sent.push(one);
    return sent.length === 1 ? answer.promise : broadcast(one);
  });
  const [slow] = await verifiedTasks(parts, 1);
  clock.advance(1_000);
  assert.equal(await settler.pay(), false, 'what is on its way is not known yet');
  await settler.deliver();
  assert.equal(await settler.pay(), true);
  await settler.deliver();
  const [quick] = await verifiedTasks(parts, 1);
  clock.advance(1_000);
  const progress = Promise.withResolvers<void>();
  settler.onProgress = () => progress.resolve();
  assert.equal(await settler.pay(), true);
  await settler.deliver();
  await progress.promise;
  assert.equal((await storage.tasks.get(quick!))?.state, 'settled');
  assert.equal((await storage.tasks.get(slow!))?.state, 'verified');
  assert.equal(await settler.pay(), false, 'nothing is due');
  answer.resolve(await broadcast(sent[0]!));
  await settler.sent();
  assert.equal((await storage.tasks.get(slow!))?.state, 'settled');
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

test('a verified task that waits too long for its payment is named, planned or not', async (t) => {
  const parts = await bench(t, 0);
  const { chain, context, clock } = parts;
  const settler = parts.newSettler();
  await verifiedTasks(parts, 2);
  clock.advance(59_999);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.equal(conditionsOf(parts).payments_late, undefined);
  clock.advance(1);
  await watchPayments(context, 60_000);
  assert.match(conditionsOf(parts).payments_late!, /^2 verified tasks not paid yet, the oldest since 2026-/);
  assert.match(conditionsOf(parts).treasury!, /^the treasury lacks \d+ satoshis/);

  parts.fund(1_000_000);
  const unclear = { kind: 'unknown', reason: 'the network is away' } as const;
  const mocked = t.mock.method(chain, 'broadcast', () => Promise.resolve(unclear));
  clock.advance(1_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.equal(conditionsOf(parts).payments_late, undefined, 'it is under way');
  clock.advance(60_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.match(
    conditionsOf(parts).payments_late!,
    /^settlement stl_\w+ of 2 tasks not with the network since/,
  );
  assert.match(conditionsOf(parts).settlement_unresolved!, /the network is away/);
  mocked.mock.restore();
  clock.advance(60_000);
  await settle(settler);
  await watchPayments(context, 60_000);
  assert.deepEqual(conditionsOf(parts), {});
});

for (const [how, answer] of [
  ['answers 429', () => Promise.reject(new ChainUnavailable('look-up: status 429'))],
  ['never answers', () => new Promise<never>(() => {})],
] as const)
  test(`a treasury move stops no payment while the look-up ${how}, and is made when it answers`, async (t) => {
    const parts = await bench(t);
    const { chain, storage, clock, context } = parts;
    const settler = parts.newSettler({ lanes: 2 });
    await seenBatch(parts, settler);
    parts.fund(50_000);
    const unspent = t.mock.method(chain, 'unspent', answer);
    const moves = [];
    for (const purpose of ['consolidation', 'fan_out'] as const) {
      const settlementId = context.ids.next('settlement');
      const move = { settlementId, purpose, workerId: null, coins: 2, refusal: null } as const;
      await storage.moves.request({ ...move, requestedAtMs: clock.nowMs() });
      moves.push(settlementId);
    }
    const [taskId] = await verifiedTasks(parts, 1);
    clock.advance(1_000);
    const isSettled = async () => (await storage.tasks.get(taskId!))?.state === 'settled';
    for (let rounds = 0; rounds < 10 && !(await isSettled()); rounds++) {
      let isOver = false;
      const round = settler.round().finally(() => {
        isOver = true;
      });
      while (!isOver) {
        await new Promise<void>((resolve) => void setImmediate(resolve));
        // What hangs is given up on as time passes.
        if (clock.nextMs !== null) clock.advance(Math.max(0, clock.nextMs - clock.nowMs()));
      }
      await round;
    }
    assert.equal(await isSettled(), true, 'it is paid');
    const [gather, fanOut] = moves as [string, string];
    assert.equal(
      (await storage.settlement.get(fanOut))?.state,
      'seen',
      'the next move is not held up either',
    );
    assert.equal(await storage.settlement.get(gather), null);
    assert.equal((await storage.moves.get(gather))?.refusal, null);
    unspent.mock.restore();
    clock.advance(60_000);
    await settle(settler);
    assert.equal((await storage.settlement.get(gather))?.state, 'seen');
  });

test('a settler that has lost its post tells nothing more, whatever was still under way', async (t) => {
  const parts = await bench(t, 0);
  const { chain, context, clock } = parts;
  const services = Object.fromEntries(
    (['feeRate', 'broadcast', 'status', 'otherProofs', 'unspent', 'spender', 'tip', 'headers'] as const).map(
      (question) => [question, 'provider'],
    ),
  ) as unknown as ConstructorParameters<typeof WatchedChain>[1]['services'];
  const watched = new WatchedChain(chain, { conditions: context.conditions, services });
  const settler = parts.newSettler({}, watched);
  await verifiedTasks(parts, 1);
  clock.advance(1_000);
  await settle(settler);
  assert.match(conditionsOf(parts).treasury!, /for the next batch/);
  settler.retire();
  watched.retire();
  assert.deepEqual(conditionsOf(parts), {});
  t.mock.method(chain, 'tip', () => Promise.reject(new ChainUnavailable('no route')));
  for (let i = 0; i < 4; i++) {
    clock.advance(60_000);
    await settle(settler);
    await assert.rejects(watched.tip());
  }
  assert.deepEqual(conditionsOf(parts), {});
});

test('the hand-over waits for the lanes that it releases, also after an answer that never came', async (t) => {
  const parts = await bench(t);
  const { chain, storage, clock } = parts;
  const settler = parts.newSettler();
  await seenBatch(parts, settler);
  t.mock.method(chain, 'broadcast', () => new Promise<never>(() => {}));
  await verifiedTasks(parts, 1);
  clock.advance(1_000);
  await settler.deliver();
  assert.equal(await settler.pay(), true);
  await settler.deliver();
  const hold = storage.lanes.hold.bind(storage.lanes);
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  let released = 0;
  t.mock.method(storage.lanes, 'hold', async (...given: Parameters<typeof hold>) => {
    begun.resolve();
    await gate.promise;
    const outcome = await hold(...given);
    released++;
    return outcome;
  });
  let isOver = false;
  const over = settler.handOver().then(() => {
    isOver = true;
  });
  clock.advance(3_000);
  await begun.promise;
  await new Promise<void>((resolve) => void setImmediate(resolve));
  assert.equal(isOver, false, 'the lanes are not released yet');
  gate.resolve();
  await over;
  assert.equal(released, 2);
});
