import type { MailRecord } from '@asg/domain';
import { Html, html, nothing } from '@asg/formats/html';
import { compose, directionOf, mailStyle } from '../templates/compose.ts';

type LinkOf = (mail: MailRecord) => string | null;

/** Light and dark by the reader's preference, one column from 320 px on. */
const pageStyle = new Html(`
:root { color-scheme: light dark; } * { box-sizing: border-box; }
body { margin: 0; background: #fbfaf7; color: #1b1d21; font: 16px/1.5 system-ui, sans-serif; }
.notice { background: #ffd88a; color: #4a2f00; padding: .5rem 1rem; text-align: center; font-weight: 700; }
nav, main { max-width: 48rem; margin: 0 auto; padding: 0 1rem; } nav { padding-top: 1rem; } main { padding-bottom: 4rem; }
a { color: #0b57a4; } a:focus-visible, summary:focus-visible { outline: 3px solid #0b57a4; outline-offset: 3px; }
.list { list-style: none; margin: 1rem 0; padding: 0; } .list li { border-top: 1px solid #dedbd3; padding: .75rem 0; }
.list a { font-weight: 600; display: block; } .quiet { color: #5a606b; font-size: .875rem; overflow-wrap: anywhere; }
.sheet { border: 1px solid #dedbd3; border-radius: 8px; background: #fff; margin: 1rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; } summary { width: fit-content; padding: .5rem 0; }
@media (prefers-color-scheme: dark) { body { background: #14161a; color: #e9e7e1; } .notice { background: #5a3d05; color: #ffe3b0; }
  a { color: #8ec1ff; } .quiet { color: #a3a9b5; } .sheet { background: #1c1f25; border-color: #333842; }
  .list li { border-color: #333842; } a:focus-visible, summary:focus-visible { outline-color: #8ec1ff; } }
`);

/** How a page is shown: with the nonce of its styles, and `link`, the address on its host of a page such as /dev/mail. */
export interface Shown {
  readonly styleNonce?: string | undefined;
  readonly link: (path: string) => string;
}

function page(title: string, content: Html, { styleNonce, link }: Shown): string {
  const nonce = styleNonce === undefined ? nothing : html` nonce="${styleNonce}"`;
  return html`${new Html('<!doctype html>')}
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title} · mailbox</title><style${nonce}>${mailStyle}${pageStyle}</style></head>
<body><header class="notice">LOCAL CHAIN: mails stay here, none of them is sent</header>
<nav aria-label="Mailbox"><a href="${link('/dev/mail')}">Mailbox</a></nav>
<main>${content}</main></body></html>
`.text;
}

const time = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The latest mails. `older`: the query of the next page; null: there is none. */
export function listPage(mails: readonly MailRecord[], older: string | null, shown: Shown): string {
  const { link } = shown;
  const rows = mails.map((mail) => {
    const { subject } = compose(mail, null);
    return html`<li><a href="${link(`/dev/mail/${mail.mailId}`)}">${subject}</a>
<span class="quiet">to ${mail.to}, ${time(mail.createdAtMs)}</span></li>`;
  });
  const content = html`<h1>Mailbox</h1>
${rows.length === 0 ? html`<p>No mail yet. Whatever this program would send arrives here.</p>` : html`<ol class="list">${rows}</ol>`}
${older === null ? nothing : html`<p><a href="${link(`/dev/mail?before=${older}`)}">Older</a></p>`}`;
  return page('Mails', content, shown);
}

/** One mail: as a reader shows it, and its text. */
export function mailPage(mail: MailRecord, linkOf: LinkOf, shown: Shown): string {
  const { subject, text, body } = compose(mail, linkOf(mail));
  const content = html`<p class="quiet">To: ${mail.to}<br>Sent: ${time(mail.endedAtMs ?? mail.createdAtMs)}</p>
<article class="sheet" lang="${mail.language}" dir="${directionOf(mail.language)}" aria-label="The mail">${body}</article>
<details><summary>As text</summary><pre lang="${mail.language}" dir="auto">${text}</pre></details>`;
  return page(subject, content, shown);
}

export function noSuchMailPage(shown: Shown): string {
  const content = html`<h1>No such mail</h1><p>Mails are kept here for a week.</p>`;
  return page('No such mail', content, shown);
}

export function elsewherePage(shown: Shown): string {
  const content = html`<h1>On the machine itself only</h1>
<p>Mails hold links that open accounts. Open this page on the machine that the server runs on, at localhost or 127.0.0.1, or set ASG_SMTP_URL to have them sent.</p>`;
  return page('Mailbox', content, shown);
}
