import { patienceMs } from '@asg/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Stand } from './stand.ts';

/** A context whose pages wait as long as all tests do. */
export async function contextOf(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** A browser of its own, and what its pages complained about. */
export async function visit({
  browser,
}: Stand): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await contextOf(browser, { reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}
