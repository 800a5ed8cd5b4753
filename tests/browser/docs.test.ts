import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { keepsPictures, lookAt, sidewaysOverflow } from './parts/looks.ts';
import { type Stand, startStand } from './parts/stand.ts';
import { contextOf, visit } from './parts/visit.ts';

const firstPageBytesMax = 300_000;
let stand: Stand;

before(async () => {
  stand = await startStand();
});
after(() => stand?.[Symbol.asyncDispose]());

const site = (path = ''): string => `${stand.refinery.url}/docs/${path}`;

test('the docs are axe-clean on a phone and on a desk, light and dark, and fit 320 px', async () => {
  const { page, complaints } = await visit(stand);
  for (const path of [
    '',
    'quickstart',
    'webhooks',
    'operating/configuration',
    'api',
    'api/tasks',
    'decisions',
  ]) {
    await page.goto(site(path));
    await lookAt(page, `docs-${path.replace('/', '-') || 'first'}`);
    await page.setViewportSize({ width: 320, height: 640 });
    assert.equal(await sidewaysOverflow(page), 0, `${path} is wider than 320 px`);
  }
  assert.deepEqual(complaints, []);
});

test('the first page is light, and comes from this server alone', async () => {
  const { page } = await visit(stand);
  const sizes: { readonly url: string; readonly bytes: Promise<number> }[] = [];
  page.on('requestfinished', (request) => {
    const bytes = request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize);
    sizes.push({ url: request.url(), bytes });
  });
  await page.goto(site(), { waitUntil: 'networkidle' });
  const bytes = await Promise.all(sizes.map((one) => one.bytes));
  const sum = bytes.reduce((all, one) => all + one, 0);
  console.log(`the first page of the docs: ${sum} bytes in ${bytes.length} requests`);
  assert.ok(bytes.length >= 4 && sum > 10_000 && sum < firstPageBytesMax, `${sum} bytes`);
  assert.deepEqual(
    sizes.map(({ url }) => url).filter((url) => !url.startsWith(stand.refinery.url)),
    [],
  );
});

test('the search finds how webhooks are signed by keys alone, and asks no other host', async () => {
  const { page, complaints } = await visit(stand);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(site('kinds'));
  await page.keyboard.press('/');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('webhook signature');
  await page.getByRole('option').first().waitFor();
  const first = page.getByRole('option', { selected: true });
  assert.match((await first.textContent()) ?? '', /signature/i);
  if (keepsPictures) await lookAt(page, 'docs-search');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/docs\/(webhooks|api\/webhooks|python|typescript)/);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(stand.refinery.url)),
    [],
  );
  assert.deepEqual(complaints, []);
});

const shownCode = async (page: Page): Promise<string> =>
  (await page.locator('.tabs .panel:visible pre').first().textContent()) ?? '';

test('a tab that was chosen is open on other pages too', async () => {
  const { page } = await visit(stand);
  await page.goto(site('quickstart'));
  assert.match(await shownCode(page), /curl/);
  await page.getByRole('radio', { name: 'Python' }).first().focus();
  await page.keyboard.press('Space');
  assert.match(await shownCode(page), /asg_gateway/);
  await page.goto(site('webhooks'));
  assert.ok(await page.getByRole('radio', { name: 'Python' }).first().isChecked());
});

test('without scripts all pages, their menu and their tabs are there', async () => {
  const context = await contextOf(stand.browser, {
    javaScriptEnabled: false,
    viewport: { width: 390, height: 800 },
  });
  const page = await context.newPage();
  await page.goto(site('quickstart'));
  assert.equal(await page.locator('.search-button').isVisible(), false);
  await page.locator('.tab-names label', { hasText: 'Python' }).first().click();
  assert.match(await shownCode(page), /asg_gateway/);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.locator('#menu').getByRole('link', { name: 'Overview' }).click();
  await page.waitForURL(site());
});
