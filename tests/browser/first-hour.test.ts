import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ASGWorkerClient } from '@asg/sdk';
import type { BrowserContext, Page } from 'playwright-core';
import { until } from './console/parts.ts';
import { follow, mailTo } from './parts/mails.ts';
import {
  adminToken,
  imageTask,
  labelAll,
  otherWorker,
  type Stand,
  startStand,
  textTask,
} from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { itemShown, signUp } from './parts/visitor.ts';

const sun = { question: 'Is the sun in the picture?', options: ['yes', 'no'] };
const cloud = { question: 'Is there a cloud in the picture?', options: ['yes', 'no'] };
const items = 60;
/** Those that are decided against the worker. */
const lost = 2;
const offlineItems = 5;
/** Right answers to known items until pay is held no longer. */
const goldRight = 3;
const wallet = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';
const settings = {
  PAYOUT_HOLD_GOLD_RIGHT: String(goldRight),
  PAYOUT_HOLD_COUNT_SECONDS: '1',
  GOLD_PERCENT_NEW: '100',
  LOCAL_BLOCK_SECONDS: '1',
};

const phone = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
} as const;

/** Labels the item that is shown with the first option, with fingers alone. */
async function tapFirst(page: Page): Promise<void> {
  await itemShown(page);
  await page.locator('.options .option').first().tap();
  await page.getByRole('button', { name: 'Submit' }).tap();
}

/** Labels until there is no work left. */
async function tapAll(page: Page): Promise<void> {
  const nothing = page.getByRole('heading', { name: 'No work right now' });
  const item = page.locator('.stage[data-kind=image] img, .stage[data-kind=text] p').first();
  for (;;) {
    await nothing.or(item).first().waitFor();
    if (await nothing.isVisible()) return;
    await tapFirst(page);
  }
}

const openPlace = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').getByRole('link', { name, exact: true }).tap();

async function setPractice({ customer, host }: Stand): Promise<void> {
  const lines = [0, 1].map((i) =>
    JSON.stringify({ data_url: `${host.url}/image/${i}.png`, gold_label: 'yes', gold_practice: true }),
  );
  const { job_id } = await customer.jobs.upload({
    file: new Blob([lines.join('\n')]),
    task_type: 'image_classification',
    label_spec: sun,
  });
  await customer.jobs.wait(job_id, { timeoutMs: 60_000 });
}

/** Signs up, follows the link of the mail, and practises a question. */
async function arrive(stand: Stand, context: BrowserContext, page: Page): Promise<ASGWorkerClient> {
  const { refinery, api } = stand;
  await signUp(page, refinery.url, 'Kim');
  const mail = await mailTo(stand, page, 'kim@worker.example', 'verify_email');
  await follow(stand, page, mail);
  await page.getByRole('button', { name: 'This address is mine' }).tap();
  await page.getByText('kim@worker.example is confirmed.').waitFor();
  await page.goto(`${refinery.url}/work/questions`);
  await page.getByRole('link', { name: `Practise: ${sun.question}` }).tap();
  for (let i = 0; i < 2; i++) {
    await page.locator('.stage[data-kind=image] img').waitFor();
    await page.locator('.options .option').first().tap();
    await page.getByRole('button', { name: 'Submit' }).tap();
    await page.getByRole('heading', { name: 'Right' }).waitFor();
    await page.getByRole('button', { name: i === 0 ? 'Next item' : 'See how it went' }).tap();
  }
  await page.getByRole('heading', { name: '2 of 2 right' }).waitFor();
  const cookie = (await context.cookies()).find(({ name }) => name === 'asg_worker');
  assert.ok(cookie !== undefined, 'the session');
  return api.worker(cookie.value);
}

/** Two of them wait for a third who says “no”, the others for a second who says the first option. */
async function submitItems({ customer, host, api }: Stand): Promise<void> {
  const alex = await otherWorker(api, 'Alex');
  const against = { label_spec: cloud, consensus_threshold: 3 };
  await customer.tasks.submitBatch(Array.from({ length: lost }, (_, i) => imageTask(host, i, against)));
  assert.equal(await labelAll(alex, 1), lost);
  await customer.tasks.submitBatch(
    Array.from({ length: items - lost }, (_, i) =>
      i % 3 === 0 ? textTask(host, i) : imageTask(host, i % 4),
    ),
  );
  assert.equal(await labelAll(alex), items - lost);
}

test('the first hour of a worker on a phone: from the mail to the first pay in their wallet', async () => {
  await using stand = await startStand(settings);
  const { refinery, api, customer, host } = stand;
  await setPractice(stand);
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const kim = await arrive(stand, context, page);
  const labels = async () => (await kim.me()).totals.labels;
  await submitItems(stand);

  await page.goto(`${refinery.url}/work/`);
  for (let i = 0; i < 20; i++) await tapFirst(page);
  await page.reload();
  for (let i = 0; i < 5; i++) await tapFirst(page);

  const second = await context.newPage();
  await second.goto(`${refinery.url}/work/`);
  for (let i = 0; i < 5; i++) {
    await tapFirst(second);
    await tapFirst(page);
  }
  await second.close();
  await until('the labels of both tabs', async () => (await labels()) >= 25);
  await page.reload();

  await tapFirst(page);
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  for (let i = 0; i < offlineItems; i++) await tapFirst(page);
  await page.getByText('labels wait for the network').waitFor();
  await context.setOffline(false);
  await page.getByText('wait for the network').waitFor({ state: 'hidden' });
  await tapAll(page);
  await until('all labels, each once', async () => (await labels()) === items);

  // Somebody else decides against the two that were different.
  assert.equal(await labelAll(await otherWorker(api, 'Robin'), 1), lost);
  await openPlace(page, 'History');
  const answered = page.waitForResponse(
    (response) => response.url().endsWith('/v1/workers/me/appeals') && response.request().method() === 'POST',
  );
  await page
    .getByRole('button', { name: /^Contest the outcome/ })
    .first()
    .tap();
  const dialog = page.getByRole('dialog', { name: 'Your label' });
  await dialog.getByLabel('Why do you think').fill('The cloud is behind the house.');
  await dialog.getByRole('button', { name: 'Send the appeal' }).tap();
  assert.equal((await answered).status(), 201);
  await page.getByRole('link', { name: 'Contested: waiting for an answer' }).waitFor();

  await until('the pay', async () => (await kim.me()).totals.paid_labels === items - lost);
  const { pay_hold, totals } = await kim.me();
  assert.equal(pay_hold?.pending_sats, totals.paid_sats, 'all of it is held');
  await openPlace(page, 'Earnings');
  await page.getByText(`after ${goldRight} more right answers`).waitFor();
  await openPlace(page, 'Wallet');
  await page.getByLabel('Your wallet').fill(wallet);
  await page.getByRole('button', { name: 'Save' }).tap();
  await page.getByRole('heading', { name: 'Payments go to' }).waitFor();

  const { gold } = api.admin(adminToken);
  for (let i = 0; i < 2 * goldRight; i++) {
    const { type, data_url, label_spec } = imageTask(host, i % 4);
    await gold.add({ type, data_url: `${data_url}?known=${i}`, label_spec, gold_label: 'yes' });
  }
  await openPlace(page, 'Work');
  for (let more = 0; (await kim.me()).pay_hold !== null; more++) {
    assert.ok(more < 10, 'known items are among so many');
    await customer.tasks.submitBatch(Array.from({ length: 8 }, (_, i) => imageTask(host, i % 4)));
    await page.goto(`${refinery.url}/work/`);
    await itemShown(page);
    await tapAll(page);
    const sent = await labels();
    await until('what was labelled last', async () => (await labels()) === sent);
  }
  await until('the way to the wallet', async () =>
    (await kim.withdrawals()).data.some(({ txid }) => txid !== null),
  );
  await page.goto(`${refinery.url}/work/wallet`);
  await page
    .getByRole('link', { name: /^Transaction / })
    .first()
    .waitFor();
  const [withdrawal] = (await kim.withdrawals()).data;
  assert.ok((withdrawal?.sats ?? 0) > 0 && withdrawal?.txid !== null, JSON.stringify(withdrawal));
  await context.close();
});
