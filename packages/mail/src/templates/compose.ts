import type { MailRecord } from '@asg/domain';
import type { MailLanguage } from '@asg/domain/names';
import { Html, html, nothing } from '@asg/formats/html';
import { catalogues } from './catalogues.ts';
import type { Texts, Values } from './texts.ts';

export interface MailContent {
  /** One line. */
  readonly subject: string;
  readonly text: string;
  /** A whole document, which asks nothing of any host. */
  readonly html: string;
  /** What is in the document's body, for a page that has `mailStyle`. */
  readonly body: Html;
}

/** How a mail is written. */
export const directionOf = (language: MailLanguage): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

const valueMax = 300;

/** What the mail says. `link`: where its button leads; null: it has none. */
export function compose(
  { template, language, values }: Pick<MailRecord, 'template' | 'language' | 'values'>,
  link: string | null,
): MailContent {
  const { templates, orOpen, foot } = catalogues[language];
  const texts = templates[template](oneLiners(values));
  const { subject } = texts;
  const body = bodyOf(texts, link, orOpen, foot);
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${subject}</title><style>${mailStyle}</style>`;
  const whole = html`${new Html('<!doctype html>')}
<html lang="${language}" dir="${directionOf(language)}"><head>${head}</head><body>${body}</body></html>
`;
  return { subject, text: textOf(texts, link, foot), html: whole.text, body };
}

/** Strangers choose some of the values: none of them makes a line of its own, or says much. */
function oneLiners(values: Values): Values {
  const entries = Object.entries(values).map(([name, value]) => [
    name,
    cut(value.replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')),
  ]);
  return Object.fromEntries(entries);
}

function textOf({ before, after }: Texts, link: string | null, foot: string): string {
  return `${[...before, ...(link === null ? [] : [link]), ...after, `-- \n${foot}`].join('\n\n')}\n`;
}

function bodyOf(
  { subject, before, action = '', after }: Texts,
  link: string | null,
  orOpen: string,
  foot: string,
): Html {
  const paragraphs = (lines: readonly string[]) => lines.map((line) => html`<p>${line}</p>\n`);
  const button =
    link === null
      ? nothing
      : html`<p><a class="button" href="${link}">${action}</a></p>
<p class="soft">${orOpen}<br><a href="${link}">${link}</a></p>
`;
  return html`<div class="mail"><h1>${subject}</h1>
${paragraphs(before)}${button}${paragraphs(after)}<p class="soft foot">${foot}</p></div>`;
}

/** One column from 320 px on, light and dark. A reader that knows no styles shows plain paragraphs. */
export const mailStyle = new Html(`
.mail { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem; font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
.mail h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 1rem; }
.mail .button { display: inline-block; background: #0b57a4; color: #fff; padding: .75rem 1.25rem; border-radius: 8px;
  font-weight: 600; text-decoration: none; }
.mail .soft { color: #5a606b; font-size: .875rem; }
.mail .foot { border-top: 1px solid #dedbd3; margin-top: 2rem; padding-top: 1rem; }
@media (prefers-color-scheme: dark) { body { background: #14161a; color: #e9e7e1; } .mail a { color: #8ec1ff; }
  .mail .button { color: #fff; } .mail .soft { color: #a3a9b5; } .mail .foot { border-color: #333842; } }
`);

/** Never in the middle of a character, as a cut of UTF-16 would. */
const cut = (text: string): string => Array.from(text).slice(0, valueMax).join('');
