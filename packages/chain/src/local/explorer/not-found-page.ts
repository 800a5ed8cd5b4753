import { html, nothing } from '@asg/formats/html';
import { type PageOptions, page } from './page.ts';

const askedShownMax = 100;

export interface NotFoundOptions extends PageOptions {
  /** Why the chain refused it, when it was sent here and is remembered. */
  readonly refusedFor?: string | undefined;
}

/** Says that the local chain has no such transaction, block or address. */
export function notFoundPage(
  what: 'transaction' | 'block' | 'address',
  asked: string,
  options: NotFoundOptions = {},
): string {
  const { refusedFor } = options;
  const refusal =
    refusedFor === undefined ? nothing : html`<p>It was refused: <code>${refusedFor}</code></p>`;
  const content = html`<h1>No such ${what}</h1>
<p>The local chain has no ${what} <code>${asked.slice(0, askedShownMax)}</code>. Every local chain is its own: it may
be on another one.</p>
${refusal}<p class="chain-pager"><a href="/chain">Go to the latest blocks</a></p>`;
  return page(`No such ${what}`, content, options);
}
