import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '@asg/runtime';
import type { Worker } from '@asg/wire';
import type { BrowserContext, Page } from 'playwright-core';
import { lookAt } from './parts/looks.ts';
import { imageTask, type Stand, startStand } from './parts/stand.ts';
import { contextOf, waitMs } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const undoMs = 5_000;
const pollMs = 100;

interface Desk extends AsyncDisposable {
  readonly stand: Stand;
  readonly context: BrowserContext;
  readonly page: Page;
  /** It is so much later for the page. */
  readonly after: (ms: number) => Promise<void>;
  /** Labels that were sent, as they were sent. */
  readonly sent: string[];
}

/** A worker with so many items, for whom no time passes until it is moved on. */
async function deskWith(items: number, env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const stand = await startStand(env);
  await stand.customer.tasks.submitBatch(Array.from({ length: items }, (_, i) => imageTask(stand.host, i)));
  const context = await contextOf(stand.browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  const sent: string[] = [];
  context.on('request', (request) => {
    if (!request.url().endsWith('/v1/work/labels')) return;
    const { labels } = request.postDataJSON() as { labels: { label: string }[] };
    sent.push(...labels.map(({ label }) => label));
  });
  await signUp(page, stand.refinery.url, 'Kim');
  await page.locator('.stage[data-kind=image] img').waitFor();
  await page.waitForLoadState('networkidle');
  const startMs = Date.now();
  await page.clock.setFixedTime(startMs);
  return {
    stand,
    after: (ms) => context.clock.setFixedTime(startMs + ms),
    context,
    page,
    sent,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await stand[Symbol.asyncDispose]();
    },
  };
}

const shownItem = (page: Page): Promise<string | null> =>
  page.locator('.stage[data-kind=image] img').getAttribute('src');

async function decide(page: Page, key: string): Promise<void> {
  const before = await shownItem(page);
  await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    (was) => document.querySelector('.stage[data-kind=image] img')?.getAttribute('src') !== was,
    before,
  );
}

async function labelsOf({ stand, page }: Desk, count: number): Promise<void> {
  for (const untilMs = Date.now() + waitMs; ; ) {
    const answer = await page.request.get(`${stand.refinery.url}/v1/workers/me`);
    const { totals } = (await answer.json()) as Worker;
    assert.ok(totals.labels <= count && Date.now() < untilMs, `${totals.labels} labels, not ${count}`);
    if (totals.labels === count) return;
    await systemClock.sleep(pollMs);
  }
}

test('for five seconds a label can be taken back, by key or button, the latest first; then it leaves', async () => {
  await using desk = await deskWith(3);
  const { page, sent, after } = desk;
  const undo = page.getByRole('button', { name: 'Undo' });
  assert.equal(await undo.getAttribute('aria-disabled'), 'true', 'there is nothing to undo');
  const first = await shownItem(page);
  await decide(page, '1');
  const second = await shownItem(page);
  await decide(page, '2');
  await page.getByRole('status').getByText('“no” is sent in five seconds').waitFor({ state: 'attached' });
  await undo.getByText('5', { exact: true }).waitFor();
  await lookAt(page, 'work-undo');
  await page.keyboard.press('Control+z');
  await page.getByRole('radio', { name: 'no', checked: true }).waitFor();
  assert.equal(await shownItem(page), second);
  await page.getByRole('radio', { name: 'no' }).and(page.locator(':focus')).waitFor();
  await undo.click();
  await page.getByRole('radio', { name: 'yes', checked: true }).waitFor();
  assert.equal(await shownItem(page), first);
  await page.getByRole('status').getByText('Taken back').waitFor({ state: 'attached' });
  await decide(page, '2');
  assert.equal(await shownItem(page), second, 'and the items go on in their order');
  await after(undoMs - 1_000);
  await undo.getByText('1', { exact: true }).waitFor();
  assert.deepEqual(sent, [], 'nothing has left yet');
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/work/labels'));
  await after(undoMs);
  await answered;
  assert.deepEqual(sent, ['no']);
  await labelsOf(desk, 1);
  await page.keyboard.press('u');
  assert.equal(await shownItem(page), second, 'what has left stays');
  await page.keyboard.press('s');
  await page.getByRole('status').getByText('skipped in five seconds').waitFor({ state: 'attached' });
  await page.keyboard.press('u');
  await page.getByRole('status').getByText('Taken back').waitFor({ state: 'attached' });
  assert.equal(await shownItem(page), second);
});

test('offline a label can be taken back as well, and the last item comes back from an empty queue', async () => {
  await using desk = await deskWith(1);
  const { context, page, sent, after } = desk;
  await context.setOffline(true);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  const undo = page.locator('.queue-state').getByRole('button', { name: 'Undo' });
  await undo.click();
  await page.getByRole('radio', { name: 'yes', checked: true }).waitFor();
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await undo.waitFor();
  await lookAt(page, 'work-undo-last');
  await after(undoMs);
  await undo.waitFor({ state: 'detached' });
  await page.getByText('1 label waits for the network').waitFor();
  await context.setOffline(false);
  await labelsOf(desk, 1);
  assert.deepEqual(new Set(sent), new Set(['no']));
});

test('a page that is loaded anew or closed in these seconds loses no label, and none counts twice', async () => {
  await using desk = await deskWith(3);
  const { context, page, stand, after } = desk;
  await decide(page, '1');
  await page.reload();
  await after(2 * undoMs);
  await labelsOf(desk, 1);
  await page.getByText('1 label', { exact: true }).waitFor();
  await page.locator('.stage[data-kind=image] img').waitFor();
  await decide(page, '1');
  await page.close();
  const again = await context.newPage();
  await after(4 * undoMs);
  await again.goto(`${stand.refinery.url}/work/`);
  await labelsOf({ ...desk, page: again }, 2);
  await again.locator('.stage[data-kind=image] img').waitFor();
  await again.getByText('2 labels', { exact: true }).waitFor();
});

test('another page of the app sends what could be taken back', async () => {
  await using desk = await deskWith(2);
  const { page } = desk;
  await decide(page, '1');
  await page.getByRole('link', { name: 'History' }).click();
  await labelsOf(desk, 1);
});

test('who decided on all that they may hold is given more as soon as the labels have left', async () => {
  // New workers hold half of it.
  await using desk = await deskWith(3, { LEASES_PER_WORKER_MAX: '4' });
  const { page, after } = desk;
  // No look comes by itself: no timer runs that is not moved on.
  await page.clock.pauseAt(Date.now() + undoMs);
  await decide(page, '1');
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await page.getByText('No work right now').waitFor();
  await after(undoMs);
  await page.clock.fastForward(undoMs);
  await labelsOf(desk, 2);
  await page.locator('.stage[data-kind=image] img').waitFor();
});
