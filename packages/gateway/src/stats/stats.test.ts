import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';

const none = { pending: 0, in_progress: 0, verified: 0, settled: 0, expired: 0, cancelled: 0 };

/** Submits a task and has new workers give these labels. */
async function labelled(gateway: TestGateway, key: string, ...labels: readonly string[]): Promise<void> {
  await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const workers = await Promise.all(labels.map(() => gateway.newWorker()));
  await labelNext(
    gateway,
    workers.map(({ token }) => token),
    labels,
  );
}

test('figures are those of the caller’s own tasks, and follow them', async () => {
  await using gateway = await startTestGateway();
  const [ada, bob] = [await gateway.newCustomer(), await gateway.newCustomer()];
  const stats = async (token: string, query = '') => {
    const { status, body } = await gateway.call('GET', `/v1/stats${query}`, { token });
    assert.equal(status, 200);
    return body;
  };
  const nothing = {
    from: '2026-03-11',
    to: '2026-04-09',
    tasks: none,
    items_unshowable: 0,
    items_taken_down: 0,
    mean_confidence: null,
    settlement_seconds: { p50: null, p95: null },
    daily: [],
    agreement: [],
    templates: [],
  };
  assert.deepEqual(await stats(ada.key), nothing);

  await labelled(gateway, ada.key, 'cat', 'dog', 'cat');
  await labelled(gateway, ada.key, 'dog', 'dog', 'dog');
  const decided = await stats(ada.key);
  assert.deepEqual(decided.tasks, { ...none, verified: 2 });
  gateway.clock.advance(10_000);
  await settleDue(gateway);
  gateway.clock.advance(86_400_000);
  await labelled(gateway, ada.key, 'cat', 'cat', 'cat');
  gateway.clock.advance(100_000);
  await settleDue(gateway);
  await gateway.call('POST', '/v1/tasks', { token: ada.key, body: quickstartTask });

  const figures = await stats(ada.key);
  const { mean_confidence: mean, settlement_seconds: seconds, agreement, templates, ...rest } = figures;
  assert.deepEqual(rest, {
    from: '2026-03-12',
    to: '2026-04-10',
    tasks: { ...none, pending: 1, settled: 3 },
    items_unshowable: 0,
    items_taken_down: 0,
    daily: [
      { date: '2026-04-09', tasks_created: 2, tasks_settled: 2, cost_sats: 620 },
      { date: '2026-04-10', tasks_created: 2, tasks_settled: 1, cost_sats: 360 },
    ],
  });
  assert.ok(Math.abs(mean - (2 / 3 + 1 + 1) / 3) < 1e-6);
  assert.deepEqual([templates.length, templates[0].tasks_measured, templates[0].alpha], [1, 3, 0.6]);
  assert.ok(seconds.p50 >= 10 && seconds.p50 <= 10.91, `${seconds.p50}`);
  assert.ok(seconds.p95 >= 100 && seconds.p95 <= 109.1, `${seconds.p95}`);
  // 9 labels, 5 cats and 4 dogs; the first task has 2 pairs of 3 that differ: (9 - 5) / 2.
  const alpha = 1 - (8 * 2) / (81 - 25 - 16);
  assert.deepEqual(
    agreement.map((one: { task_type: string; tasks_measured: number }) => [
      one.task_type,
      one.tasks_measured,
    ]),
    [['image_classification', 3]],
  );
  assert.ok(Math.abs(agreement[0].alpha - alpha) < 1e-12);

  const first = await stats(ada.key, '?from=2026-04-09&to=2026-04-09');
  assert.deepEqual(first.tasks, { ...none, settled: 2 });
  assert.deepEqual(first.daily, [rest.daily[0]]);
  assert.deepEqual(await stats(bob.key, '?to=2026-04-09'), nothing);
});

test('labels that are near agree in part: alpha is over the distance of the kind', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const ask = { data_url: 'https://example.com/a.jpg', consensus_threshold: 3 };
  const tasks = {
    rating: { ...ask, type: 'rating', label_spec: { question: 'How sharp?', scale: { from: 1, to: 5 } } },
    multi_label: { ...ask, type: 'multi_label', label_spec: { question: 'What?', options: ['a', 'b', 'c'] } },
  };
  const give = async (body: object, ...values: readonly unknown[]) => {
    assert.equal((await gateway.call('POST', '/v1/tasks', { token: key, body })).status, 202);
    for (const value of values) {
      const { token } = await gateway.newWorker();
      const { body: work } = await gateway.call('POST', '/v1/work/next', { token });
      const address = `/v1/work/${work.assignments[0].assignment_id}`;
      await gateway.call('GET', `${address}/data`, { token });
      assert.equal((await gateway.call('POST', `${address}/label`, { token, body: { value } })).status, 200);
    }
  };
  await give(tasks.rating, 5, 4, 5);
  await give(tasks.rating, 1, 2, 2);
  await give(tasks.multi_label, { options: ['a'] }, { options: ['a', 'b'] }, { options: ['a'] });
  await give(tasks.multi_label, { none: true }, { options: ['c'] }, { none: true });
  const { body } = await gateway.call('GET', '/v1/stats', { token: key });
  // 1, 2, 2, 4, 5, 5: ranks 0.5, 2, 3.5 and 5. Sets: a and ab are 2/3 apart, all others 1.
  const ratings = {
    observed: 2 * 1.5 ** 2 + 2 * 1.5 ** 2,
    expected: 2 * (2 * 1.5 ** 2 + 3 ** 2 + 2 * 4.5 ** 2 + 2 * 1.5 ** 2 + 4 * 3 ** 2 + 2 * 1.5 ** 2),
  };
  const sets = { observed: 2 * (2 / 3) + 2, expected: 2 * (2 * (2 / 3) + 4 + 2 + 2 + 1 + 2) };
  const alphaOf = ({ observed, expected }: typeof sets) => 1 - (5 * observed) / expected;
  for (const list of [body.agreement, body.templates]) {
    const found = new Map<string, { alpha: number; tasks_measured: number }>(
      list.map((one: { task_type: string }) => [one.task_type, one]),
    );
    for (const [type, expected] of Object.entries({ rating: alphaOf(ratings), multi_label: alphaOf(sets) })) {
      const { alpha, tasks_measured } = found.get(type) ?? assert.fail(type);
      assert.ok(Math.abs(alpha - expected) < 1e-4, `${type}: ${alpha}, ${expected}`);
      assert.equal(tasks_measured, 2);
    }
  }
  const { options, precision } = body.templates.find(
    (one: { task_type: string }) => one.task_type === 'multi_label',
  );
  assert.deepEqual([options, precision.length], [['a', 'b', 'c'], 3]);
});

test('days that do not exist, are in the wrong order or too many are refused by name', async () => {
  await using gateway = await startTestGateway();
  const { key } = await gateway.newCustomer();
  const ask = async (query: string) => {
    const { status, body } = await gateway.call('GET', `/v1/stats?${query}`, { token: key });
    return [status, body.details?.[0].field, body.error];
  };
  const refused: readonly [string, string, string][] = [
    ['from=2026-02-31', 'from', 'from must be a date that exists'],
    ['to=2026-02-31', 'to', 'to must be a date that exists'],
    ['from=yesterday', 'from', 'from must be a date, e.g. 2026-04-09'],
    ['from=2026-04-10', 'from', 'from must not be after to, 2026-04-09'],
    ['from=2025-04-08', 'from', 'from must be less than 366 days before to, 2026-04-09'],
  ];
  for (const [query, field, error] of refused) assert.deepEqual(await ask(query), [400, field, error]);
  assert.equal((await ask('from=2025-04-09'))[0], 200);
  assert.equal((await gateway.call('GET', '/v1/stats')).status, 401);
});
