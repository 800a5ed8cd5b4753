import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Stand } from './stand.ts';
import { follow } from './trace.ts';

/** How long pages wait for what is to come, ms: longer than any machine takes, and short enough for what never comes. */
export const waitMs = 45_000;

/** A context whose pages wait so long, and tell what they last showed where they wait in vain. */
export async function contextOf(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(waitMs);
  follow(context);
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
