import type { Page } from './page.ts';
import type { Site } from './site.ts';

/** What the browser's search reads: one entry for each section. */
export function searchJson({ pages }: Site): string {
  const entries = pages.flatMap(({ slug, title, sections }) =>
    sections.map((section) => ({
      u: `${slug}${section.id === null ? '' : `#${section.id}`}`,
      t: section.title,
      ...(section.id !== null && { p: title }),
      x: section.text,
    })),
  );
  return JSON.stringify(entries);
}

const intro = (site: Site): string => {
  const [first] = site.pages.filter(({ slug }) => slug === '');
  return `# ASG Refinery\n\n> ${first?.description ?? ''}\n`;
};

/** A list of all pages for programs that read texts (llmstxt.org), each by its Markdown. */
export function llmsText(site: Site): string {
  const parts = site.menu.map(({ title, pages }) => {
    const lines = pages.map((page) => `- [${page.title}](${mdName(page)}): ${page.description}`);
    return `\n## ${title}\n\n${lines.join('\n')}\n`;
  });
  return `${intro(site)}\nAll of it in one file: [llms-full.txt](llms-full.txt)\n${parts.join('')}`;
}

/** All guides and the reference in one text, without the decisions. */
export function llmsFullText(site: Site): string {
  const pages = site.menu.flatMap((part) => part.pages);
  return [intro(site), ...pages.map((page) => `<!-- ${mdName(page)} -->\n\n${markdownOf(page)}`)].join('\n');
}

export const mdName = ({ slug }: Page): string => `${slug === '' ? 'index' : slug}.md`;

/** The page's Markdown as a reader may have it, without the marks that only the site understands. */
export const markdownOf = ({ text }: Page): string =>
  text
    .replaceAll(/ \{#[\w.-]+\}$/gm, '')
    .replaceAll(/\]\(site:([^)#]+)(#[^)]*)?\)/g, (_all, to: string, anchor = '') => {
      return `](${to.startsWith('../') ? to : `${to}.md`}${anchor})`;
    });
