import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Worker } from '@asg/sdk';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { until } from './console/parts.ts';
import { imageTask, startStand } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { itemShown, lookNow, signUp } from './parts/visitor.ts';

const items = 16;
const itemsLater = 3;
const elsewhere = 'You have dealt with this item on another device';
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' };
const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' };

/** Chooses and submits, whatever is on the stage. */
async function decide(page: Page, key: string): Promise<void> {
  await itemShown(page);
  await page.keyboard.press(key);
  await page.keyboard.press('Enter');
}

/** Keeps what the page says in passing, since it may be gone by the time that one looks. */
async function listen(page: Page): Promise<(what: string) => Promise<number>> {
  await page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes)
          if (node instanceof HTMLElement && node.matches('.ui-toast')) said.push(node.textContent ?? '');
    }).observe(document, { childList: true, subtree: true });
  });
  return (what) =>
    page.evaluate(
      (text) => (window as unknown as { said: string[] }).said.filter((one) => one.includes(text)).length,
      what,
    );
}

/** As a person does who takes this device up again. */
const takeUp = (page: Page): Promise<void> =>
  page.evaluate(() => void window.dispatchEvent(new FocusEvent('focus')));

test('a worker goes on with the same items on another device: none is lost, none counts twice, and it is said what was answered there', async () => {
  await using stand = await startStand();
  const { refinery, customer, host, browser } = stand;
  await customer.tasks.submitBatch(Array.from({ length: items }, (_, i) => imageTask(host, i)));
  const first = await contextOf(browser, phone);
  const second = await contextOf(browser, desk);
  const accepted: string[] = [];
  for (const context of [first, second])
    context.on('response', async (response) => {
      if (!response.url().endsWith('/v1/work/labels') || !response.ok()) return;
      // Its page may be closed by now.
      const body = await response.json().catch(() => ({ outcomes: [] }));
      const { outcomes } = body as { outcomes: { assignment_id: string; accepted: boolean }[] };
      accepted.push(...outcomes.filter((one) => one.accepted).map((one) => one.assignment_id));
    });
  const onPhone = await first.newPage();
  const onDesk = await second.newPage();
  const saidOnPhone = await listen(onPhone);
  const saidOnDesk = await listen(onDesk);
  await signUp(onPhone, refinery.url, 'Kim');
  await itemShown(onPhone);
  await onDesk.goto(`${refinery.url}/work/log-in`);
  await onDesk.getByLabel('E-mail').fill('kim@worker.example');
  await onDesk.getByLabel('Password', { exact: true }).fill('correct horse battery');
  await onDesk.getByRole('button', { name: 'Log in', exact: true }).click();
  await itemShown(onDesk);
  const labels = async (): Promise<number> => {
    const me = (await (await onDesk.request.get(`${refinery.url}/v1/workers/me`)).json()) as Worker;
    return me.totals.labels;
  };
  const held = async (): Promise<number> => {
    // By the desk: the phone loses its network.
    const answer = await onDesk.request.get(`${refinery.url}/v1/work/assignments`);
    return ((await answer.json()) as { assignments: readonly unknown[] }).assignments.length;
  };

  // All that the phone holds is on the desk too. It is answered on the phone, then the desk is taken up again.
  const shared = await held();
  for (let i = 0; i < shared; i++) await decide(onPhone, '1');
  await until('the labels of the phone', async () => (await labels()) === shared);
  await takeUp(onDesk);
  await until('the desk says so', async () => (await saidOnDesk(elsewhere)) === 1);

  // Both at once, to the end.
  const toTheEnd = async (page: Page, key: string): Promise<void> => {
    const end = page.getByRole('heading', { name: 'No work right now' });
    for (;;) {
      await page.locator('.stage[data-kind=image] img').or(end).first().waitFor();
      if (await end.isVisible()) return;
      await page.keyboard.press(key);
      await page.keyboard.press('Enter');
    }
  };
  await Promise.all([toTheEnd(onPhone, '1'), toTheEnd(onDesk, '2')]);
  await until('all labels', async () => (await labels()) === items);

  // The phone answers without a network; the desk goes on with what the phone holds, and answers otherwise.
  await customer.tasks.submitBatch(Array.from({ length: itemsLater }, (_, i) => imageTask(host, i)));
  await lookNow(onPhone);
  await itemShown(onPhone);
  await until('all are on the phone', async () => (await held()) === itemsLater);
  await first.setOffline(true);
  await decide(onPhone, '1');
  await onDesk.reload();
  await itemShown(onDesk);
  await toTheEnd(onDesk, '2');
  await until('the labels of the desk', async () => (await labels()) === items + itemsLater);
  await first.setOffline(false);
  await until('the phone says why', async () => (await saidOnPhone('You had already answered')) === 1);
  await onPhone.getByRole('heading', { name: 'No work right now' }).waitFor();
  assert.equal(await saidOnPhone(elsewhere), 1);
  await until('the answers', async () => accepted.length >= items + itemsLater);
  assert.equal(accepted.length, items + itemsLater, 'each item was accepted once');
  assert.equal(new Set(accepted).size, items + itemsLater);
  assert.equal(await labels(), items + itemsLater);
  await first.close();
  await second.close();
});
