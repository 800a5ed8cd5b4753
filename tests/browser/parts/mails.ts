import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { lookAt } from './looks.ts';
import type { Stand } from './stand.ts';
import { waitMs } from './visit.ts';

interface Mail {
  readonly mail_id: string;
  readonly template: string;
  readonly subject: string;
  readonly link: string | null;
}

/** The latest mail of that kind to the address, once it is there, with those before it. `times`: so many in all. */
export async function mailTo(
  { refinery }: Stand,
  page: Page,
  to: string,
  template: string,
  times = 1,
): Promise<Mail> {
  const url = `${refinery.url}/dev/mail.json?to=${encodeURIComponent(to)}`;
  for (const untilMs = Date.now() + waitMs; ; await page.waitForTimeout(100)) {
    const answer = await page.request.get(url);
    const { data } = (await answer.json()) as { readonly data: readonly Mail[] };
    const found = data.filter((mail) => mail.template === template);
    if (found[0] !== undefined && found.length >= times) return found[0];
    const came = data.map(({ template: one }) => one).join();
    assert.ok(Date.now() < untilMs, `no ${template} to ${to}, but: ${came}`);
  }
}

/** Opens the mail in the mailbox, and follows its button. */
export async function follow(stand: Stand, page: Page, mail: Mail, looksAs?: string): Promise<void> {
  await page.goto(`${stand.refinery.url}/dev/mail/${mail.mail_id}`);
  await page.getByRole('heading', { name: mail.subject }).waitFor();
  if (looksAs !== undefined) await lookAt(page, looksAs);
  await page.locator('a.button').click();
}
