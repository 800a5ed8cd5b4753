import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BalanceEntryKind, type Coin, type DepositRecord, paymentKey, sats } from '@asg/domain';
import { auditMoney } from '@asg/engines';
import { customerId, depositBench, later, paymentTo } from './testing/deposit-bench.ts';

const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const depositSats = 50_000;
const refundSats = 6_000;

type Parts = Awaited<ReturnType<typeof depositBench>>;

/** What the audit says against deposits; nothing else may be wrong beside the balances that the same fault spoils. */
async function culprits({ storage, chain }: Parts): Promise<readonly string[]> {
  const { results } = await auditMoney(storage, chain);
  for (const { check, ok } of results) if (check !== 'balances') assert.ok(ok || check === 'deposits', check);
  return results.find(({ check }) => check === 'deposits')?.culprits ?? [];
}

function enter({ storage }: Parts, kind: BalanceEntryKind, satoshis: number) {
  const entry = {
    entryId: `planted ${kind}`,
    customerId,
    kind,
    sats: satoshis,
    atMs: 1,
    note: null,
    ref: null,
  };
  return storage.balance.enter(entry);
}

/** A customer with a deposit that is credited and a refund that is made: nothing is wrong with them. */
async function sound(t: Parameters<typeof depositBench>[0]) {
  const parts = await depositBench(t);
  const settler = parts.newSettler();
  const deposit = await parts.open();
  assert.ok(parts.chain.fund(deposit.address, sats(depositSats)).ok);
  parts.chain.mine();
  await later(parts, settler);
  const asked = { customerId, requestId: null, satoshis: sats(refundSats), address };
  assert.equal((await parts.refunds.ask(asked)).kind, 'asked');
  await later(parts, settler);
  await later(parts, settler);
  assert.deepEqual(await culprits(parts), []);
  return { parts, settler, deposit };
}

/** A payment as if it had been found in a block and credited, entry and all. */
async function plantPayment({ storage }: Parts, { depositId }: DepositRecord, coin: Coin, raw: string) {
  const { depositPayments, balance } = storage;
  const key = paymentKey(coin);
  const found = await depositPayments.found({ depositId, customerId, coin, raw, nowMs: 1, minSats: 1_000 });
  const proof = { blockHash: '00'.repeat(32), blockHeight: 1, bump: '', header: '00'.repeat(80) };
  const look = { kind: 'mined', proof, depth: 1 } as const;
  const credited = await depositPayments.look({
    key,
    revision: found.revision,
    look,
    confirmations: 1,
    nowMs: 1,
  });
  assert.ok(credited !== null);
  const entry = { entryId: 'planted', customerId, kind: 'deposit', sats: coin.satoshis, atMs: 1 } as const;
  await balance.enter({ ...entry, note: null, ref: depositId });
  await depositPayments.entered({ key, revision: credited.revision });
}

test('the audit finds a deposit that was entered twice, and one that was not taken back', async (t) => {
  const { parts } = await sound(t);
  await enter(parts, 'deposit', 7_000);
  assert.deepEqual(await culprits(parts), [
    `${customerId}: deposits of 57000 satoshis are entered, 50000 credited`,
  ]);
  await enter(parts, 'deposit_reversed', -8_000);
  assert.deepEqual(await culprits(parts), [
    `${customerId}: deposits of 49000 satoshis are entered, 50000 credited`,
  ]);
});

test('the audit finds a credited payment that no transaction makes, and no block has', async (t) => {
  const { parts, deposit } = await sound(t);
  const { raw, txid } = paymentTo(parts.chain, [deposit.lockingScript], 9_000);
  const coin = { txid, vout: 0, satoshis: sats(9_001), lockingScript: deposit.lockingScript };
  await plantPayment(parts, deposit, coin, raw);
  const name = `deposit ${deposit.depositId}, ${txid}:0`;
  assert.deepEqual(await culprits(parts), [
    `${name}: its transaction does not pay that`,
    `${name}: no path from it to block 1`,
  ]);
});

test('the audit finds a credited payment to somebody else’s address', async (t) => {
  const { parts, deposit } = await sound(t);
  const other = await parts.deposits.open('cust_2', null);
  assert.ok(other !== 'too_many');
  const { lockingScript } = other.deposit;
  const { raw, txid } = paymentTo(parts.chain, [lockingScript], 9_000);
  await plantPayment(parts, deposit, { txid, vout: 0, satoshis: sats(9_000), lockingScript }, raw);
  const [first] = await culprits(parts);
  assert.equal(first, `deposit ${deposit.depositId}, ${txid}:0: it pays to no address of ${customerId}`);
});

test('the audit finds a sweep of a coin that was never credited', async (t) => {
  const { parts, settler, deposit } = await sound(t);
  const { storage, chain, context } = parts;
  const small = chain.fund(deposit.address, sats(999));
  assert.ok(small.ok);
  chain.mine();
  await later(parts, settler);
  const settlementId = context.ids.next('settlement');
  await storage.moves.request({
    settlementId,
    purpose: 'sweep',
    workerId: null,
    coins: 1,
    sweep: [{ depositId: deposit.depositId, coin: small.coin }],
    requestedAtMs: 1,
    refusal: null,
  });
  await later(parts, settler);
  assert.deepEqual(await culprits(parts), [
    `${settlementId} sweeps ${paymentKey(small.coin)}, which was never credited`,
  ]);
});

test('the audit finds refunds that the balance was not charged for, and refunds of an allowance', async (t) => {
  const { parts } = await sound(t);
  await enter(parts, 'refund', 1);
  assert.deepEqual(await culprits(parts), [
    `${customerId}: refunds of 6000 satoshis were made, 5999 taken for them`,
  ]);
  await enter(parts, 'allowance', 100_000);
  await parts.storage.balance.enter({
    entryId: 'taken back',
    customerId,
    kind: 'grant',
    sats: -120_000,
    atMs: 1,
    note: null,
    ref: null,
  });
  assert.deepEqual((await culprits(parts)).slice(1), [
    `${customerId}: refunds of 5999 satoshis took of the allowance, -70000 came in beside it`,
  ]);
});
