import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCrowd, simulatedCrowd } from '@asg/crowd';
import type { Page } from 'playwright-core';
import type { Stand } from '../parts/stand.ts';
import { waitMs } from '../parts/visit.ts';

/** Opens the Console and signs in as a person does. */
export async function signIn(page: Page, url: string, apiKey: string): Promise<void> {
  await page.goto(`${url}/console/`);
  await page.getByRole('tab', { name: 'By key' }).click();
  await page.getByLabel('API key').fill(apiKey);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Overview', level: 1 }).waitFor();
}

export async function signInAsOperator(page: Page, url: string, token: string): Promise<void> {
  await page.goto(`${url}/console/sign-in/other`);
  await page.getByRole('tab', { name: 'Operator' }).click();
  await page.getByLabel('Admin token').fill(token);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Health', level: 1 }).waitFor();
}

/** Goes to a page by the menu, which is at the side on a desk. */
export async function go(page: Page, name: string, title = name): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name: title, level: 1, exact: true }).waitFor();
}

/** The input for files on the page of submissions. */
export const fileDrop = (page: Page) => page.getByLabel('Drop a table, pictures, a folder or a zip here');

/** The file that a link of this name gives. */
export async function saved(
  page: Page,
  title: string,
): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: title, exact: true }).click();
  const download = await saving;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** A crowd that is mostly right labels until nothing is left: the first option is the right one. */
export async function crowdLabels({ api }: Stand, tag: string, workers = 5): Promise<void> {
  await runCrowd({
    url: api.url,
    workers: simulatedCrowd(workers, 0.72, 0.97, tag),
    answerFor: (item) => ({ item: item.assignment_id, label: item.options[0]! }),
    until: 'idle',
    emailTag: tag,
    skipRate: 0,
  });
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** Bodies that came, by path. */
  readonly came: readonly { readonly path: string; readonly id: string; readonly body: string }[];
  /** Resolves once so many came. */
  has(count: number): Promise<void>;
}

/** Takes webhooks: `/down` answers 500 with a text that would be a script where it were not shown as text. */
export async function startReceiver(): Promise<Receiver> {
  const came: { path: string; id: string; body: string }[] = [];
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      came.push({ path, id: String(request.headers['webhook-id']), body: Buffer.concat(chunks).toString() });
      arrivals.emit('one');
      const isDown = path.startsWith('/down');
      response.writeHead(isDown ? 500 : 200, { 'content-type': 'text/html' });
      response.end(isDown ? scriptText('answer') : 'thank you');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    came,
    has: async (count) => {
      while (came.length < count) await once(arrivals, 'one', { signal: AbortSignal.timeout(waitMs) });
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

/** A text that sets `window.hacked` where it is taken for HTML. */
export const scriptText = (name: string): string =>
  `<img src=x onerror="window.hacked='${name}'"><script>window.hacked='${name}'</script>`;

/** Waits until something holds, asking the server again and again. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + waitMs; !(await holds()); ) {
    assert.ok(Date.now() < deadline, `${what} did not come`);
    await sleep(20);
  }
}
