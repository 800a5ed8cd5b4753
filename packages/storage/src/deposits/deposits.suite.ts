import assert from 'node:assert/strict';
import { type DepositRecord, newWatch, paymentKey, sats } from '@asg/domain';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

const page = { limit: 10, after: null } as const;
const confirmations = 1;

function aDeposit({ ids, nowMs }: Stage, change: Partial<DepositRecord> = {}): DepositRecord {
  const depositId = ids.next('deposit');
  return {
    depositId,
    customerId: 'cust_a',
    address: `address of ${depositId}`,
    lockingScript: '76a914',
    amountSats: sats(5_000),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 86_400_000,
    watch: newWatch(nowMs),
    ...change,
  };
}

function aPayment({ ids, nowMs }: Stage, deposit: DepositRecord, satoshis = 5_000) {
  const { depositId, customerId, lockingScript } = deposit;
  const coin = { txid: ids.hash(), vout: 0, satoshis: sats(satoshis), lockingScript };
  return { depositId, customerId, coin, raw: '00', nowMs, minSats: 1_000 };
}

const minedIn = (block: number, depth: number) => ({
  kind: 'mined' as const,
  proof: { blockHash: `${block}`, blockHeight: block, bump: '', header: '' },
  depth,
});

export const depositSuite: Suite = {
  'a deposit is opened once, listed with its customer and due until it was looked at': async (stage) => {
    const { storage, nowMs } = stage;
    const [first, second, other] = [
      aDeposit(stage),
      aDeposit(stage),
      aDeposit(stage, { customerId: 'cust_b' }),
    ];
    for (const deposit of [second, first, other]) await storage.deposits.open(deposit);
    assert.deepEqual(await storage.deposits.open({ ...first, address: 'another' }), first);
    assert.deepEqual(await storage.deposits.get(first.depositId), first);
    assert.deepEqual(await storage.deposits.ofCustomer({ ...page, group: 'cust_a' }), [first, second]);
    const due = () => storage.deposits.due({ ...page, group: 'fresh' });
    assert.deepEqual(await due(), [first, second, other]);
    const { depositId, watch } = first;
    await storage.deposits.lookedAt({ depositId, watch, nowMs, pauseMinMs: 1_000 });
    assert.deepEqual(
      (await due()).map((deposit) => deposit.depositId),
      [second.depositId, other.depositId, depositId],
    );
    // Of two who looked at the same one, one writes when it is due next.
    const after = await storage.deposits.get(depositId);
    await storage.deposits.lookedAt({ depositId, watch, nowMs: nowMs + 5, pauseMinMs: 9_000 });
    assert.deepEqual(await storage.deposits.get(depositId), after);
  },

  'an old deposit stands in the slow list, and is looked at often again when its customer asks': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const deposit = aDeposit(stage);
    const { depositId, watch } = deposit;
    await storage.deposits.open(deposit);
    const dayLater = nowMs + 86_400_000;
    await storage.deposits.lookedAt({ depositId, watch, nowMs: dayLater, pauseMinMs: 1_000 });
    const slow = await storage.deposits.due({ ...page, group: 'slow' });
    assert.deepEqual(
      slow.map((one) => one.depositId),
      [depositId],
    );
    assert.deepEqual(await storage.deposits.due({ ...page, group: 'fresh' }), []);
    await storage.deposits.watchAgain({ depositId, nowMs: dayLater + 1 });
    assert.deepEqual(await storage.deposits.due({ ...page, group: 'slow' }), []);
    const [again] = await storage.deposits.due({ ...page, group: 'fresh' });
    assert.equal(again?.watch.dueAtMs, dayLater + 1);
    await storage.deposits.watchAgain({ depositId: 'dep_none', nowMs });
  },

  'a payment is found once, credited once for each turn, and only by who has read it as it is': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const deposit = aDeposit(stage);
    const found = aPayment(stage, deposit);
    const key = paymentKey(found.coin);
    const { depositPayments } = storage;
    const first = await depositPayments.found(found);
    assert.deepEqual(await depositPayments.found({ ...found, raw: null }), first);
    assert.equal(first.state, 'waiting');
    const look = (revision: number, depth: number) =>
      depositPayments.look({ key, revision, look: minedIn(9, depth), confirmations, nowMs });
    const credited = await look(first.revision, 1);
    assert.deepEqual([credited?.state, credited?.owed, credited?.turn], ['credited', 'deposit', 1]);
    // What was read before is old now.
    assert.deepEqual(await look(first.revision, 7), credited);
    const entered = await depositPayments.entered({ key, revision: credited!.revision });
    assert.equal(entered?.owed, null);
    assert.deepEqual(await depositPayments.entered({ key, revision: credited!.revision }), entered);
    const gone = await depositPayments.look({
      key,
      revision: entered!.revision,
      look: { kind: 'unmined' },
      confirmations,
      nowMs,
    });
    assert.deepEqual([gone?.state, gone?.owed, gone?.turn], ['waiting', 'deposit_reversed', 1]);
    assert.equal(
      await depositPayments.look({ key: 'none:0', revision: 1, look: minedIn(1, 1), confirmations, nowMs }),
      null,
    );
  },

  'payments stand in the lists of what is watched and of what can be swept as they are now': async (
    stage,
  ) => {
    const { storage, nowMs } = stage;
    const { depositPayments } = storage;
    const deposit = aDeposit(stage);
    const founds = [aPayment(stage, deposit), aPayment(stage, deposit), aPayment(stage, deposit, 999)];
    for (const found of founds) await depositPayments.found(found);
    const keys = founds.map(({ coin }) => paymentKey(coin));
    const keysOf = async (list: 'all' | 'watched' | 'sweepable') =>
      (await depositPayments[list](page)).map(({ coin }) => paymentKey(coin));
    const ofDeposit = await depositPayments.ofDeposit({ ...page, group: deposit.depositId });
    assert.deepEqual(
      ofDeposit.map(({ coin }) => paymentKey(coin)),
      keys,
    );
    assert.deepEqual(await keysOf('all'), keys);
    assert.deepEqual(await keysOf('watched'), keys.slice(0, 2));
    assert.deepEqual(await keysOf('sweepable'), []);
    const [key] = keys;
    assert.ok(key !== undefined);
    const deepen = async (depth: number) => {
      const { revision } = (await depositPayments.get(key))!;
      const after = await depositPayments.look({
        key,
        revision,
        look: minedIn(9, depth),
        confirmations,
        nowMs,
      });
      if (after!.owed !== null) await depositPayments.entered({ key, revision: after!.revision });
    };
    await deepen(1);
    assert.deepEqual(await keysOf('sweepable'), []);
    await deepen(6);
    assert.deepEqual(await keysOf('sweepable'), [key]);
    const sweep = (from: string | null, to: string | null) => depositPayments.sweep({ key, from, to });
    assert.equal((await sweep(null, 'stl_1'))?.sweepId, 'stl_1');
    assert.equal((await sweep(null, 'stl_2'))?.sweepId, 'stl_1');
    assert.deepEqual(await keysOf('sweepable'), [key]);
    assert.equal((await sweep('stl_1', null))?.sweepId, null);
    await sweep(null, 'stl_3');
    await depositPayments.swept(key);
    assert.equal((await sweep('stl_3', null))?.sweepId, 'stl_3');
    assert.deepEqual(await keysOf('sweepable'), []);
    assert.deepEqual(await keysOf('watched'), keys.slice(0, 2));
    await deepen(100);
    assert.deepEqual(await keysOf('watched'), keys.slice(1, 2));
  },
};
