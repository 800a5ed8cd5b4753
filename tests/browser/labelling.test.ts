import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import type { Worker } from '@asg/wire';
import type { Page } from 'playwright-core';
import { until } from './console/parts.ts';
import { imageTask, instructedTask, labelAll, otherWorker, startStand, textTask } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { itemShown, signUp } from './parts/visitor.ts';

const items = 20;
const offlineItems = 3;
const pollMs = 200;
const phone = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;

/** What the browser told the server and was told back, as it came. */
interface Traffic {
  /** Items that arrived. */
  media: number;
  /** How often each assignment was labelled with success. */
  readonly accepted: Map<string, number>;
  /** What came with the item of each assignment, and what went back with its label. */
  readonly tokens: { readonly given: Map<string, string>; readonly brought: Map<string, string | undefined> };
}

function watch(page: Page): Traffic {
  const tokens = { given: new Map<string, string>(), brought: new Map<string, string | undefined>() };
  const traffic: Traffic = { media: 0, accepted: new Map(), tokens };
  page.on('response', async (response) => {
    const { pathname } = new URL(response.url());
    const item = /^\/v1\/work\/([^/]+)\/data$/.exec(pathname);
    if (item !== null && response.ok()) {
      tokens.given.set(item[1] ?? '', (await response.headerValue('x-item-token')) ?? 'none');
      if ((await response.finished()) === null) traffic.media++;
    }
    if (pathname !== '/v1/work/labels' || !response.ok()) return;
    const { labels } = response.request().postDataJSON() as {
      labels: { assignment_id: string; item_token?: string }[];
    };
    for (const { assignment_id, item_token } of labels) tokens.brought.set(assignment_id, item_token);
    const { outcomes } = (await response.json()) as {
      outcomes: { assignment_id: string; accepted: boolean }[];
    };
    for (const { assignment_id, accepted } of outcomes)
      if (accepted) traffic.accepted.set(assignment_id, (traffic.accepted.get(assignment_id) ?? 0) + 1);
  });
  return traffic;
}

test('a person signs up on a phone, labels images and texts with the keyboard, loses the network for three of them, and sees the earnings with their transaction', async () => {
  await using stand = await startStand();
  const { refinery, customer, host, api } = stand;
  await customer.tasks.submitBatch(
    Array.from({ length: items }, (_, i) => (i % 2 === 0 ? imageTask(host, i % 4) : textTask(host, i))),
  );
  assert.equal(await labelAll(await otherWorker(api, 'Alex')), items);

  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const traffic = watch(page);
  await signUp(page, refinery.url, 'Kim');
  const label = async (): Promise<void> => {
    await itemShown(page);
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  };
  let labelled = 0;
  while (labelled < 8) {
    await label();
    labelled++;
  }
  // Enough must have been fetched ahead before the network goes.
  await until('the next items', async () => traffic.media >= labelled + offlineItems);
  await page.getByText('8 labels', { exact: true }).waitFor();
  await context.setOffline(true);
  for (let i = 0; i < offlineItems; i++) await label();
  labelled += offlineItems;
  await page.getByText('3 labels wait for the network').waitFor();
  assert.equal(traffic.accepted.size, labelled - offlineItems);
  await context.setOffline(false);
  await page.getByText('11 labels', { exact: true }).waitFor();
  await page.getByText('wait for the network').waitFor({ state: 'hidden' });
  while (labelled < items) {
    await label();
    labelled++;
  }
  await page.getByRole('heading', { name: 'No work right now' }).waitFor();

  await page.getByRole('link', { name: 'Earnings' }).click();
  const payment = page.getByRole('link', { name: /^Transaction / }).first();
  await payment.waitFor();
  await page
    .getByText(`${(items * 325).toLocaleString('en')} sats`)
    .first()
    .waitFor();
  await until('the answers', async () => traffic.accepted.size >= items);
  assert.deepEqual(new Set(traffic.accepted.values()), new Set([1]), 'every label was sent once');
  assert.equal(traffic.tokens.brought.size, items);
  for (const [id, token] of traffic.tokens.brought)
    assert.equal(token, traffic.tokens.given.get(id), 'each goes with what came with its item');
  const opened = context.waitForEvent('page');
  await payment.click();
  const explorer = await opened;
  await explorer.waitForLoadState();
  const txid = /[0-9a-f]{64}/.exec((await payment.getAttribute('href')) ?? '')![0];
  assert.equal(explorer.url(), `${refinery.url}/chain/tx/${txid}`);
  await explorer.getByText(txid).first().waitFor();
  await context.close();
});

test('instructions open at the first item of a question that is new to the worker, and by themselves no more', async () => {
  await using stand = await startStand();
  const { refinery, customer, host } = stand;
  await customer.tasks.submitBatch([0, 1, 2].map((i) => instructedTask(host, i)));
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  await signUp(page, refinery.url, 'Kim');
  const sheet = page.getByRole('dialog', { name: 'Instructions' });
  await sheet.getByText('Reflections do not count').waitFor();
  await itemShown(page);
  await page.keyboard.press('1');
  assert.equal(await page.getByRole('radio', { checked: true }).count(), 0, 'no key acts behind them');
  await sheet.getByRole('button', { name: 'Close' }).click();
  await sheet.waitFor({ state: 'hidden' });
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.getByText('1 label', { exact: true }).waitFor();
  await itemShown(page);
  assert.equal(await page.getByRole('dialog').count(), 0, 'the second item of the question');
  await page.reload();
  await itemShown(page);
  assert.equal(await page.getByRole('dialog').count(), 0, 'after a reload');
  await page.keyboard.press('i');
  await sheet.getByText('Reflections do not count').waitFor();
  await context.close();
});

test('labels typed while the network is away survive a reload and are sent once it is back', async () => {
  await using stand = await startStand();
  const { refinery, customer, host } = stand;
  await customer.tasks.submitBatch([0, 1, 2].map((i) => imageTask(host, i)));
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const traffic = watch(page);
  await signUp(page, refinery.url, 'Kim');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await itemShown(page);
  await until('all items', async () => traffic.media === 3);
  await context.setOffline(true);
  for (const key of ['1', '2']) {
    await itemShown(page);
    await page.keyboard.press(key);
    await page.keyboard.press('Enter');
  }
  await page.getByText('2 labels wait for the network').waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'No connection' }).first().waitFor();
  const sent = page.waitForResponse((response) => response.url().endsWith('/v1/work/labels'));
  await context.setOffline(false);
  const { outcomes } = (await (await sent).json()) as { outcomes: { accepted: boolean }[] };
  assert.deepEqual(
    outcomes.map(({ accepted }) => accepted),
    [true, true],
  );
  const { labels } = (await sent).request().postDataJSON() as { labels: { item_token?: string }[] };
  for (const { item_token } of labels) assert.match(item_token ?? 'none', /^[\w-]{32}$/);
  const me = (await (await page.request.get(`${refinery.url}/v1/workers/me`)).json()) as Worker;
  assert.equal(me.totals.labels, 2);
  await context.close();
});

test('a reload goes on with the items that were held, none is shown twice, and another tab has its own', async () => {
  await using stand = await startStand();
  const { refinery, customer, host } = stand;
  await customer.tasks.submitBatch(
    Array.from({ length: items }, (_, i) => (i % 2 === 0 ? imageTask(host, i % 4) : textTask(host, i))),
  );
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const claimed: string[] = [];
  const labelled: string[] = [];
  context.on('response', async (response) => {
    if (!response.url().endsWith('/v1/work/next') || response.status() !== 200) return;
    // Its page may be closed by now.
    const body = await response.json().catch(() => ({ assignments: [] }));
    const { assignments } = body as { assignments: { assignment_id: string }[] };
    claimed.push(...assignments.map(({ assignment_id }) => assignment_id));
  });
  context.on('request', (request) => {
    if (!request.url().endsWith('/v1/work/labels')) return;
    const { labels } = request.postDataJSON() as { labels: { assignment_id: string }[] };
    labelled.push(...labels.map(({ assignment_id }) => assignment_id));
  });
  const held = async (): Promise<readonly string[]> => {
    const answer = await page.request.get(`${refinery.url}/v1/work/assignments`);
    const { assignments } = (await answer.json()) as { assignments: { assignment_id: string }[] };
    return assignments.map(({ assignment_id }) => assignment_id);
  };
  await signUp(page, refinery.url, 'Kim');
  await itemShown(page);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.getByText('1 label', { exact: true }).waitFor();
  const before = await held();
  assert.ok(before.length > 1);
  const kept = page.waitForResponse((response) => response.url().endsWith('/v1/work/assignments'));
  await page.reload();
  await kept;
  await itemShown(page);
  const second = await context.newPage();
  const claim = second.waitForResponse((response) => response.url().endsWith('/v1/work/next'));
  await second.goto(`${refinery.url}/work/`);
  await claim;
  await itemShown(second);
  await second.close();
  await page.bringToFront();
  const end = page.getByRole('heading', { name: 'No work right now' });
  for (;;) {
    await page.locator('.stage[data-kind=image] img, .stage[data-kind=text] p').first().or(end).waitFor();
    if (await end.isVisible()) break;
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
  }
  await until('what was held before the reload is labelled after it', async () =>
    before.every((id) => labelled.includes(id)),
  );
  assert.equal(new Set(claimed).size, claimed.length, 'nothing was claimed twice');
  assert.equal(new Set(labelled).size, labelled.length, 'nothing was labelled twice');
  await context.close();
});

test('a label that came too late is explained kindly, and the others are not lost', async () => {
  await using stand = await startStand({ LEASE_SECONDS: '10' });
  const { refinery, customer, host, api } = stand;
  await customer.tasks.submitBatch([imageTask(host, 0)]);
  // One more label is wanted now: the item is Kim's alone, until the lease is over.
  await labelAll(await otherWorker(api, 'Alex'));
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  await signUp(page, refinery.url, 'Kim');
  await itemShown(page);
  await context.setOffline(true);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  await page.getByText('1 label waits for the network').waitFor();
  const other = await otherWorker(api, 'Sam');
  while ((await other.next(1)).length === 0) await systemClock.sleep(pollMs);
  await context.setOffline(false);
  await page.getByText('One label came after its time was up').waitFor();
  await page.getByText('wait for the network').waitFor({ state: 'hidden' });
  await context.close();
});
