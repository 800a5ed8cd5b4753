import { Html, html, nothing } from '@asg/formats/html';
import { style } from './style.ts';

const styleSheet = new Html(style);

/** The most rows of any list on a page; the rest is reached by links. */
export const rowsMax = 200;

export interface PageOptions {
  /** The nonce of the one style element, for a content security policy. */
  readonly styleNonce?: string | undefined;
  /** The address on its host of a page such as /chain. */
  readonly link?: ((path: string) => string) | undefined;
}

/** A whole HTML document around `content`. No scripts, no outside resources. */
export function page(title: string, content: Html, options: PageOptions): string {
  const { link } = options;
  const nonce = options.styleNonce === undefined ? nothing : html` nonce="${options.styleNonce}"`;
  const text = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · local chain (not real money)</title>
<style${nonce}>${styleSheet}</style>
</head>
<body>
<div class="notice" role="note">LOCAL CHAIN — NOT REAL MONEY. For development and tests; these coins are worth nothing.</div>
<nav aria-label="Local chain"><a href="/chain">Local chain</a></nav>
<main>
${content}
</main>
</body>
</html>
`.text;
  // No text of others has such a quote: these are the links of the pages themselves.
  return link === undefined ? text : text.replaceAll('href="/chain', `href="${link('/chain')}`);
}

/** "1,234 sats". */
export function amount(satoshis: number): string {
  return `${grouped(satoshis)} ${satoshis === 1 ? 'sat' : 'sats'}`;
}

export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** UTC to the second. */
export function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

export function transactionLink(txid: string): Html {
  return html`<a class="mono" href="/chain/tx/${txid}">${txid}</a>`;
}

export function blockLink(hash: string, text: string): Html {
  return html`<a href="/chain/block/${hash}">${text}</a>`;
}

/** A row number from a query string; anything but digits is the first row. */
export function rowFrom(text: string | undefined): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : 0;
}

/** Links to the rows before and after those shown; `parameter` is the query parameter of the first row. */
export function pager(from: number, total: number, parameter: string): Html {
  if (total <= rowsMax) return nothing;
  const last = Math.min(from + rowsMax, total);
  const before = Math.max(0, from - rowsMax);
  const earlier = from > 0 ? html`<a href="?${parameter}=${before}">Previous ${rowsMax}</a> · ` : nothing;
  const later = last < total ? html` · <a href="?${parameter}=${last}">Next ${rowsMax}</a>` : nothing;
  return html`<p>${earlier}${grouped(Math.min(from, total - 1))} to ${grouped(last - 1)} of ${grouped(total)}, counted from 0${later}</p>`;
}
