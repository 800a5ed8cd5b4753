import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WalletChange } from '@asg/domain';
import { WalletChanges } from '@asg/people';
import { payeeBench, payeeOf } from '../../testing/payee-bench.ts';
import { settle } from '../../testing/settlement-bench.ts';
import { auditMoney } from '../admin/audit.ts';

const noticeMs = 86_400_000;
const inForce: string[] = [];
const told = {
  paidAt: async () => {},
  inForce: async ({ workerId }: WalletChange) => {
    inForce.push(workerId);
  },
};

test('until a new wallet is in force the old one is paid, then the new one, and nothing twice', async (t) => {
  const { worker, task, settler, settled, host, storage, clock, context, chain } = await payeeBench(t);
  const kim = await worker('old');
  const changes = new WalletChanges(context, told);
  const settling = settler();
  const to = { kind: 'paymail', paymail: `new@${host.host}` } as const;
  const pay = async (): Promise<void> => {
    await task(kim);
    await settle(settling);
  };
  await pay();
  const askedAtMs = clock.nowMs();
  await changes.ask({ workerId: kim, to, askedAtMs, fromMs: askedAtMs + noticeMs, isTaken: false });
  assert.equal(await changes.round(), false);
  await pay();
  clock.advance(noticeMs);
  // The process ends between the two writes that a change takes, before and after the first of them.
  assert.ok(await storage.walletChanges.take({ workerId: kim, nowMs: clock.nowMs() }));
  await pay();
  await new WalletChanges(context, told).round();
  await pay();
  await storage.walletChanges.ask({ workerId: kim, to, askedAtMs, fromMs: askedAtMs, isTaken: false });
  await storage.walletChanges.take({ workerId: kim, nowMs: clock.nowMs() });
  await storage.workers.change({ workerId: kim, change: { set: 'payout', payout: to } });
  await changes.round();
  await pay();
  assert.equal(await storage.walletChanges.get(kim), null);
  assert.deepEqual(inForce, [kim, kim]);
  const paid = (await settled()).map((settlement) => payeeOf(settlement, kim).paymail?.address);
  const [before, after] = [`old@${host.host}`, `new@${host.host}`];
  assert.deepEqual(paid, [before, before, before, after, after]);
  assert.equal((await storage.workers.totals(kim)).paidSats, 5 * 325);
  const audit = await auditMoney(storage, chain);
  assert.ok(audit.ok, JSON.stringify(audit.results.filter((result) => !result.ok)));
});

test('what is held goes to the old wallet while the new one waits, and what its host could not take to the new one', async (t) => {
  const { worker, task, settler, host, clock, context, withdrawals, chain, storage, setPaymail } =
    await payeeBench(t);
  const kim = await worker(null);
  const changes = new WalletChanges(context, told);
  const settling = settler();
  const step = async (): Promise<void> => {
    await settle(settling);
    chain.mine();
    await settle(settling);
  };
  await task(kim);
  await step();
  await setPaymail(kim, 'old');
  const to = { kind: 'paymail', paymail: `new@${host.host}` } as const;
  const askedAtMs = clock.nowMs();
  await changes.ask({ workerId: kim, to, askedAtMs, fromMs: askedAtMs + noticeMs, isTaken: false });
  assert.ok((await withdrawals.request(kim)).ok);
  clock.advance(60_000);
  await step();
  host.modes.set('old', 'wrong_sum');
  await task(kim);
  await step();
  assert.equal((await storage.workers.totals(kim)).carriedSats, 325);
  clock.advance(noticeMs);
  await changes.round();
  await step();
  const withdrawn = await storage.payouts.withdrawals(kim, { limit: 10, before: null });
  const paidTo = withdrawn.map(({ withdrawal }) => withdrawal?.paymail?.address);
  assert.deepEqual(paidTo, [`old@${host.host}`]);
  const asked = host.payments.map(({ alias, satoshis }) => [alias, satoshis]);
  assert.deepEqual(
    [asked[0], asked.at(-1)],
    [
      ['old', 325],
      ['new', 325],
    ],
  );
  const { paidSats, carriedSats } = await storage.workers.totals(kim);
  assert.deepEqual([paidSats, carriedSats], [650, 0]);
  assert.equal(await storage.payouts.heldSats(kim), 0);
});
