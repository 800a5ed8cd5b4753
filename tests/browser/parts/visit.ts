import type { BrowserContext, Page } from 'playwright-core';
import type { Stand } from './stand.ts';

/** A browser of its own, and what its pages complained about. */
export async function visit({
  browser,
}: Stand): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
  });
  return { context, page, complaints };
}
