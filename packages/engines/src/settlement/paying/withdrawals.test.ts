import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { heldAddress } from '@asg/chain';
import type { SettlementRecord } from '@asg/domain';
import { payeeBench, paymailRules } from '../../testing/payee-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';
import { auditMoney } from '../admin/audit.ts';

/** A worker without a wallet who earned in so many batches, all in a block. */
async function heldBench(t: TestContext, { batches = 2, fundSats = 1_000_000 } = {}) {
  const parts = await payeeBench(t, { fundSats });
  const { worker, task, settler, chain, storage, treasury } = parts;
  const kim = await worker(null);
  const settling = settler();
  for (let i = 0; i < batches; i++) {
    await task(kim);
    await settle(settling);
  }
  chain.mine();
  await settle(settling);
  const heldOnChain = async (): Promise<number> =>
    (await chain.unspent(heldAddress(treasury, kim), 100)).reduce((sum, coin) => sum + coin.satoshis, 0);
  assert.deepEqual(
    [await storage.payouts.heldSats(kim), await heldOnChain()],
    [batches * 325, batches * 325],
  );
  const made = async (): Promise<readonly SettlementRecord[]> =>
    storage.payouts.withdrawals(kim, { limit: 10, before: null });
  return { ...parts, kim, settling, heldOnChain, made };
}

test('all that is held moves to the paymail, to the satoshi; the treasury pays the miners, the host is notified', async (t) => {
  const parts = await heldBench(t);
  const { kim, settling, withdrawals, storage, host, chain, deliveries, heldOnChain, made } = parts;
  assert.deepEqual(await withdrawals.request(kim), { ok: false, refusal: 'no_wallet' });
  await parts.setPaymail(kim, 'kim');
  const asked = await withdrawals.request(kim);
  assert.ok(asked.ok);
  await settle(settling);
  const [settlement, ...others] = await made();
  assert.equal(others.length, 0);
  assert.equal(settlement?.settlementId, asked.withdrawal.withdrawalId);
  assert.equal((await chain.status(settlement.txid)).kind, 'seen');
  assert.deepEqual(
    settlement.outputs.map((output) => output.satoshis),
    [325, 325],
  );
  assert.deepEqual([await storage.payouts.heldSats(kim), await heldOnChain()], [0, 0]);
  while (await deliveries().round());
  assert.deepEqual(
    host.payments.map(({ satoshis, txids }) => [satoshis, txids]),
    [[650, [settlement.txid]]],
  );
  assert.deepEqual(await withdrawals.request(kim), { ok: false, refusal: 'nothing_to_withdraw' });
  chain.mine();
  await settle(settling);
  const [listed] = await withdrawals.list(kim, { limit: 10, before: null });
  assert.equal(listed?.settlement?.state, 'mined');
  const audit = await auditMoney(storage, chain);
  assert.ok(audit.ok, JSON.stringify(audit.results.filter((result) => !result.ok)));
});

test('while one is under way asking again gives that one; what is not in a block yet stays for the next', async (t) => {
  const { kim, settling, withdrawals, setPaymail, task, chain, storage, made } = await heldBench(t);
  await setPaymail(kim, 'kim');
  const both = await Promise.all([withdrawals.request(kim), withdrawals.request(kim)]);
  const ids = both.map((asked) => asked.ok && asked.withdrawal.withdrawalId);
  assert.equal(new Set(ids).size, 1);
  const [pending] = await withdrawals.list(kim, { limit: 10, before: null });
  assert.deepEqual([pending?.withdrawalId, pending?.settlement], [ids[0], null]);
  await settle(settling);
  assert.equal((await made()).length, 1);
  await storage.workers.change({ workerId: kim, change: { set: 'payout', payout: null } });
  await task(kim);
  await settle(settling);
  await setPaymail(kim, 'kim');
  assert.equal(await storage.payouts.heldSats(kim), 325);
  assert.deepEqual(await withdrawals.request(kim), { ok: false, refusal: 'nothing_to_withdraw' });
  chain.mine();
  await settle(settling);
  assert.ok((await withdrawals.request(kim)).ok);
  await settle(settling);
  assert.deepEqual(
    (await made()).map(({ outputs }) => outputs.reduce((sum, output) => sum + output.satoshis, 0)),
    [325, 650],
  );
});

test('a process that ends between the request and the move goes on with the same id', async (t) => {
  const { kim, settling, withdrawals, setPaymail, storage, made } = await heldBench(t);
  await setPaymail(kim, 'kim');
  const failing = t.mock.method(storage.moves, 'request', () => Promise.reject(new Error('killed')));
  await assert.rejects(withdrawals.request(kim), /killed/);
  failing.mock.restore();
  const { withdrawalId } = (await storage.workers.get(kim))!;
  const asked = await withdrawals.request(kim);
  assert.equal(asked.ok && asked.withdrawal.withdrawalId, withdrawalId);
  await settle(settling);
  assert.deepEqual(
    (await made()).map((settlement) => settlement.settlementId),
    [withdrawalId],
  );
});

test('a withdrawal that was stored and not sent goes out after a restart as the same bytes', async (t) => {
  const { kim, settling, settler, withdrawals, setPaymail, chain, made, heldOnChain } = await heldBench(t);
  await setPaymail(kim, 'kim');
  await withdrawals.request(kim);
  const broadcast = t.mock.method(chain, 'broadcast', () => Promise.reject(new Error('killed')));
  await settle(settling);
  const [stored] = await made();
  assert.ok(stored);
  broadcast.mock.restore();
  await settle(settler());
  assert.deepEqual(
    (await made()).map(({ raw, state }) => [raw, state]),
    [[stored.raw, 'seen']],
  );
  assert.equal(await heldOnChain(), 0);
});

test('a withdrawal with too low a fee is replaced by one that moves the same sum to the same outputs', async (t) => {
  const { kim, settling, withdrawals, setPaymail, chain, storage, host, made } = await heldBench(t);
  await setPaymail(kim, 'kim');
  await withdrawals.request(kim);
  const refused = { kind: 'rejected', fault: 'fee', code: 465, reason: 'fee too low' } as const;
  const broadcast = t.mock.method(chain, 'broadcast', () => Promise.resolve(refused));
  await settle(settling);
  broadcast.mock.restore();
  await settle(settling);
  const [settlement, ...others] = await made();
  assert.equal(others.length, 0);
  assert.ok(settlement?.replaces);
  const old = await storage.settlement.get(settlement.replaces);
  assert.deepEqual(settlement.outputs, old?.outputs);
  assert.ok(settlement.minerFeeSats > old!.minerFeeSats);
  assert.equal(host.payments.length, 1);
  assert.equal((await chain.status(settlement.txid)).kind, 'seen');
  const [listed] = await withdrawals.list(kim, { limit: 10, before: null });
  assert.equal(listed?.settlement?.txid, settlement.txid);
});

test('a withdrawal to a host that is down is refused with the reason, and can be asked for again', async (t) => {
  const { kim, settling, withdrawals, setPaymail, host, clock, storage, made } = await heldBench(t);
  await setPaymail(kim, 'kim');
  host.mode = 'down';
  await withdrawals.request(kim);
  await settle(settling);
  const [refused] = await withdrawals.list(kim, { limit: 10, before: null });
  assert.match(refused?.move?.refusal ?? '', /gave no answer/);
  assert.equal(await storage.payouts.heldSats(kim), 650);
  host.mode = 'good';
  clock.advance(paymailRules.retryBaseMs);
  assert.ok((await withdrawals.request(kim)).ok);
  await settle(settling);
  assert.equal((await made()).length, 1);
});

test('a withdrawal that lacks funds is reported until it is made, and delays neither pay nor other moves', async (t) => {
  const parts = await heldBench(t, { batches: 6, fundSats: 3_200 });
  const { kim, settling, setPaymail, withdrawals, task, chain, context, clock, storage, made } = parts;
  await setPaymail(kim, 'kim');
  // Six held coins cost more to move now than the treasury has; a batch does not.
  t.mock.method(chain, 'feeRate', () => Promise.resolve(1_000));
  clock.advance(10_000);
  const asked = await withdrawals.request(kim);
  assert.ok(asked.ok);
  const gatherId = context.ids.next('settlement');
  const move = { purpose: 'consolidation', workerId: null, coins: 2, refusal: null } as const;
  await storage.moves.request({ ...move, settlementId: gatherId, requestedAtMs: clock.nowMs() });
  await settle(settling);
  assert.equal((await storage.settlement.get(gatherId))?.state, 'seen', 'the move behind it is made');
  const before = (await parts.settled()).length;
  await task(await parts.worker(null));
  await settle(settling);
  assert.equal((await parts.settled()).length, before + 1, 'a batch is paid at once');
  const lacks = (): string | undefined =>
    context.conditions.list().find(({ name }) => name === 'treasury')?.detail;
  clock.advance(1_000);
  await settle(settling);
  assert.equal((await made()).length, 0);
  assert.equal(settling.status.kind, 'treasury_too_low', 'with nothing else due it is still told');
  assert.match(lacks() ?? '', new RegExp(`satoshis for treasury move ${asked.withdrawal.withdrawalId}`));
  parts.fund(100_000);
  clock.advance(60_000);
  await settle(settling);
  assert.equal((await made())[0]?.settlementId, asked.withdrawal.withdrawalId);
  await settle(settling);
  assert.deepEqual([settling.status.kind, lacks()], ['running', undefined]);
});
