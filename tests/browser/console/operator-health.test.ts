import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAt } from '../parts/looks.ts';
import { adminToken, imageTask, type Stand, startStand } from '../parts/stand.ts';
import { visit } from '../parts/visit.ts';
import { crowdLabels, go, signInAsOperator, until } from './parts.ts';

const minuteMs = 60_000;

/** A day as a server measures it, with an hour in which it was not there. */
async function keepDay({ refinery }: Stand): Promise<void> {
  await refinery.stop();
  const storage = await refinery.openStorage();
  const endMs = Date.now() - (Date.now() % minuteMs);
  for (let back = 23 * 60; back > 0; back -= back > 65 ? 5 : 1) {
    if (back > 600 && back < 660) continue;
    const wave = 1 + Math.sin(back / 90);
    await storage.vitals.note({
      process: 'settler',
      atMs: endMs - back * minuteMs,
      sample: {
        requests: Math.round(3_000 * wave),
        failed: back === 100 ? 12 : 0,
        p95Ms: 8 + 20 * wave,
        labels: Math.round(400 * wave),
        loopDelayMs: 11 + wave,
        memoryBytes: 180e6 + 40e6 * wave,
        diskFreeBytes: 40e9 - 1e6 * (1_380 - back),
        work: Math.round(4_000 * wave),
        payment: Math.round(90 * wave),
        paymentLagMs: 4_000 * wave,
        endpoints: 3,
        webhookLagMs: 0,
      },
    });
  }
  await storage[Symbol.asyncDispose]();
  await refinery.start();
}

test('the operator sees how the server was, that it was away, and how settlements went', async () => {
  await using stand = await startStand({ LOCAL_BLOCK_SECONDS: '1' });
  const { refinery, host, customer, api } = stand;
  const { page, context, complaints } = await visit(stand);
  await signInAsOperator(page, refinery.url, adminToken);
  await page.getByRole('heading', { name: 'Nothing was measured yet' }).waitFor();
  await keepDay(stand);
  await page.reload();
  const charts = page.getByRole('figure').filter({ hasText: 'Requests a second' });
  await charts.waitFor();
  const gap = page.getByRole('table', { name: 'Requests a second' }).getByText('not measured');
  assert.ok((await gap.count()) >= 1, 'the hour without a server is a gap');
  await page.getByRole('table', { name: 'Disk left' }).getByText('GB').first().waitFor({ state: 'attached' });
  await lookAt(page, 'console-operator-health-day', { whole: true });
  await page.getByLabel('Time').selectOption('The last hour');
  await until('the last hour', async () => (await charts.getByRole('row').count()) === 21);
  await lookAt(page, 'console-operator-health-hour', { whole: true });

  for (let i = 0; i < 3; i++) {
    await customer.tasks.submitBatch([imageTask(host, 3 * i), imageTask(host, 3 * i + 1)]);
    await crowdLabels(stand, `health-${i}`);
  }
  const admin = api.admin(adminToken);
  const sent = async () =>
    (await admin.settlements.page()).data.find(({ seen_at: seenAt }) => seenAt !== null);
  await until('a settlement', async () => (await sent()) !== undefined);
  await go(page, 'Settlements');
  await page.getByRole('table', { name: 'Settlements in time' }).waitFor({ state: 'attached' });
  await lookAt(page, 'console-operator-settlements-in-time', { whole: true });
  await page.goto(`${refinery.url}/console/operator/settlements/${(await sent())?.settlement_id}`);
  await page.getByRole('listitem').filter({ hasText: 'Seen by the network' }).getByText(', after').waitFor();
  await lookAt(page, 'console-operator-settlement-steps', { whole: true });
  assert.deepEqual(complaints, []);
  await context.close();
});

test('what is degraded stands above every page of the operator, and of nobody else', async () => {
  // Nothing listens there: mails wait.
  await using stand = await startStand({
    ASG_SMTP_URL: 'smtp://127.0.0.1:1',
    ASG_MAIL_FROM: 'a@b.example',
    ASG_PUBLIC_URL: 'http://127.0.0.1:9',
  });
  const { refinery } = stand;
  const { page, context } = await visit(stand);
  await stand.api.registerWorker({ email: 'kim@worker.example', password: 'correct horse' });
  await signInAsOperator(page, refinery.url, adminToken);
  const banner = page.getByRole('region', { name: 'What is wrong now' });
  await go(page, 'Workers');
  await banner.getByText('The server is degraded.').waitFor();
  await lookAt(page, 'console-operator-degraded', { whole: true });
  await go(page, 'Audit logs');
  await banner.waitFor();
  await banner.getByRole('link', { name: 'See how it is' }).press('Enter');
  await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
  assert.equal(await banner.count(), 0, 'the page of health says it itself');
  await context.close();
});
