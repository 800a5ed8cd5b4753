import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { imageTask, startStand } from './parts/stand.ts';
import { contextOf } from './parts/visit.ts';
import { itemShown, signUp } from './parts/visitor.ts';

const languages = ['en', 'ar', 'de', 'es', 'fr', 'pt-BR'];

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}
interface Manifest {
  readonly lang: string;
  readonly dir: string;
  readonly name: string;
  readonly description: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: readonly Icon[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
}

/** As the browser reads it: what the page names, and what is wrong with it. */
async function manifestOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  const { url, data = '{}', errors, manifest } = await session.send('Page.getAppManifest');
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  await session.detach();
  return { url, id: manifest.id, manifest: JSON.parse(data) as Manifest, errors, installabilityErrors };
}

test('the app can be installed, below a base path, in each of its languages, and its icons and shortcuts lead somewhere', async () => {
  await using stand = await startStand({ BASE_PATH: '/labels' });
  const { refinery } = stand;
  const told = new Map<string, string>();
  for (const locale of languages) {
    const context = await contextOf(stand.browser, { locale, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${refinery.url}/work/`);
    await page.locator('form').first().waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const { url, id, manifest, errors, installabilityErrors } = await manifestOf(page);
    const placed = (address: string): string => new URL(address, url).href.slice(refinery.url.length);
    // A context of the tests is as private as an incognito window, where nothing is installed.
    const problems = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    assert.deepEqual([errors, problems], [[], []], locale);
    const { lang, dir, name, description, start_url, scope, display, icons, shortcuts } = manifest;
    // The same app in each language.
    assert.equal(id, `${refinery.url}/work/`);
    assert.deepEqual([placed(start_url), placed(scope), display], ['/work/', '/work/', 'standalone']);
    assert.deepEqual([lang, dir, name], [locale, locale === 'ar' ? 'rtl' : 'ltr', 'ASG Work']);
    assert.deepEqual(
      shortcuts.map((one) => placed(one.url)),
      ['', 'questions', 'earnings', 'history', 'wallet'].map((path) => `/work/${path}`),
    );
    told.set(locale, JSON.stringify([description, shortcuts.map((one) => one.name)]));
    if (locale !== 'en') continue;
    for (const { src, sizes, type } of icons) {
      const answer = await fetch(refinery.url + placed(src));
      assert.equal(answer.headers.get('content-type')?.split(';')[0], type, src);
      if (type !== 'image/png') continue;
      const png = Buffer.from(await answer.arrayBuffer());
      assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src);
    }
    assert.ok(icons.some(({ purpose, sizes }) => purpose === 'maskable' && sizes === '512x512'));
  }
  assert.equal(new Set(told.values()).size, languages.length, 'each language says it in its words');
});

test('without network the app opens, below a base path; where it was removed from the device, a page says so in the language of the browser', async () => {
  await using stand = await startStand({ BASE_PATH: '/labels' });
  const context = await contextOf(stand.browser, { locale: 'de', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(`${stand.refinery.url}/work/`);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const cached = await page.evaluate(async () => {
    const [name = ''] = await caches.keys();
    return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
  });
  for (const path of ['/work/index.html', '/work/manifest.webmanifest', '/work/manifest-ar.webmanifest'])
    assert.ok(cached.includes(`/labels${path}`), path);
  await context.setOffline(true);
  await page.goto(`${stand.refinery.url}/work/history`);
  await page.locator('#root > *').first().waitFor();
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  const answer = await page.goto(`${stand.refinery.url}/work/earnings`);
  assert.equal(answer?.status(), 503);
  assert.deepEqual(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]), [
    'de',
    'ltr',
  ]);
  await page.getByRole('heading', { name: 'Kein Netz, und nichts gespeichert' }).waitFor();
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Erneut versuchen' }).click();
  await page.locator('#root > *').first().waitFor();
});

test('the icon of the app tells how many answers wait for the network', async () => {
  await using stand = await startStand();
  await stand.customer.tasks.submitBatch([1, 2, 3].map((number) => imageTask(stand.host, number)));
  const context = await contextOf(stand.browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const badges: number[] = [];
    Object.assign(window, { badges });
    Object.assign(navigator, {
      setAppBadge: async (count: number) => void badges.push(count),
      clearAppBadge: async () => void badges.push(0),
    });
  });
  const badge = () => page.evaluate(() => (window as unknown as { badges: number[] }).badges.at(-1));
  await signUp(page, stand.refinery.url, 'Kim');
  await itemShown(page);
  await page.waitForLoadState('networkidle');
  assert.equal(await badge(), 0);
  await context.setOffline(true);
  await page.keyboard.press('1');
  await page.keyboard.press('Enter');
  while ((await badge()) !== 1) await page.waitForTimeout(200);
  await context.setOffline(false);
  while ((await badge()) !== 0) await page.waitForTimeout(200);
});
