import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import {
  comparedTexts,
  comparisonTask,
  multiLabelTask,
  pictureComparisonTask,
  questions,
  ratingTask,
} from './parts/kind-tasks.ts';
import { lookAt } from './parts/looks.ts';
import { type Sent, sentBy } from './parts/sent.ts';
import { startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';
import { signUp } from './parts/visitor.ts';

const phone = {
  viewport: { width: 390, height: 844 },
  reducedMotion: 'reduce',
  hasTouch: true,
  isMobile: true,
} as const;

/** The item of the question is on the stage, and may be answered. */
async function shown(page: Page, question: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: question }).waitFor();
  await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
}

const asked = (page: Page): Promise<string> => textOf(page.getByRole('heading', { level: 1 }));
const textOf = async (place: Locator): Promise<string> => (await place.textContent()) ?? '';
const checked = (page: Page): Promise<readonly string[]> =>
  page.locator('.option:has(input:checked) .option-text').allInnerTexts();
/** Leaves what can be taken back behind: it is sent at once. */
const toHistory = (page: Page): Promise<void> => page.getByRole('link', { name: 'History' }).click();

test('items are compared, options ticked and steps chosen by keyboard alone, each kind says who is paid, and history tells the answers', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  const { context, page, complaints } = await visit(stand);
  const sent = sentBy(page);
  await customer.tasks.submitBatch([comparisonTask(), multiLabelTask(host), ratingTask(host)]);
  await signUp(page, refinery.url, 'Kim');
  let better = '';
  const answers: Readonly<Record<string, () => Promise<void>>> = {
    [questions.comparison]: async () => {
      await page.getByText('if your label agrees').waitFor();
      await page.getByText('my kettle is full of chalk').waitFor();
      assert.deepEqual(await page.locator('.compare-head').allInnerTexts(), ['A', 'B']);
      const page1 = await page.content();
      assert.doesNotMatch(page1, /model-[ab]/, 'who wrote what is not told');
      await page.keyboard.press('t');
      assert.deepEqual(await checked(page), ['Tie']);
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await checked(page), ['A'], 'the arrows go around');
      await page.keyboard.press('2');
      assert.deepEqual(await checked(page), ['B']);
      assert.equal(await page.getByRole('button', { name: 'Choose B' }).getAttribute('aria-pressed'), 'true');
      better = await textOf(page.getByRole('region', { name: 'B', exact: true }));
    },
    [questions.multi]: async () => {
      await page.getByText('if your ticks and those decided are at least 75% the same').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('Tick what applies').waitFor();
      await page.keyboard.press('n');
      assert.deepEqual(await checked(page), ['None of these']);
      await page.keyboard.press('3');
      await page.keyboard.press('1');
      assert.deepEqual(await checked(page), ['price', 'delivery'], 'none of these is no more');
      await page.keyboard.press('0');
      assert.deepEqual(await checked(page), ['None of these']);
      await page.keyboard.press('0');
      assert.deepEqual(await checked(page), []);
      await page.keyboard.press('2');
      await page.keyboard.press('3');
    },
    [questions.rating]: async () => {
      await page.getByText('if you are within 1 step of what is decided').waitFor();
      await page.keyboard.press('1');
      assert.deepEqual(await checked(page), ['content'], 'the step of that name');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowUp');
      assert.deepEqual(await checked(page), ['cross']);
      await page.getByRole('radio', { name: '-1 cross', checked: true }).waitFor();
    },
  };
  for (let done = 0; done < 3; done++) {
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    const question = await asked(page);
    await lookAt(page, `work-${Object.entries(questions).find(([, text]) => text === question)?.[0]}`);
    await answers[question]?.();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: question }).waitFor({ state: 'hidden' });
  }
  await toHistory(page);
  await page.getByRole('cell', { name: 'delivery and quality', exact: true }).waitFor();
  await page.getByRole('cell', { name: '-1', exact: true }).waitFor();
  await page.getByRole('cell', { name: 'B', exact: true }).waitFor();
  assert.deepEqual(
    new Set(sent.map((one) => JSON.stringify(one))),
    new Set(['{"value":{"item":"2"}}', '{"value":{"options":["quality","delivery"]}}', '{"value":-1}']),
  );
  await page.getByRole('button', { name: questions.comparison }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await textOf(dialog.getByRole('region', { name: 'B', exact: true })), better);
  await lookAt(page, 'history-comparison');
  assert.ok(Object.values(comparedTexts).some((text) => better.includes(text)));
  assert.deepEqual(complaints, []);
  await context.close();
});

test('on a phone one flips through what is compared, ticks and rates by touch, and takes an answer back as it was', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  await customer.tasks.submitBatch([pictureComparisonTask(host), multiLabelTask(host), ratingTask(host)]);
  const context = await contextOf(stand.browser, phone);
  const page = await context.newPage();
  const sent = sentBy(page);
  await signUp(page, refinery.url, 'Kim');
  const submit = page.getByRole('button', { name: 'Submit' });
  const answers: Readonly<Record<string, () => Promise<void>>> = {
    [questions.pictures]: async () => {
      const tabs = page.getByRole('group', { name: 'What is shown' }).getByRole('button');
      assert.deepEqual(await tabs.allInnerTexts(), ['Given', 'A', 'B', 'C']);
      assert.equal(await page.locator('.compare-body:visible').count(), 1, 'one at a time');
      await tabs.nth(2).tap();
      await page.getByRole('img', { name: 'B', exact: true }).waitFor();
      assert.equal(await page.getByRole('radio', { checked: true }).count(), 0, 'looking is no answer');
      await page.getByRole('radio', { name: 'C', exact: true }).tap();
      await page.getByRole('img', { name: 'C', exact: true }).waitFor();
      assert.equal(await page.getByText('Tie').count(), 0);
    },
    [questions.multi]: async () => {
      await page.getByText('quality', { exact: true }).tap();
      await page.getByText('None of these').tap();
      assert.deepEqual(await checked(page), ['None of these']);
    },
    [questions.rating]: async () => {
      await page.getByText('delighted').tap();
    },
  };
  for (let done = 0; done < 3; done++) {
    await page.locator('.panel-foot button[type=submit]:enabled').waitFor();
    const question = await asked(page);
    await answers[question]?.();
    const before = await checked(page);
    await submit.tap();
    await page.getByRole('heading', { level: 1, name: question }).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Undo' }).tap();
    await shown(page, question);
    assert.deepEqual(await checked(page), before, 'it comes back as it was answered');
    await submit.tap();
    await page.getByRole('heading', { level: 1, name: question }).waitFor({ state: 'hidden' });
  }
  await toHistory(page);
  await page.getByText('None of these').first().waitFor();
  await page.getByText('C', { exact: true }).first().waitFor();
  assert.deepEqual(
    new Set(sent.map((one) => JSON.stringify(one))),
    new Set(['{"value":{"item":"3"}}', '{"value":{"none":true}}', '{"value":2}']),
  );
  await context.close();
});

test('a comparison is answered once all of its items are there, and an answer given offline is sent after a reload', async () => {
  await using stand = await startStand();
  const { customer, host, refinery } = stand;
  await customer.tasks.submitBatch([pictureComparisonTask(host), ratingTask(host)]);
  const context = await contextOf(stand.browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.route(/\/data\?item=3$/, (route) => route.abort());
  await signUp(page, refinery.url, 'Kim');
  const submit = page.getByRole('button', { name: 'Submit' });
  const waiting = page.getByRole('heading', { name: 'Waiting for the network' });
  for (;;) {
    await page.locator('.panel-foot button[type=submit]:enabled').or(waiting).waitFor();
    if (await waiting.isVisible()) break;
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
  }
  assert.equal(await submit.isDisabled(), true);
  assert.equal(await page.locator('.compare-body').count(), 0, 'none is shown before the last is there');
  await page.unroute(/\/data\?item=3$/);
  await page.getByRole('button', { name: 'Try again' }).click();
  await shown(page, questions.pictures);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await page.getByText('wait for the network').or(page.getByText('waits for the network')).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'No connection' }).first().waitFor();
  const arrived = page.waitForResponse((response) => response.url().endsWith('/v1/work/labels'));
  await context.setOffline(false);
  const { labels } = (await arrived).request().postDataJSON() as { labels: readonly Sent[] };
  assert.ok(labels.some(({ value }) => JSON.stringify(value) === '{"item":"3"}'));
  const { outcomes } = (await (await arrived).json()) as { outcomes: readonly { accepted: boolean }[] };
  assert.ok(outcomes.every(({ accepted }) => accepted));
  await context.close();
});
