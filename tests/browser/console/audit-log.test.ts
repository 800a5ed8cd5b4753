import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { lookAt } from '../parts/looks.ts';
import { adminToken, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { go, saved, scriptText, signIn, signInAsOperator, until } from './parts.ts';

const look = (page: Page, name: string): Promise<void> => lookAt(page, `console-${name}`, { whole: true });
/** As long as a name and a reason may be, from right to left, with hardly a place to break. */
const strangeName = `מפתח\u202e ${'W'.repeat(60)} ${'ש'.repeat(20)}`;
const strangeReason = `${scriptText('reason')} ${`${'long'.repeat(30)} مرحبا `.repeat(12)}`.slice(0, 490);

test('an organisation sees who did what, and the operator what was done anywhere', async () => {
  await using stand = await startStand();
  const { refinery, apiKey, api } = stand;
  const { context, page, complaints } = await visit(stand);
  const send = async (method: 'POST' | 'PUT' | 'PATCH', path: string, token: string, body: object) => {
    const answer = await api.send({ method, path, token, body });
    assert.ok(answer.status < 300, JSON.stringify(answer.body));
    return answer.body as Record<string, string>;
  };
  const { key_id: keyId } = await send('POST', '/v1/customers/me/keys', apiKey, { name: strangeName });
  await send('PUT', '/v1/billing/limits', apiKey, { spend_per_day_sats: 5_000, balance_low_sats: null });
  const { customer_id } = await api.customer(apiKey).customers.me();
  const change = { tier: 'scale', quota: { add: 1_000 } };
  await send('PATCH', `/v1/admin/customers/${customer_id}`, adminToken, change);
  const account = {
    email: 'audited@worker.example',
    password: 'correct horse',
    adult: true,
    terms_accepted: true,
  };
  const { worker_id } = await send('POST', '/v1/workers', '', account);
  await send('POST', `/v1/admin/workers/${worker_id}/suspend`, adminToken, { reason: strangeReason });
  assert.equal(
    (await api.send({ method: 'GET', path: '/v1/admin/customers', token: 'wrong', expect: 'any' })).status,
    401,
  );

  await signIn(page, refinery.url, apiKey);
  await go(page, 'Audit log');
  const rows = page.getByRole('table', { name: 'Audit log' }).getByRole('row');
  await rows.filter({ hasText: 'Key created' }).waitFor();
  await rows.filter({ hasText: 'Organisation changed' }).getByText('tier: scale (was sandbox)').waitFor();
  await rows.filter({ hasText: 'Session opened' }).waitFor();
  await look(page, 'audit-log');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Action').selectOption({ label: 'Key created' });
  await until('the list of one', async () => (await rows.count()) === 2);
  await page.getByLabel('To (id)').fill('key_none');
  await page.getByLabel('To (id)').press('Enter');
  await page.getByRole('heading', { name: 'No entry matches' }).waitFor();
  await look(page, 'audit-log-nothing');
  await page.getByRole('link', { name: 'Show all entries' }).click();
  await rows.filter({ hasText: 'Limits changed' }).waitFor();
  await page.getByText('Export the whole log').click();
  const file = await saved(page, 'JSONL');
  assert.equal(file.name, 'audit-log.jsonl');
  const lines = file.bytes
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.ok(lines.some(({ object_id }) => object_id === keyId));

  await signInAsOperator(page, refinery.url, adminToken);
  await go(page, 'Audit logs');
  await rows.filter({ hasText: 'Worker suspended' }).waitFor();
  await rows.filter({ hasText: 'Admin token used' }).filter({ hasText: 'refused' }).waitFor();
  await look(page, 'operator-audit-log');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('Whose (id)').fill(worker_id!);
  await page.getByLabel('Whose (id)').press('Enter');
  await rows.filter({ hasText: 'Organisation created' }).first().waitFor({ state: 'detached' });
  await rows
    .getByRole('link', { name: /^Worker …/ })
    .first()
    .click();
  await page.getByText('audited@worker.example').waitFor();
  assert.equal(await page.evaluate(() => 'hacked' in window), false);
  assert.deepEqual(complaints, []);
  await context.close();
});
