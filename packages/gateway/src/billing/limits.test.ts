import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventFeed } from '@asg/engines';
import { balanceOf, fundedCustomer, fundedGateway } from '../testing/funded.ts';
import { quickstartTask } from '../testing/test-gateway.ts';
import { runJobs, uploadJob } from '../testing/uploaded-job.ts';

/** Of one quickstart task: at most seven labels of 325 satoshis. */
const usualCap = 2_275;
/** The same of a task of `jobOrder`: at most five labels of 325. */
const jobTaskCap = 1_625;

test('limits are the customer’s own: set, replaced, taken away, and refused with the rule that they break', async () => {
  await using gateway = await fundedGateway();
  const { key } = await fundedCustomer(gateway, 10_000);
  const put = (body: unknown) => gateway.call('PUT', '/v1/billing/limits', { token: key, body });
  const set = await put({ spend_per_day_sats: usualCap, balance_low_sats: 10_000 });
  assert.equal(set.status, 200);
  assert.deepEqual(set.body, await balanceOf(gateway, key));
  assert.deepEqual(set.body.limits, { spend_per_day_sats: usualCap, balance_low_sats: 10_000 });
  const submit = () => gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  assert.equal((await submit()).status, 202);
  const over = await submit();
  assert.deepEqual([over.status, over.body.code], [402, 'INSUFFICIENT_FUNDS']);
  assert.match(over.body.details[0].message, /your limit for 2026-04-09 \(UTC\) has 0 satoshis left/);
  gateway.clock.advance(86_400_000);
  assert.equal((await submit()).status, 202);
  assert.equal((await balanceOf(gateway, key)).is_low, true);
  assert.deepEqual((await put({ spend_per_day_sats: null, balance_low_sats: null })).body.limits, {
    spend_per_day_sats: null,
    balance_low_sats: null,
  });
  assert.equal((await submit()).status, 202);
  const wrong: readonly (readonly [object, string, RegExp])[] = [
    [{ balance_low_sats: 1 }, 'spend_per_day_sats', /is required/],
    [{ spend_per_day_sats: 1.5, balance_low_sats: null }, 'spend_per_day_sats', /must be an integer/],
    [{ spend_per_day_sats: -1, balance_low_sats: null }, 'spend_per_day_sats', /must be at least 0/],
    [{ spend_per_day_sats: null, balance_low_sats: 0 }, 'balance_low_sats', /must be at least 1/],
    [
      { spend_per_day_sats: null, balance_low_sats: 1e17 },
      'balance_low_sats',
      /must be at most 2100000000000000/,
    ],
    [{ spend_per_day_sats: '5', balance_low_sats: null }, 'spend_per_day_sats', /must be an integer/],
    [{ spend_per_day_sats: null, balance_low_sats: null, more: 1 }, 'more', /more/],
  ];
  for (const [body, field, message] of wrong) {
    const { status, body: answer } = await put(body);
    assert.deepEqual([status, answer.details[0].field], [400, field], JSON.stringify(body));
    assert.match(answer.details[0].message, message);
  }
});

test('a balance that becomes low is an event with the figures of that moment', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await fundedCustomer(gateway, 2 * usualCap + 100);
  await gateway.call('PUT', '/v1/billing/limits', {
    token: key,
    body: { spend_per_day_sats: null, balance_low_sats: 2 * usualCap },
  });
  for (let i = 0; i < 2; i++) await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const stop = new AbortController();
  const events = [];
  for await (const event of new EventFeed(gateway.context).follow(customerId, '0', 0, stop.signal)) {
    if (event === null) break;
    events.push(event);
    stop.abort();
  }
  assert.deepEqual(
    events.map(({ type, payload }) => [type, payload]),
    [
      [
        'balance.low',
        {
          event: 'balance.low',
          customer_id: customerId,
          available_sats: usualCap + 100,
          balance_low_sats: 2 * usualCap,
          timestamp: '2026-04-09T12:00:00.000Z',
        },
      ],
    ],
  );
});

test('a job that has reached the limit of the day says so, and goes on the next day by itself', async () => {
  await using gateway = await fundedGateway();
  const { key } = await fundedCustomer(gateway, 100_000);
  const perDay = 2 * jobTaskCap;
  const limits = { spend_per_day_sats: perDay, balance_low_sats: null };
  await gateway.call('PUT', '/v1/billing/limits', { token: key, body: limits });
  const lines = Array.from({ length: 5 }, (_, n) => `{"data_url":"https://example.com/${n}.jpg"}\n`);
  const { body } = await uploadJob(gateway, key, lines.join(''));
  const accepted: number[] = [];
  for (let day = 0; day < 3; day++) {
    await runJobs(gateway);
    const job = (await gateway.call('GET', `/v1/jobs/${body.job_id}`, { token: key })).body;
    accepted.push(job.lines_accepted);
    assert.equal(job.status, day < 2 ? 'ingesting' : 'labeling');
    if (day < 2) assert.match(job.note, /limit of the day/);
    assert.equal((await balanceOf(gateway, key)).reserved_today_sats, day < 2 ? perDay : jobTaskCap);
    gateway.clock.advance(86_400_000);
  }
  assert.deepEqual(accepted, [2, 4, 5]);
});
