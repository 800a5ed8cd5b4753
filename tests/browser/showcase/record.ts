import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const root = join(import.meta.dirname, '../../..');
const front = join(root, 'packages/front/src');

/** Runs the demo of the front page once, and keeps the run and its receipt: what the page shows where nothing is run. */
export async function recordRun(browser: Browser, url: string): Promise<void> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.click('#demo-run');
  await page.waitForFunction(() => /^Done/.test(document.querySelector('#demo-status')?.textContent ?? ''));
  const saved = page.waitForEvent('download');
  await page.click('[data-is="receipt-ways"] a');
  const receipt = readFileSync(await (await saved).path(), 'utf8');
  const seen = await page.evaluate(() => {
    const text = (name: string) => document.querySelector(`[data-is="${name}"]`)?.textContent ?? '';
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    return {
      item: text('item'),
      question: text('question'),
      options: text('options').split(' · '),
      customerId: text('customer'),
      taskId: text('task'),
      label: text('verdict'),
      paid: text('paid'),
      votes: all('[data-is="vote"]').map((vote) => ({
        worker: vote.querySelector('[data-is="worker"]')?.textContent ?? '',
        label: vote.querySelector('[data-is="label"]')?.textContent ?? '',
      })),
      exchanges: all('[data-is="wire"] summary').map((summary) => {
        const [line = '', status = '', ms = ''] = [...summary.children].map(
          (child) => child.textContent ?? '',
        );
        return { line, status: Number(status), ms: Number(ms.replace(' ms', '')) };
      }),
      checks: all('[data-is="checks"] li').map((row) => ({
        step: row.dataset.step ?? '',
        ok: row.dataset.state === 'passed' ? true : row.dataset.state === 'failed' ? false : null,
        detail: row.querySelector('.check-detail')?.textContent ?? '',
      })),
    };
  });
  await page.close();
  const { paid, ...rest } = seen;
  const { txid, block_height: blockHeight, leaf } = JSON.parse(receipt);
  const [, count = '0', each = '0'] = /^(\d+) × (\d+)/.exec(paid) ?? [];
  const recorded = {
    madeOn: new Date(leaf.decided_at).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }),
    ...rest,
    agreed: leaf.agreement_count,
    txid,
    paidSats: Number(count) * Number(each),
    blockHeight,
  };
  writeFileSync(join(front, 'recorded.json'), `${JSON.stringify(recorded, null, 2)}\n`);
  writeFileSync(join(root, 'apps/front/public/recorded-receipt.json'), receipt);
}

/** The mark as the icon that browsers ask for by its name: a PNG in an ICO. */
export async function drawIcon(browser: Browser): Promise<void> {
  const side = 32;
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const mark = readFileSync(join(root, 'apps/front/public/icon.svg'), 'utf8');
  await page.setContent(
    `<style>body{margin:0}svg{display:block}</style>${mark.replace('<svg', `<svg width="${side}"`)}`,
  );
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(1, 4);
  head.writeUInt8(side, 6);
  head.writeUInt8(side, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  writeFileSync(join(root, 'apps/front/public/favicon.ico'), Buffer.concat([head, png]));
}

/** What is shown of a link to the front page: its first screen, in the form that previews have. */
export async function drawPreview(browser: Browser, url: string): Promise<void> {
  const viewport = { width: 1200, height: 630 };
  const page = await browser.newPage({ viewport, colorScheme: 'light', bypassCSP: true });
  await page.goto(url);
  await page.addStyleTag({
    content:
      '.top nav,.hero-ways,.proof figcaption,.measured,.demo,.ways,.foot,.ui-skip-link{display:none!important}.hero{padding-block:0 3rem}.hero h1{font-size:5.5rem}.hero .lead{font-size:1.25rem}',
  });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(root, 'apps/front/public/social.png') });
  await page.close();
}
