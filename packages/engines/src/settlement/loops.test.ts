import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChainUnavailable } from '@asg/chain';
import type { SettlementRecord } from '@asg/domain';
import { bench, conditionsOf, seenBatch, settle, verifiedTasks } from '../testing/settlement-bench.ts';
import { WatchedChain } from './chain/watched-chain.ts';

test('a look-up that answers nothing stops no payment from a lane that has a coin, and is named', async (t) => {
  const parts = await bench(t);
  const { chain, context, clock } = parts;
  const services = {
    ...({ feeRate: 'provider', broadcast: 'provider', status: 'provider' } as const),
    ...({
      otherProofs: 'look_up',
      unspent: 'look_up',
      spender: 'look_up',
      transaction: 'look_up',
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

test('a lane that waits for an answer delays neither planning nor other lanes', async (t) => {
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

test('a settler that no longer leads reports nothing more, whatever was still under way', async (t) => {
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
