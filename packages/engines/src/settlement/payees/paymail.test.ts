import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sats } from '@asg/domain';
import { startPaymailServer } from '@asg/paymail/testing';
import { batchWaitMs, payeeBench as bench, payeeOf, paymailRules } from '../../testing/payee-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';
import type { PaymailDeliveries } from './paymail-deliveries.ts';

async function deliver(deliveries: PaymailDeliveries): Promise<void> {
  while (await deliveries.round());
}

test('a worker is paid at their paymail, together with others, and the host is notified once', async (t) => {
  const { worker, task, settler, settled, deliveries, host, chain, storage } = await bench(t);
  const [kim, lee] = [await worker('kim'), await worker(null)];
  await task(kim, lee);
  await task(kim);
  await settle(settler());
  const [settlement] = await settled();
  const paid = payeeOf(settlement, kim);
  const [payment] = host.payments;
  assert.deepEqual(paid.paymail, { address: `kim@${host.host}`, reference: payment?.reference });
  assert.deepEqual(
    paid.outputs,
    payment?.outputs.map(({ script, satoshis }) => ({ lockingScript: script, satoshis })),
  );
  assert.deepEqual([paid.paidSats, paid.outputs.length, payeeOf(settlement, lee).paidSats], [650, 2, 325]);
  assert.equal((await chain.status(settlement!.txid)).kind, 'seen');
  assert.deepEqual(host.payments[0]?.txids, []);
  await deliver(deliveries());
  await deliver(deliveries());
  assert.deepEqual(host.payments[0]?.txids, [settlement!.txid], 'the host found its outputs in the bytes');
  assert.equal((await storage.paymail.get(settlement!.settlementId, kim))?.state, 'made');
  assert.equal(await storage.paymail.get(settlement!.settlementId, lee), null);
});

test('while a host is down the pay of its users is carried over and they see why, others are paid; once it is back all is paid, once', async (t) => {
  const { worker, task, settler, settled, host, storage, clock } = await bench(t);
  const [kim, lee] = [await worker('kim'), await worker(null)];
  const settling = settler();
  host.mode = 'down';
  for (let i = 0; i < 2; i++) {
    await task(kim, lee);
    await settle(settling);
  }
  const [first, second] = await settled();
  assert.deepEqual(
    [first, second].map((settlement) => payeeOf(settlement, kim).carriedOutSats),
    [325, 650],
  );
  assert.deepEqual(payeeOf(second, kim).outputs, []);
  assert.equal(payeeOf(second, lee).paidSats, 325);
  assert.equal(host.requests.length, 1, 'not asked again during its pause');
  const { payoutProblem } = (await storage.workers.get(kim))!;
  assert.match(payoutProblem?.reason ?? '', /gave no answer/);

  host.mode = 'good';
  clock.advance(paymailRules.retryBaseMs);
  for (let i = 0; i < 2; i++) {
    await task(kim, lee);
    await settle(settling);
  }
  const [, , third, fourth] = await settled();
  assert.deepEqual([payeeOf(third, kim).paidSats, payeeOf(fourth, kim).paidSats], [975, 325]);
  assert.deepEqual(
    host.payments.map((payment) => payment.satoshis),
    [975, 325],
  );
  assert.deepEqual((await storage.workers.get(kim))?.payoutProblem, undefined);
  const totals = await storage.workers.totals(kim);
  assert.deepEqual([totals.paidSats, totals.carriedSats], [1_300, 0]);
});

test('a silent host delays a batch by the wait, once; during its pause it is not asked', async (t) => {
  const { worker, task, settler, settled, answered, clock } = await bench(t);
  const silent = await startPaymailServer();
  t.after(() => silent[Symbol.asyncDispose]());
  const [kim, eve] = [await worker('kim'), await worker('eve', silent)];
  silent.modes.set('eve', 'silent');
  const settling = settler();
  await task(kim, eve);
  const settlement = settle(settling);
  while (answered() === 0 || silent.requests.length < 2) await new Promise(setImmediate);
  assert.deepEqual(await settled(), []);
  clock.advance(paymailRules.waitMs);
  await settlement;
  const [first] = await settled();
  assert.deepEqual([payeeOf(first, kim).paidSats, payeeOf(first, eve).paidSats], [325, 0]);
  await task(kim, eve);
  await settle(settling);
  const [, second] = await settled();
  assert.deepEqual([payeeOf(second, kim).paidSats, payeeOf(second, eve).carriedOutSats], [325, 650]);
  assert.equal(silent.requests.length, 2, 'its capabilities and one destination');
});

test('a host that lies about the sum is paid nothing, and an alias that it does not know harms no other', async (t) => {
  const { worker, task, settler, settled, host } = await bench(t);
  const liar = await startPaymailServer();
  t.after(() => liar[Symbol.asyncDispose]());
  liar.mode = 'wrong_sum';
  const [kim, eve, nobody] = [await worker('kim'), await worker('eve', liar), await worker('nobody')];
  await task(kim, eve, nobody);
  await settle(settler());
  const [settlement] = await settled();
  assert.deepEqual(
    [kim, eve, nobody].map((workerId) => payeeOf(settlement, workerId).paidSats),
    [325, 0, 0],
  );
  assert.equal(host.payments.length, 1);
});

test('what is carried is paid when the pause of its host is over, with no further label', async (t) => {
  const { worker, task, settler, settled, host, storage, clock } = await bench(t);
  const kim = await worker('kim');
  const settling = settler();
  host.mode = 'down';
  for (let i = 0; i < 2; i++) {
    await task(kim);
    await settle(settling);
  }
  const [{ dueAtMs } = { dueAtMs: 0 }] = await storage.payouts.carried({ untilMs: null, limit: 10 });
  clock.advance(dueAtMs - clock.nowMs());
  const before = host.requests.length;
  await settle(settling);
  assert.ok(host.requests.length > before, 'asked again by time');
  assert.equal((await settled()).length, 2, 'a transaction that pays nobody is not made');
  const [again] = await storage.payouts.carried({ untilMs: null, limit: 10 });
  assert.ok(again!.dueAtMs > clock.nowMs() && again!.sinceMs < dueAtMs);

  host.mode = 'good';
  clock.advance(again!.dueAtMs - clock.nowMs());
  await settle(settling);
  const [, , third] = await settled();
  const { paidSats, labels, carriedInSats } = payeeOf(third, kim);
  assert.deepEqual([third?.tasks, paidSats, labels, carriedInSats], [[], 650, 0, 650]);
  assert.deepEqual(await storage.payouts.carried({ untilMs: null, limit: 10 }), []);
  assert.equal((await storage.workers.get(kim))?.payoutProblem, undefined);
  await settle(settling);
  assert.equal((await settled()).length, 3);
  assert.equal((await storage.workers.totals(kim)).paidSats, 650);
});

test('one bad paymail among many of a host is to blame alone; the host is once several failed in a row', async (t) => {
  const { worker, task, settler, settled, host, storage, clock } = await bench(t);
  const aliases = Array.from({ length: 17 }, (_, index) => `kim${index}`);
  const workers: string[] = [];
  for (const alias of aliases) workers.push(await worker(alias));
  host.modes.set('kim0', 'wrong_sum');
  const settling = settler();
  await task(...workers.slice(0, 9));
  await task(...workers.slice(9));
  await settle(settling);
  const [first] = await settled();
  const unpaid = workers.filter((workerId) => payeeOf(first, workerId).paidSats === 0);
  assert.deepEqual(unpaid, [workers[0]]);
  await task(workers[1]!);
  await settle(settling);
  assert.equal(
    payeeOf((await settled())[1], workers[1]!).paidSats,
    325,
    'its neighbour is paid nevertheless',
  );

  for (const alias of aliases.slice(1, 4)) host.modes.set(alias, 'wrong_sum');
  clock.advance(60_000);
  for (const workerId of workers.slice(1, 4)) {
    await task(workerId);
    await settle(settling);
  }
  await task(workers[9]!);
  await settle(settling);
  const { payoutProblem } = (await storage.workers.get(workers[9]!))!;
  assert.match(payoutProblem?.reason ?? '', /has answered several paymails with nothing usable/);
});

test('what a paymail could not be paid for a week is held for its worker, who can see it', async (t) => {
  const { worker, task, settler, settled, host, storage, clock } = await bench(t);
  const kim = await worker('kim');
  const settling = settler();
  host.mode = 'down';
  await task(kim);
  await settle(settling);
  for (let hour = 0; hour < 7 * 24 - 1; hour += 12) {
    clock.advance(12 * 3_600_000);
    if (hour < 6 * 24) await settle(settling);
  }
  await settle(settling);
  const [, second] = await settled();
  const { held, paidSats, carriedOutSats } = payeeOf(second, kim);
  assert.deepEqual([held, paidSats, carriedOutSats], [true, 325, 0]);
  assert.equal(await storage.payouts.heldSats(kim), 325);
  assert.match(
    (await storage.workers.get(kim))?.payoutProblem?.reason ?? '',
    /is held for you now: withdraw it/,
  );
  await task(kim);
  await settle(settling);
  assert.equal(
    payeeOf((await settled())[2], kim).carriedOutSats,
    325,
    'the next one waits for the paymail again',
  );
});

test('a sum below the minimum is carried without asking the host', async (t) => {
  const { worker, task, settler, settled, host } = await bench(t);
  const kim = await worker('kim');
  const settling = settler({ payoutMinSats: sats(500) });
  for (const requests of [0, 2]) {
    await task(kim);
    await settle(settling);
    assert.equal(host.requests.length, requests);
  }
  assert.deepEqual(
    (await settled()).map((settlement) => payeeOf(settlement, kim).paidSats),
    [0, 650],
  );
});

test('a batch that waits for the treasury keeps its destinations, and the next batch has its own', async (t) => {
  const { worker, task, settler, settled, host, fund, clock } = await bench(t, { fundSats: 0 });
  const kim = await worker('kim');
  const settling = settler();
  await task(kim);
  for (let i = 0; i < 5; i++) {
    await settle(settling);
    clock.advance(batchWaitMs);
  }
  assert.equal(settling.status.kind, 'treasury_too_low');
  assert.equal(host.payments.length, 1);
  fund(1_000_000);
  await settle(settling);
  await task(kim);
  await settle(settling);
  const references = (await settled()).map((settlement) => payeeOf(settlement, kim).paymail?.reference);
  assert.deepEqual(references, ['ref-0', 'ref-1']);
});

test('many payees of one host are asked a few at a time and all paid', async (t) => {
  const { worker, task, settler, settled, host } = await bench(t);
  const workers = await Promise.all(Array.from({ length: 60 }, (_, i) => worker(`w${i}`)));
  for (let i = 0; i < workers.length; i += 6) await task(...workers.slice(i, i + 6));
  await settle(settler());
  const paid = (await settled()).flatMap((settlement) => settlement.payees);
  assert.ok(paid.every((payee) => payee.paidSats === 325 && payee.paymail !== undefined));
  assert.equal(new Set(paid.map((payee) => payee.paymail?.reference)).size, 60);
  assert.ok(host.busiest <= 16, `${host.busiest} at once`);
});

test('a delivery that fails is made again after a growing pause, also by another process, and given up at last', async (t) => {
  const { worker, task, settler, settled, deliveries, host, storage, clock } = await bench(t);
  const kim = await worker('kim');
  await task(kim);
  await settle(settler());
  const [settlement] = await settled();
  const { settlementId } = settlement!;
  host.mode = 'deaf';
  const reported = () => host.requests.filter((request) => request.includes('/receive/')).length;
  for (const [pauseMs, attempts] of [
    [0, 1],
    [4_999, 1],
    [1, 2],
    [19_999, 2],
    [1, 3],
  ] as const) {
    clock.advance(pauseMs);
    await deliver(deliveries());
    assert.equal(reported(), attempts);
  }
  for (let i = 3; i < 20; i++) {
    clock.advance(3_600_000);
    await deliver(deliveries());
  }
  const delivery = await storage.paymail.get(settlementId, kim);
  assert.deepEqual([delivery?.state, delivery?.attempts, reported()], ['given_up', 14, 14]);
  assert.match(delivery?.note ?? '', /answered 500/);
  assert.equal((await storage.workers.totals(kim)).paidSats, 325, 'the money has arrived all the same');
});

test('no host is notified of a transaction that the network lost, until it is back or replaced', async (t) => {
  const { worker, task, settler, settled, deliveries, host, storage, clock } = await bench(t);
  const kim = await worker('kim');
  await task(kim);
  await settle(settler());
  const [settlement] = await settled();
  const { settlementId, txid } = settlement!;
  const advance = (to: 'stale' | 'seen') =>
    storage.settlement.advance({ settlementId, to, nowMs: clock.nowMs(), note: null });
  await advance('stale');
  await deliver(deliveries());
  assert.deepEqual(host.payments[0]?.txids, []);
  await advance('seen');
  clock.advance(paymailRules.retryBaseMs);
  await deliver(deliveries());
  assert.deepEqual(host.payments[0]?.txids, [txid]);
});
