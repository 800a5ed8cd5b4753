import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startStand } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';

test('the worker app speaks the language of the browser, which only then fetches its words', async () => {
  await using stand = await startStand();
  const shown = async (
    locale: string,
  ): Promise<readonly [language: string | null, button: string, fetched: boolean]> => {
    const context = await contextOf(stand.browser, { locale, serviceWorkers: 'block' });
    const page = await context.newPage();
    let fetched = false;
    page.on('request', (request) => {
      fetched ||= /\/assets\/de-[^/]+\.js$/.test(request.url());
    });
    await page.goto(`${stand.refinery.url}/work/`);
    const button = await page.locator('button[type=submit]').textContent();
    const language = await page.locator('html').getAttribute('lang');
    await context.close();
    return [language, button?.trim() ?? '', fetched];
  };
  assert.deepEqual(await shown('de-AT'), ['de', 'Registrieren', true]);
  assert.deepEqual(await shown('en-GB'), ['en', 'Sign up', false]);
  assert.deepEqual(await shown('pt-PT'), ['pt-BR', 'Criar conta', false]);
  assert.deepEqual(await shown('ja-JP'), ['en', 'Sign up', false]);
});

test('a language that was chosen by hand goes before the browser’s, also on the next visit', async () => {
  await using stand = await startStand();
  const context = await contextOf(stand.browser, { locale: 'fr-FR', serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${stand.refinery.url}/work/`);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: 'Registrieren' }).waitFor();
  const next = await context.newPage();
  await next.goto(`${stand.refinery.url}/work/log-in`);
  await next.getByRole('heading', { name: 'Willkommen zurück' }).waitFor();
  assert.equal(await next.locator('html').getAttribute('lang'), 'de');
});
