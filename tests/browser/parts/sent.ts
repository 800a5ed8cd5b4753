import type { Page } from 'playwright-core';

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
