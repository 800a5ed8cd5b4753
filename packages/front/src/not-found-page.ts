import { html } from '@asg/formats/html';
import { type PageFrame, shell } from './shell.ts';

const shownMax = 120;

/** What a browser is shown where there is no page. */
export function notFoundPage(path: string, { root, doors }: Pick<PageFrame, 'root' | 'doors'>): string {
  const shown = path.length > shownMax ? `${path.slice(0, shownMax)}…` : path;
  return shell({
    title: 'Not found · ASG Refinery',
    description: 'There is no page at this address.',
    root,
    doors,
    hidden: true,
    content: html`<section class="wide lost">
${strands}
<h1>This strand leads nowhere</h1>
<p class="lead">There is no page at <code>${shown}</code>. It may have moved, or the link was cut off.</p>
<ul class="lost-ways">
<li><a class="ui-button" data-variant="primary" href="${root}">To the front page</a></li>
${doors.map(({ name, path: to }) => html`<li><a class="ui-button" data-variant="secondary" href="${root}${to}">${name}</a></li>`)}
</ul>
</section>`,
  });
}

const strands = html`<svg class="lost-mark" viewBox="0 0 240 120" width="240" height="120" aria-hidden="true">
<path d="M40 20c0 34 60 22 60 62"/><path d="M120 20v34"/><path d="M200 20c0 26-24 26-40 34" class="loose"/>
<circle cx="40" cy="16" r="9"/><circle cx="120" cy="16" r="9"/><circle cx="200" cy="16" r="9"/><circle cx="110" cy="98" r="14" class="empty"/></svg>`;
