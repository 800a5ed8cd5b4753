import { Html, html, nothing } from '@asg/formats/html';
import { type Door, shell } from '@asg/front';

/** The most rows of any list on a page; the rest is reached by links. */
export const rowsMax = 200;

/** What the explorer's pages are told of the server that they stand on. */
export interface PageOptions {
  /** The address on its host of a page such as /chain. Default: at the root. */
  readonly link?: ((path: string) => string) | undefined;
  /** Where one can go from the pages. */
  readonly doors?: readonly Door[] | undefined;
  /** What the platform's fee is paid to, so that it is not taken for a worker's pay. */
  readonly feeScript?: string | null | undefined;
  /** What was searched for, to be seen in the field. */
  readonly asked?: string | undefined;
}

const notice = html`<aside class="notice" aria-label="About this chain"><strong>LOCAL CHAIN — NOT REAL MONEY.</strong> For development and tests; these coins are worth nothing.</aside>`;
const description =
  'Blocks, transactions and payments of this server’s own chain: which output pays whom, and what each commits to.';

/** A whole HTML document around `content`, whose links to this server begin with /. It reads without scripts. */
export function page(title: string, content: Html, options: PageOptions): string {
  const { doors = [], asked = '', link = (path: string) => path } = options;
  const root = link('/');
  const body = html`<div class="wide chain">
<form class="chain-search" role="search" action="/chain/search"><label class="ui-visually-hidden" for="q">Search the chain</label>
<input class="ui-input" id="q" name="q" type="search" value="${asked}" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="Id, height or address">
<button class="ui-button" data-variant="primary" type="submit">Search</button></form>
${content}
</div>`;
  return shell({
    title: `${title} · local chain (not real money)`,
    description,
    root,
    doors,
    here: 'Chain',
    notice,
    hidden: true,
    content: below(root, body),
  });
}

/** No text of others has such a quote: these are the links of the pages themselves. */
function below(root: string, content: Html): Html {
  const parts = content.text.split(/(?<= (?:href|action)=")\//);
  return new Html(parts.join(root));
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
  return html`<a class="ui-mono" href="/chain/tx/${txid}">${txid}</a>`;
}

export function blockLink(hash: string, text: string): Html {
  return html`<a href="/chain/block/${hash}">${text}</a>`;
}

export function addressLink(address: string): Html {
  return html`<a class="ui-mono" href="/chain/address/${address}">${address}</a>`;
}

/** Names beside what they name. */
export function facts(list: readonly (readonly [string, Html])[]): Html {
  return html`<dl class="ui-card ui-facts">${list.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`)}</dl>`;
}

export function badge(tone: 'accent' | 'warning' | 'danger' | 'plain', text: string): Html {
  return html`<span class="ui-badge" data-tone="${tone}">${text}</span>`;
}

/** The row of a list: its number or name, what it is, how much. */
export function row(lead: Html | string, what: Html, much: Html | string = nothing): Html {
  return html`<li><span class="chain-lead">${lead}</span><div>${what}</div><span class="chain-much">${much}</span></li>\n`;
}

export function rows(list: readonly Html[]): Html {
  return html`<ol class="ui-card chain-rows">${list}</ol>`;
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
  return html`<p class="chain-pager">${earlier}${grouped(Math.min(from, total - 1))} to ${grouped(last - 1)} of ${grouped(total)}, counted from 0${later}</p>`;
}
