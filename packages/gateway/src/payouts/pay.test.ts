import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type PayeeRecord, sats } from '@asg/domain';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const address = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const rates = { perBsv: { USD: 21.5, EUR: 18.4 }, atMs: Date.UTC(2026, 3, 9, 11), source: 'Kraken' };
const dayMs = 24 * 3_600_000;
let gateway: TestGateway;
before(async () => {
  gateway = await startTestGateway({ rates: () => rates });
});
after(() => gateway[Symbol.asyncDispose]());

/** A payment of so much to a worker; `more`: held for them, or carried. */
async function pay(workerId: string, earned: number, more: Partial<PayeeRecord> = {}, on = gateway) {
  const paid = { satoshis: sats(earned), lockingScript: '76a9' };
  const payee: PayeeRecord = {
    workerId,
    labels: 2,
    earnedSats: sats(earned),
    carriedInSats: sats(0),
    carriedOutSats: sats(0),
    paidSats: sats(earned),
    outputs: [paid],
    ...more,
  };
  await settleDue(on, [payee]);
}
const summaryOf = async (token: string) =>
  (await gateway.call('GET', '/v1/workers/me/earnings?summary=true', { token })).body.summary;
const me = async (token: string) => (await gateway.call('GET', '/v1/workers/me', { token })).body;
const logIn = async (email: string): Promise<string> => {
  const body = { email, password: 'correct horse' };
  return (await gateway.call('POST', '/v1/workers/login', { body })).body.token;
};

test('what a worker earned is told in three sums, and a wallet is asked for once it pays', async () => {
  const { token, workerId } = await gateway.newWorker();
  const nothing = { pending_sats: 0, matured_sats: 0, paid_sats: 0, matures_at: null, hourly: null };
  assert.deepEqual(await summaryOf(token), nothing);
  await pay(workerId, 150, { held: true });
  assert.equal((await me(token)).wallet.wanted, false, 'less than is sent by itself');
  await pay(workerId, 50, { held: true });
  assert.equal((await me(token)).wallet.wanted, true);
  assert.deepEqual(await summaryOf(token), { ...nothing, matured_sats: 200 });
  await gateway.call('PUT', '/v1/workers/me/wallet', { token, body: { address } });
  assert.equal((await me(token)).wallet.wanted, false);
  await pay(workerId, 700);
  const carried = { paidSats: sats(0), carriedOutSats: sats(30), outputs: [] };
  await pay(workerId, 30, carried);
  assert.deepEqual(await summaryOf(token), { ...nothing, matured_sats: 230, paid_sats: 700 });
  assert.equal((await gateway.call('GET', '/v1/workers/me/earnings?summary=1', { token })).status, 400);
});

test('pay by the hour is of the worker’s own labels, without breaks, and not told of a few minutes', async () => {
  const { key } = await gateway.newCustomer();
  const { token, workerId } = await gateway.newWorker('hours@worker.example');
  for (let i = 0; i < 12; i++) {
    await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
    await labelNext(gateway, [token], ['cat']);
    if (i === 8) assert.equal((await summaryOf(token)).hourly, null, 'nine minutes');
    if (i === 9) {
      await pay(workerId, 1_000);
      gateway.clock.advance(dayMs / 2);
    } else gateway.clock.advance(60_000);
  }
  const { since, ...hourly } = (await summaryOf(token)).hourly;
  assert.deepEqual(hourly, { sats: 5_000, labels: 12, worked_seconds: 720, earned_sats: 1_000 });
  assert.equal(Date.parse(since), gateway.clock.nowMs() - dayMs / 2 - 11 * 60_000);
  gateway.clock.advance(31 * dayMs);
  assert.equal((await summaryOf(await logIn('hours@worker.example'))).hourly, null);
});

test('the payments of a year are paged by themselves, whatever was paid before and after it', async () => {
  const { workerId } = await gateway.newWorker('years@worker.example');
  const years = new Map<number, number>();
  for (const count of [3, 120, 2]) {
    const year = new Date(gateway.clock.nowMs()).getUTCFullYear();
    years.set(year, count);
    for (let i = 0; i < count; i++) {
      gateway.clock.advance(60_000);
      await pay(workerId, 300 + i);
    }
    gateway.clock.advance(Date.UTC(year + 1, 0) - gateway.clock.nowMs());
  }
  const token = await logIn('years@worker.example');
  const page = (query: string) => gateway.call('GET', `/v1/workers/me/earnings?${query}`, { token });
  for (const [year, count] of years) {
    const earned: number[] = [];
    let pages = 0;
    for (let cursor = ''; ; pages++) {
      const { status, body, text } = await page(`year=${year}&limit=50${cursor}`);
      assert.equal(status, 200, text);
      for (const { made_at, earned_sats } of body.data) {
        assert.equal(new Date(made_at).getUTCFullYear(), year);
        earned.push(earned_sats);
      }
      if (body.next_cursor === null) break;
      cursor = `&cursor=${body.next_cursor}`;
    }
    assert.deepEqual(
      earned,
      Array.from({ length: count }, (_, i) => 300 + count - 1 - i),
    );
    assert.equal(pages, Math.ceil(count / 50) - 1);
  }
  assert.deepEqual((await page('year=2030')).body.data, []);
  for (const wrong of ['year=1999', 'year=x', 'year=2026.5']) assert.equal((await page(wrong)).status, 400);
});

test('satoshis are told in the currency that the worker chose, at a rate with its time and source, or not at all', async () => {
  await using own = await startTestGateway({ rates: () => rates });
  const { token } = await own.newWorker();
  const profile = { display_name: 'Kim', country: 'DE', primary_language: 'en' };
  const set = async (more: object) =>
    (await own.call('PUT', '/v1/workers/me/profile', { token, body: { ...profile, ...more } })).body;
  const rate = { currency: 'EUR', per_bsv: 18.4, at: '2026-04-09T11:00:00.000Z', source: 'Kraken' };
  assert.deepEqual((await set({})).money, { currencies: ['USD', 'EUR'], rate });
  const chosen = await set({ currency: 'USD' });
  assert.deepEqual([chosen.profile.currency, chosen.money.rate.currency], ['USD', 'USD']);
  assert.equal((await set({})).profile.currency, 'USD', 'left out it is as it was');
  assert.deepEqual((await set({ currency: 'CHF' })).money.rate, null, 'there is no rate in it');
  assert.equal((await set({ currency: null })).money.rate.currency, 'EUR');
  const wrong = await set({ currency: 'euro' });
  assert.match(wrong.error, /currency must be three capital letters/);
});
