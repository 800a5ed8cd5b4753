import { afterEach } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';

const requestsMax = 12;
const textMax = 2_500;
/** A page that answers nothing says nothing. */
const answerMs = 3_000;

interface Asked {
  readonly request: string;
  came: string;
}

const traffic = new WeakMap<BrowserContext, Asked[]>();
let left: readonly string[] = [];

/** Remembers what its pages asked the server for last. */
export function follow(context: BrowserContext): void {
  const last: Asked[] = [];
  const byRequest = new WeakMap<Request, Asked>();
  traffic.set(context, last);
  context.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.includes('/assets/') && request.method() === 'GET') return;
    const asked: Asked = { request: `${request.method()} ${pathname}${search}`, came: 'no answer yet' };
    byRequest.set(request, asked);
    last.push(asked);
    if (last.length > requestsMax) last.shift();
  });
  const note = (request: Request, came: string): void => {
    const asked = byRequest.get(request);
    if (asked !== undefined) asked.came = came;
  };
  context.on('response', (response) => note(response.request(), String(response.status())));
  context.on('requestfailed', (request) => note(request, request.failure()?.errorText ?? 'failed'));
}

/** Keeps what the open pages show, for the test that failed while they were open: one that passes closes them, or has no use for it. */
export async function keepLast(browser: Browser): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  left = await Promise.all(pages.map(seenOn));
}

async function seenOn(page: Page): Promise<string> {
  const shown = Promise.all([focusOn(page), page.locator('main, dialog[open]').allInnerTexts()])
    .then(
      ([focus, texts]) =>
        `focus: ${focus}\n${texts
          .join('\n')
          .split(/\s*\n\s*/)
          .join(' | ')}`,
    )
    .catch(String);
  const text = await Promise.race([shown, sleep(answerMs, 'it does not answer', { ref: false })]);
  const asked = traffic.get(page.context()) ?? [];
  const requests = asked.map(({ request, came }) => `  ${request}: ${came}`);
  return [`on ${page.url()}`, text.slice(0, textMax), 'asked for last:', ...requests].join('\n');
}

/** The tag of what has the focus. */
function focusOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const copy = document.activeElement?.cloneNode(false);
    return copy instanceof Element ? copy.outerHTML : 'nowhere';
  });
}

afterEach((context) => {
  const error = 'error' in context ? context.error : null;
  const cause = error instanceof Error ? (error.cause ?? error) : null;
  if (cause instanceof Error && left.length > 0) cause.stack = [cause.stack, ...left].join('\n');
  left = [];
});
