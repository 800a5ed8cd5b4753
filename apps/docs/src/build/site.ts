import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Contract, nounSlug, operationsOf } from '../reference/contract.ts';
import { referencePages } from '../reference/pages.ts';
import { withTables } from '../reference/tables.ts';
import { Links } from './links.ts';
import { rendered } from './markdown.ts';
import { elsewhere, menu, notPages } from './menu.ts';
import type { Page, Source } from './page.ts';

/** A part of the menu with its pages. */
export interface MenuPart {
  readonly title: string;
  readonly pages: readonly Page[];
}

export interface Site {
  readonly pages: readonly Page[];
  readonly menu: readonly MenuPart[];
}

/** All pages of the site, from the documents of the repository. Throws where a link leads to nothing, naming each. */
export function readSite(repository: string): Site {
  const contract: Contract = JSON.parse(readFileSync(join(repository, 'contract/openapi.json'), 'utf8'));
  const documents = documentSources(repository);
  const sources = [...documents, ...referencePages(contract)];
  const operations = operationsOf(contract).map(({ method, path, operationId, tags: [tag = ''] }) => {
    const place = { slug: nounSlug(tag), id: operationId };
    return [`${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`, place] as const;
  });
  const links = new Links(
    new Map(documents.map(({ file, slug }) => [file, slug])),
    new Map(operations),
    (path) => existsSync(join(repository, path)),
  );
  const pages = sources.map((source) => rendered(source, links));
  const problems = links.problems(pages);
  if (problems.length > 0) throw new Error(`the docs have links that lead nowhere:\n${problems.join('\n')}`);
  return { pages, menu: [...menuOf(pages), referencePart(pages)] };
}

function documentSources(repository: string): readonly Source[] {
  const files = globSync('docs/**/*.md', { cwd: repository }).map((file) => file.replaceAll('\\', '/'));
  const all = [...files.filter((file) => !notPages.includes(file)), ...Object.keys(elsewhere)].sort();
  return all.map((file) => ({
    file,
    slug: elsewhere[file] ?? file.replace(/^docs\//, '').replace(/(?:^|\/)README\.md$|\.md$/, ''),
    text: withTables(readFileSync(join(repository, file), 'utf8')),
  }));
}

const isDecision = ({ slug }: Source): boolean => slug.startsWith('decisions/');

function menuOf(pages: readonly Page[]): readonly MenuPart[] {
  const named = new Set(menu.flatMap(({ sources }) => sources));
  const left = pages.filter(
    (page) => !named.has(page.file) && !isDecision(page) && !page.slug.startsWith('api'),
  );
  const folders = menu.flatMap(({ folder }) => folder ?? []).toSorted((a, b) => b.length - a.length);
  const folderOf = ({ file }: Page): string | undefined =>
    folders.find((folder) => file.startsWith(`${folder}/`));
  return menu.map(({ title, sources, folder }) => {
    const ordered = sources.flatMap((source) => pages.find(({ file }) => file === source) ?? []);
    return {
      title,
      pages: [...ordered, ...left.filter((page) => folder !== undefined && folderOf(page) === folder)],
    };
  });
}

function referencePart(pages: readonly Page[]): MenuPart {
  return { title: 'API reference', pages: pages.filter(({ slug }) => /^api(\/|$)/.test(slug)) };
}
