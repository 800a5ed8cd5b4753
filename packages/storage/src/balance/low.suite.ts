import assert from 'node:assert/strict';
import { type BalanceEvent, sats } from '@asg/domain';
import { anEntry, figures, fundedCustomer, usualCap, usualCover } from '../contract/money.ts';
import type { Stage } from '../contract/stage.ts';
import type { Suite } from '../contract/suite.ts';

let changes = 0;

async function setLow(stage: Stage, customerId: string, balanceLowSats: number | null): Promise<void> {
  const limits = { spendPerDaySats: null, balanceLowSats };
  await stage.storage.customers.change({ customerId, changeId: `low ${++changes}`, limits });
}

/** Of each time that the customer was told: what could be spent, and below what they want to know. */
async function told(stage: Stage, customerId: string): Promise<readonly (readonly [number, number])[]> {
  await stage.settle();
  const events = await stage.storage.events.after(customerId, { after: null, limit: 100 });
  return events
    .filter((event): event is BalanceEvent => event.type === 'balance.low')
    .map(({ availableSats, lowSats }) => [availableSats, lowSats] as const);
}

const open = (stage: Stage, customerId: string, count = 1) =>
  stage.open(customerId, count, { cover: usualCover });

export const lowBalanceSuite: Suite = {
  'an entry is found by its id, and is another customer’s to nobody': async (stage) => {
    const [customerId, other] = [await stage.customer(), await stage.customer()];
    const entries = Array.from({ length: 12 }, (_, i) => anEntry(stage, customerId, i + 1));
    for (const entry of entries) await stage.storage.balance.enter(entry);
    for (let i = 0; i < 2; i++) {
      for (const entry of entries) assert.deepEqual(await stage.storage.balance.entry(entry), entry);
      await stage.settle();
    }
    const { entryId } = entries[0]!;
    assert.equal(await stage.storage.balance.entry({ customerId: other, entryId }), null);
    assert.equal(await stage.storage.balance.entry({ customerId, entryId: 'none' }), null);
  },

  'a balance that becomes low is told of once, in the change that takes it there': async (stage) => {
    const customerId = await fundedCustomer(stage, 5 * usualCap);
    await setLow(stage, customerId, 3 * usualCap);
    await open(stage, customerId, 2);
    assert.deepEqual(await told(stage, customerId), [], 'so much is not less');
    await open(stage, customerId);
    await open(stage, customerId);
    assert.deepEqual(await told(stage, customerId), [[2 * usualCap, 3 * usualCap]]);
    const events = await stage.storage.events.undispatched(100);
    assert.equal(events.filter(({ event }) => event.customerId === customerId).length, 1);
  },

  'it is told of again each time that it had recovered, by whichever way': async (stage) => {
    const customerId = await fundedCustomer(stage, 2 * usualCap);
    await setLow(stage, customerId, 2 * usualCap);
    const [first] = await open(stage, customerId);
    await stage.storage.tasks.cancel({ taskId: first!, nowMs: stage.nowMs });
    await stage.settle();
    await open(stage, customerId);
    assert.deepEqual(await told(stage, customerId), Array(2).fill([usualCap, 2 * usualCap]));
    await stage.storage.balance.enter(anEntry(stage, customerId, usualCap + 7));
    const refund = anEntry(stage, customerId, -8, { kind: 'refund' });
    for (let i = 0; i < 2; i++) await stage.storage.balance.enter(refund);
    const reversed = { kind: 'deposit_reversed' } as const;
    await stage.storage.balance.enter(anEntry(stage, customerId, -3 * usualCap, reversed));
    assert.deepEqual(
      (await told(stage, customerId)).map(([availableSats]) => availableSats),
      [usualCap, usualCap, 2 * usualCap - 1],
    );
    assert.deepEqual(await figures(stage, customerId), [0 - usualCap - 1, usualCap, 0]);
  },

  'who sets it above what they have is not told; who sets nothing never is': async (stage) => {
    const customerId = await fundedCustomer(stage, 4 * usualCap);
    await open(stage, customerId);
    await setLow(stage, customerId, 100 * usualCap);
    await open(stage, customerId);
    assert.deepEqual(await told(stage, customerId), []);
    await setLow(stage, customerId, null);
    await open(stage, customerId, 2);
    assert.deepEqual(await told(stage, customerId), []);
    await setLow(stage, customerId, 1);
    await stage.storage.balance.enter(anEntry(stage, customerId, usualCap));
    await open(stage, customerId);
    assert.deepEqual(await told(stage, customerId), [[0, 1]]);
  },

  'of many submissions at once one makes it low': async (stage) => {
    const customerId = await fundedCustomer(stage, 8 * usualCap);
    await setLow(stage, customerId, 5 * usualCap);
    await Promise.all(Array.from({ length: 8 }, () => open(stage, customerId)));
    assert.equal((await told(stage, customerId)).length, 1);
  },

  'of a sandbox account what it may still be given counts too': async (stage) => {
    const customerId = await stage.customer();
    await setLow(stage, customerId, usualCap + 1);
    const allowance = { allowanceSats: sats(3 * usualCap), perDaySats: sats(1e12) };
    for (let i = 0; i < 3; i++) {
      const request = stage.request(customerId, [stage.order(customerId, { cover: usualCover })]);
      assert.equal((await stage.storage.tasks.open({ ...request, allowance })).kind, 'opened');
    }
    assert.deepEqual(await told(stage, customerId), [[usualCap, usualCap + 1]]);
  },
};
