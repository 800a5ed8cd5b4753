import { escaped, hrefTo, type Page, rootOf } from './page.ts';
import type { MenuPart, Site } from './site.ts';

/** Files of the site by the names that their content gives them. */
export interface Files {
  readonly script: string;
  readonly style: string;
  readonly font: string;
  /** What the search reads. */
  readonly search: string;
}

const mark = `<svg class="mark" viewBox="0 0 64 64" width="28" height="28" aria-hidden="true"><rect width="64" height="64" rx="15"/><g fill="none" stroke-width="3.5" stroke-linecap="round"><path d="M16 17c0 15 16 10 16 26"/><path d="M48 17c0 15-16 10-16 26"/><path d="M32 17v26"/></g><circle cx="16" cy="16" r="4.5"/><circle cx="32" cy="16" r="4.5"/><circle cx="48" cy="16" r="4.5"/><circle cx="32" cy="47" r="7.5"/></svg>`;

/** The whole page. All its addresses are relative, and nothing in it needs a script but the search. */
export function pageHtml(page: Page, site: Site, files: Files): string {
  const { slug, title, description, html } = page;
  const root = rootOf(slug);
  const name = slug === '' ? title : `${title} · ASG Docs`;
  const contents = page.headings.filter(({ level }) => level === 2 || level === 3);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#f5f7f5">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0d1210">
<meta name="description" content="${escaped(description)}">
<meta property="og:type" content="article">
<meta property="og:site_name" content="ASG Refinery">
<meta property="og:title" content="${escaped(name)}">
<meta property="og:description" content="${escaped(description)}">
<title>${escaped(name)}</title>
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="alternate" type="text/markdown" href="${root}${slug === '' ? 'index' : slug}.md">
<link rel="preload" as="font" type="font/woff2" crossorigin href="${root}${files.font}">
<link rel="stylesheet" href="${root}${files.style}">
<script src="${root}theme.js"></script>
<script type="module" src="${root}${files.script}" data-root="${root}" data-search="${root}${files.search}"></script>
</head>
<body>
<a class="ui-skip-link" href="#content">Skip to the content</a>
<header class="top">
<button class="menu-button" type="button" popovertarget="menu" aria-label="Menu"><svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="M4 7h16M4 12h16M4 17h16"/></svg></button>
<a class="home" href="${hrefTo(slug, '')}">${mark}<span>ASG Docs</span></a>
<button class="search-button" type="button" aria-haspopup="dialog"><span>Search</span><kbd aria-hidden="true">/</kbd></button>
<nav class="apps" aria-label="Apps"><a href="${root}../console/">Console</a><a href="${root}../work/">Work</a></nav>
</header>
<div class="columns">
<nav id="menu" class="menu" popover aria-label="Pages">${site.menu.map((part) => partHtml(part, page)).join('')}</nav>
<main id="content" tabindex="-1">
<article>
${html}</article>
${neighboursHtml(page, site)}
</main>
${contents.length < 2 ? '<div></div>' : `<nav class="contents" aria-labelledby="contents"><p id="contents">On this page</p><ul>${contents.map(({ id, level, text }) => `<li class="level-${level}"><a href="#${id}">${escaped(text)}</a></li>`).join('')}</ul></nav>`}
</div>
<dialog class="search" aria-label="Search"></dialog>
</body>
</html>
`;
}

function partHtml({ title, pages }: MenuPart, current: Page): string {
  const isOpen = pages.includes(current) || title === 'Start';
  const links = pages.map((page) => {
    const here = page === current || (page.slug === 'decisions' && current.slug.startsWith('decisions/'));
    const name = page.slug === '' ? 'Overview' : page.title.replace(/: .*/, '');
    return `<li><a href="${hrefTo(current.slug, page.slug)}"${here ? ' aria-current="page"' : ''}>${escaped(name)}</a></li>`;
  });
  return `<details${isOpen ? ' open' : ''}><summary>${escaped(title)}</summary><ul>${links.join('')}</ul></details>`;
}

function neighboursHtml(page: Page, { menu }: Site): string {
  const order = menu.flatMap(({ pages }) => pages);
  const at = order.indexOf(page);
  if (at < 0) return '';
  const link = (to: Page | undefined, rel: string, word: string): string =>
    to === undefined
      ? ''
      : `<a rel="${rel}" href="${hrefTo(page.slug, to.slug)}"><small>${word}</small> ${escaped(to.title)}</a>`;
  return `<nav class="neighbours" aria-label="Next and previous page">${link(order[at - 1], 'prev', 'Previous')}${link(order[at + 1], 'next', 'Next')}</nav>`;
}
