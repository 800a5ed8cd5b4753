import assert from 'node:assert/strict';
import type { ASGWorkerClient } from '@asg/sdk';
import { present } from '@asg/values/present';
import type { Page } from 'playwright-core';
import type { Stand } from './stand.ts';

export interface Sent {
  readonly label?: string | undefined;
  readonly value?: unknown;
}

/** The answers that leave the page, as they leave it. */
export function sentBy(page: Page): readonly Sent[] {
  const sent: Sent[] = [];
  page.on('request', (request) => {
    if (!request.url().endsWith('/v1/work/labels')) return;
    const { labels } = request.postDataJSON() as { labels: readonly Sent[] };
    sent.push(...labels.map(({ label, value }) => (value === undefined ? { label } : { value })));
  });
  return sent;
}

/** Who works at the page, as a client of its own. */
export async function workerAt(page: Page, { api }: Stand): Promise<ASGWorkerClient> {
  const cookies = await page.context().cookies();
  const { value } = present(
    cookies.find(({ name }) => name === 'asg_worker'),
    'a session',
  );
  return api.worker(value);
}

/** The value of the page's latest label as the server has it, once the page has sent it. */
export async function arrivedOf(page: Page, stand: Stand): Promise<unknown> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/v1/work/labels'));
  await page.getByRole('link', { name: 'History' }).click();
  const { outcomes } = (await (await answered).json()) as {
    outcomes: readonly { readonly accepted: boolean }[];
  };
  assert.ok(
    outcomes.every(({ accepted }) => accepted),
    JSON.stringify(outcomes),
  );
  const { data } = await (await workerAt(page, stand)).history({ limit: 1 });
  return present(data[0], 'a label').value;
}
