import { posix } from 'node:path';
import { hrefTo, type Page, type Source } from './page.ts';

/** Where links of documents lead on the site. */
export class Links {
  readonly #slugs: ReadonlyMap<string, string>;
  readonly #isFile: (path: string) => boolean;
  /** Operations of the reference by what the documents call them, e.g. `POST /v1/tasks`. */
  readonly #operations: ReadonlyMap<string, { readonly slug: string; readonly id: string }>;
  readonly #asked: { readonly from: string; readonly slug: string; readonly id: string }[] = [];

  /** `slugs`: addresses of pages by the path of their source; `isFile`: whether the repository has that. */
  constructor(
    slugs: ReadonlyMap<string, string>,
    operations: ReadonlyMap<string, { readonly slug: string; readonly id: string }>,
    isFile: (path: string) => boolean,
  ) {
    this.#slugs = slugs;
    this.#operations = operations;
    this.#isFile = isFile;
  }

  /** The address of what a document links to; null: a file of the repository that is no page. Throws where there is nothing. */
  href(from: Source, target: string): string | null {
    const [path = '', id = ''] = target.split('#');
    const anchor = id === '' ? '' : `#${id}`;
    const made = /^site:(.*)$/.exec(path)?.[1];
    // Of the server, beside the site.
    if (made?.startsWith('../') === true) return hrefTo(from.slug, made, anchor);
    if (made !== undefined) return hrefTo(from.slug, this.#known(from, made, id), anchor);
    const file = path === '' ? from.file : posix.join(posix.dirname(from.file), path).replace(/\/$/, '');
    const slug = path === '' ? from.slug : (this.#slugs.get(file) ?? this.#slugs.get(`${file}/README.md`));
    if (slug !== undefined) return hrefTo(from.slug, this.#known(from, slug, id), anchor);
    if (!this.#isFile(file)) throw new Error(`${from.file}: the link ${target} leads nowhere`);
    return null;
  }

  /** Where the reference tells of the operation that code names; null: it names none. */
  operation(from: Source, code: string): string | null {
    const [, method = '', path = ''] = /^([A-Z]+) (\/[^\s?]+)/.exec(code) ?? [];
    const found = this.#operations.get(`${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
    return found === undefined ? null : hrefTo(from.slug, found.slug, `#${found.id}`);
  }

  #known(from: Source, slug: string, id: string): string {
    this.#asked.push({ from: from.file, slug, id });
    return slug;
  }

  /** Links to pages or places in them that are not there. */
  problems(pages: readonly Page[]): readonly string[] {
    const ids = new Map(pages.map(({ slug, headings }) => [slug, new Set(headings.map(({ id }) => id))]));
    return this.#asked.flatMap(({ from, slug, id }) => {
      const known = ids.get(slug);
      if (known === undefined) return [`${from}: there is no page ${slug}`];
      return id === '' || known.has(id) ? [] : [`${from}: the page ${slug} has no heading #${id}`];
    });
  }
}
