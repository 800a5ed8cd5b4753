import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestApi } from '@asg/testing';
import type { Browser, Page } from 'playwright-core';
import { signIn } from '../console/parts.ts';
import { startItemHost } from '../parts/item-host.ts';
import { signUp } from '../parts/visitor.ts';

const folder = join(import.meta.dirname, '../../../docs/pictures');
const webpQuality = 0.82;
const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 780 };
const reviews = [
  'Quieter than the kettle before, though its lid takes some getting used to.',
  'Arrived a week late, with a dent, and nobody answered my mails.',
  'Boils a litre in two minutes. I have bought a second one for my mother.',
  'It does what it should. The cable could be longer.',
  'The handle gets hot. I would not buy it again.',
  'Looks better than in the pictures, and pours without dripping.',
];

/** What the README shows of the apps, from a crowd that has labelled real tasks. */
export async function takePictures(browser: Browser, url: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const api = new TestApi(url);
  const customer = { name: 'Kettle & Co.', email: 'pictures@customer.example' };
  const { api_key: key } = await api.registerCustomer(customer);
  await using host = await startItemHost();
  await pictureOfWorkbench(browser, api, key);
  await pictureOfPhone(browser, api, key, `${host.url}/image/3.png`);
  await pictureOfDemo(browser, url);
}

async function pictureOfWorkbench(browser: Browser, api: TestApi, key: string): Promise<void> {
  const { batch_id } = await api.customer(key).tasks.submitBatch(
    Array.from({ length: 12 }, (_, i) => ({
      type: 'sentiment' as const,
      data: { text: reviews[i % reviews.length] ?? '' },
      label_spec: { question: 'How is the mood of the review?', options: ['good', 'bad', 'mixed'] },
      consensus_threshold: 3,
      metadata: { order: `o-${1200 + i}` },
    })),
  );
  for (const [number, name] of ['Ada', 'Bo', 'Cem', 'Dee'].entries()) await labelAll(api, name, number);
  const page = await newPage(browser, desk);
  await signIn(page, api.url, key);
  await page.goto(`${api.url}/console/workbench?batch_id=${batch_id}`);
  const items = page.getByRole('listbox', { name: 'Items' }).getByRole('option');
  await items.first().click();
  await page.evaluate(() => scrollTo(0, 0));
  await keep(page, 'console');
}

/** Labels what waits, by its words; each worker takes another one of the reviews wrongly. */
async function labelAll(api: TestApi, name: string, number: number): Promise<void> {
  const { token } = await api.registerWorker({ email: `${name}@worker.example`, password: 'correct horse' });
  const worker = api.worker(token);
  await worker.setProfile({ display_name: name, country: 'DE', primary_language: 'en' });
  for (;;) {
    const given = await worker.next(20);
    if (given.length === 0) return;
    for (const { assignment_id, options } of given) {
      const { content } = await worker.item(assignment_id);
      const text = await content.text();
      const mood = /late|hot/.test(text) ? 'bad' : /though|could/.test(text) ? 'mixed' : 'good';
      const isWrong = text === reviews[number];
      const label = options.find((option) => (option === mood) !== isWrong) ?? mood;
      await worker.label(assignment_id, label);
    }
  }
}

async function pictureOfPhone(browser: Browser, api: TestApi, key: string, dataUrl: string): Promise<void> {
  await api.customer(key).tasks.submit({
    type: 'image_classification',
    data_url: dataUrl,
    label_spec: { question: 'Is the sun in the picture?', options: ['yes', 'no', 'cannot tell'] },
  });
  const page = await newPage(browser, phone);
  await signUp(page, api.url, 'Ada');
  await page.locator('.stage[data-kind=image] img').first().waitFor();
  await keep(page, 'worker');
}

async function pictureOfDemo(browser: Browser, url: string): Promise<void> {
  const page = await newPage(browser, desk);
  await page.goto(url);
  await page.click('#demo-run');
  await page.waitForFunction(() => /^Done/.test(document.querySelector('#demo-status')?.textContent ?? ''));
  await page.locator('#demo-run').scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelector('.demo')?.scrollIntoView());
  await keep(page, 'proof');
}

async function newPage(browser: Browser, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, colorScheme: 'light', reducedMotion: 'reduce' });
  return await context.newPage();
}

/** Keeps what the page shows as WebP, which the browser itself makes of its screenshot. */
async function keep(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(500);
  const shot = await page.screenshot();
  const drawing = await page.context().newPage();
  const webp = await drawing.evaluate(
    async ({ png, quality }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${png}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', quality).replace(/^.*,/, '');
    },
    { png: shot.toString('base64'), quality: webpQuality },
  );
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(webp, 'base64'));
  await page.context().close();
}
