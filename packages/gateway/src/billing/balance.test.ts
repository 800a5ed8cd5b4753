import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adminToken, balanceOf, fundedCustomer, fundedGateway } from '../testing/funded.ts';
import { settleDue } from '../testing/settle-due.ts';
import { labelNext, quickstartTask, type TestGateway } from '../testing/test-gateway.ts';

/** Of one quickstart task: at most seven labels of 325 satoshis. */
const usualCap = 2_275;

type Line = { readonly kind: string; readonly sats: number; readonly date: string };

async function settleOne(gateway: TestGateway, token: string): Promise<void> {
  assert.equal((await gateway.call('POST', '/v1/tasks', { token, body: quickstartTask })).status, 202);
  const labels = ['cat', 'dog', 'cat'];
  const workers = await Promise.all(labels.map(() => gateway.newWorker()));
  await labelNext(
    gateway,
    workers.map((worker) => worker.token),
    labels,
  );
  await settleDue(gateway);
}

/** Every line, page by page. */
async function wholeStatement(gateway: TestGateway, token: string, limit: number): Promise<Line[]> {
  const lines: Line[] = [];
  let next: string | null = '';
  while (next !== null) {
    const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
    const { status, body } = await gateway.call('GET', `/v1/billing/statement?limit=${limit}${cursor}`, {
      token,
    });
    assert.equal(status, 200);
    lines.push(...body.data);
    next = body.next_cursor;
  }
  return lines;
}

test('a balance says what can be spent, what is held and what was spent, and always adds up', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await fundedCustomer(gateway, 5_000);
  await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const held = {
    customer_id: customerId,
    funding: 'balance',
    available_sats: 5_000 - usualCap,
    free_sats: 5_000 - usualCap,
    funded_free_sats: 5_000 - usualCap,
    reserved_sats: usualCap,
    spent_sats: 0,
    entered_sats: 5_000,
    upgrade_grant_sats: 0,
    allowance_sats: 0,
    allowance_left_sats: 0,
    reserved_today_sats: usualCap,
    is_low: false,
    limits: { spend_per_day_sats: null, balance_low_sats: null },
  };
  assert.deepEqual(await balanceOf(gateway, key), held);
  const operators = await gateway.call('GET', `/v1/admin/customers/${customerId}/balance`, {
    token: adminToken,
  });
  assert.deepEqual(operators.body, held);
  const workers = await Promise.all([0, 1, 2].map(() => gateway.newWorker()));
  await labelNext(
    gateway,
    workers.map(({ token }) => token),
    ['cat', 'dog', 'cat'],
  );
  await settleDue(gateway);
  const { free_sats, reserved_sats, spent_sats } = await balanceOf(gateway, key);
  assert.deepEqual([free_sats, reserved_sats, spent_sats], [5_000 - 260, 0, 260]);
  gateway.clock.advance(86_400_000);
  assert.equal((await balanceOf(gateway, key)).reserved_today_sats, 0);
});

test('a sandbox account sees its allowance before it is drawn, and after', async () => {
  await using gateway = await fundedGateway();
  const { key } = await gateway.newCustomer();
  const figures = async () => {
    const found = await balanceOf(gateway, key);
    assert.equal(found.funding, 'allowance');
    const { available_sats, free_sats, entered_sats, allowance_sats, allowance_left_sats } = found;
    return [available_sats, free_sats, entered_sats, allowance_sats, allowance_left_sats];
  };
  assert.deepEqual(await figures(), [10_000, 0, 0, 0, 10_000]);
  await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  assert.deepEqual(await figures(), [10_000 - usualCap, 10_000 - usualCap, 10_000, 10_000, 0]);
  const [line] = await wholeStatement(gateway, key, 10);
  assert.deepEqual([line?.kind, line?.sats], ['allowance', 10_000]);
});

test('a statement has entries and days of spending in one order, each once, and adds up to the balance', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await fundedCustomer(gateway, 10_000);
  const grant = (amount: number) =>
    gateway.call('POST', `/v1/admin/customers/${customerId}/grants`, {
      token: adminToken,
      body: { sats: amount, note: `grant of ${amount}` },
    });
  for (let day = 1; day <= 3; day++) {
    await settleOne(gateway, key);
    gateway.clock.advance(3_600_000);
    await grant(day);
    if (day === 2) await settleOne(gateway, key);
    gateway.clock.advance(40 * 86_400_000);
  }
  await gateway.call('POST', '/v1/tasks', { token: key, body: quickstartTask });
  const expected = [
    ['spent', '2026-06-28', -260],
    ['grant', '2026-06-28', 3],
    ['spent', '2026-05-19', -520],
    ['grant', '2026-05-19', 2],
    ['spent', '2026-04-09', -260],
    ['grant', '2026-04-09', 1],
    ['grant', '2026-04-09', 10_000],
  ];
  for (const limit of [1, 2, 3, 100]) {
    const lines = await wholeStatement(gateway, key, limit);
    assert.deepEqual(
      lines.map(({ kind, date, sats: by }) => [kind, date, by]),
      expected,
    );
    const { free_sats, reserved_sats } = await balanceOf(gateway, key);
    assert.equal(
      lines.reduce((sum, line) => sum + line.sats, 0),
      free_sats + reserved_sats,
    );
  }
  const path = `/v1/admin/customers/${customerId}/statement?limit=100`;
  const operators = await gateway.call('GET', path, { token: adminToken });
  assert.deepEqual(operators.body.data, await wholeStatement(gateway, key, 100));
  assert.equal(operators.body.next_cursor, null);
});

test('what comes while a statement is read page by page moves none of its lines', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await fundedCustomer(gateway, 1_000);
  const path = `/v1/admin/customers/${customerId}/grants`;
  const grant = (note: string) => gateway.call('POST', path, { token: adminToken, body: { sats: 1, note } });
  for (const note of ['a', 'b', 'c']) {
    gateway.clock.advance(1);
    await grant(note);
  }
  const first = await gateway.call('GET', '/v1/billing/statement?limit=2', { token: key });
  gateway.clock.advance(1);
  await grant('later');
  const rest = await gateway.call('GET', `/v1/billing/statement?cursor=${first.body.next_cursor}`, {
    token: key,
  });
  const notes = [...first.body.data, ...rest.body.data].map(({ note }: { note: string }) => note);
  assert.deepEqual(notes, ['c', 'b', 'a', 'welcome']);
  for (const cursor of ['x', 'Zm9v', `${first.body.next_cursor}`.slice(0, 8), '%00']) {
    const { status, body } = await gateway.call('GET', `/v1/billing/statement?cursor=${cursor}`, {
      token: key,
    });
    assert.deepEqual([status, body.details?.[0].field], [400, 'cursor'], cursor);
  }
});

test('the statement as CSV is whole, has its total, and no cell that a spreadsheet would run', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await fundedCustomer(gateway, 10_000);
  const notes = ['=1+1', '+1', '-1', '@a', ' =a', 'a, "b"', 'קלט\nשני'];
  for (const note of notes) {
    gateway.clock.advance(1);
    const path = `/v1/admin/customers/${customerId}/grants`;
    await gateway.call('POST', path, { token: adminToken, body: { sats: 1, note } });
  }
  await settleOne(gateway, key);
  const { status, headers, text } = await gateway.call('GET', '/v1/billing/statement.csv', { token: key });
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/csv; charset=utf-8');
  assert.equal(headers['content-disposition'], 'attachment; filename="statement.csv"');
  const lines = text.split('\r\n');
  assert.equal(lines[0], 'date,at,kind,sats,tasks,note,ref,entry_id');
  assert.equal(lines[1], '2026-04-09,,spent,-260,1,,,');
  assert.equal(lines.at(-2), `total,,,${10_000 + notes.length - 260},,,,`);
  const cells = lines
    .slice(2, -2)
    .map((line) => /^[^,]*,[^,]*,grant,\d+,,(.*),,grant\/\w+$/s.exec(line)?.[1]);
  assert.deepEqual(cells.slice(0, -1).toReversed(), [
    "'=1+1",
    "'+1",
    "'-1",
    "'@a",
    "'=a",
    '"a, ""b"""',
    '"קלט\nשני"',
  ]);
  const path = `/v1/admin/customers/${customerId}/statement.csv`;
  const operators = await gateway.call('GET', path, { token: adminToken });
  assert.deepEqual([operators.status, operators.text], [200, text]);
  assert.equal(
    operators.headers['content-disposition'],
    `attachment; filename="statement-${customerId}.csv"`,
  );
  const nobody = '/v1/admin/customers/cust_none/statement.csv';
  assert.equal((await gateway.call('GET', nobody, { token: adminToken })).status, 404);
});

test('the operator gives satoshis, once under a key; less than one is refused', async () => {
  await using gateway = await fundedGateway();
  const { key, customerId } = await gateway.newCustomer();
  const path = `/v1/admin/customers/${customerId}/grants`;
  const give = (body: object, headers = {}) =>
    gateway.call('POST', path, { token: adminToken, body, headers });
  const body = { sats: 250, note: '  Pilot ', idempotency_key: 'pilot' };
  const first = await give(body);
  assert.equal(first.status, 201);
  const { entry, balance } = first.body;
  assert.deepEqual([entry.kind, entry.sats, entry.note, entry.ref], ['grant', 250, 'Pilot', null]);
  assert.deepEqual([balance.free_sats, balance.entered_sats], [250, 250]);
  gateway.clock.advance(5);
  const again = await give({ sats: 250, note: 'Pilot' }, { 'idempotency-key': 'pilot' });
  assert.deepEqual([again.status, again.body.idempotent, again.body.entry], [200, true, entry]);
  const other = await give({ ...body, sats: 251 });
  assert.deepEqual(
    [other.status, other.body.error],
    [409, 'idempotency key was already used with another body'],
  );
  assert.equal((await give({ sats: 1, note: 'a' })).status, 201);
  assert.equal((await give({ sats: 1, note: 'a' })).status, 201);
  assert.equal((await balanceOf(gateway, key)).entered_sats, 252);
  for (const [wrong, field] of [
    [{ sats: 0, note: 'a' }, 'sats'],
    [{ sats: -5, note: 'a' }, 'sats'],
    [{ sats: 1.5, note: 'a' }, 'sats'],
    [{ sats: 2_100_000_000_000_001, note: 'a' }, 'sats'],
    [{ sats: 1 }, 'note'],
    [{ sats: 1, note: ' ' }, 'note'],
    [{ sats: 1, note: 'n'.repeat(501) }, 'note'],
  ] as const) {
    const refused = await give(wrong);
    assert.deepEqual([refused.status, refused.body.details[0].field], [400, field], JSON.stringify(wrong));
  }
  const nobody = await gateway.call('POST', '/v1/admin/customers/cust_none/grants', {
    token: adminToken,
    body: { sats: 1, note: 'a' },
  });
  assert.deepEqual([nobody.status, nobody.body.error], [404, 'customer not found']);
  for (const [method, url] of [
    ['GET', `/v1/admin/customers/${customerId}/balance`],
    ['GET', `/v1/admin/customers/${customerId}/statement`],
    ['POST', path],
  ] as const)
    assert.equal((await gateway.call(method, url, { token: key, body: undefined })).status, 401, url);
  assert.equal(
    (await gateway.call('GET', '/v1/admin/customers/cust_none/statement', { token: adminToken })).status,
    404,
  );
});

test('no number of grants makes a balance larger than all there is, which could not be read any more', async () => {
  await using gateway = await fundedGateway();
  const { customerId } = await fundedCustomer(gateway, 1_000);
  const grant = (sats: number) =>
    gateway.call('POST', `/v1/admin/customers/${customerId}/grants`, {
      token: adminToken,
      body: { sats, note: 'n' },
    });
  const refused = await grant(2_100_000_000_000_000);
  assert.deepEqual([refused.status, refused.body.details[0].field], [400, 'sats']);
  assert.match(refused.body.error, /at most 2099999999999000/);
  assert.equal((await grant(2_099_999_999_999_000)).status, 201);
  assert.equal((await grant(1)).status, 400);
});
