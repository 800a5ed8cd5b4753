/** A heading of a page, to be linked to. */
export interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** What the search finds: a page up to its first heading, or a heading with what stands below it. */
export interface Section {
  /** Null: the page itself. */
  readonly id: string | null;
  readonly title: string;
  readonly text: string;
}

/** A document before it is rendered. */
export interface Source {
  /** From the repository's root; of a page that is made, where its content comes from. */
  readonly file: string;
  /** Its address below the site, without an ending; empty: the first page. */
  readonly slug: string;
  readonly text: string;
}

export interface Page extends Source {
  readonly title: string;
  /** Its first paragraph, as plain text. */
  readonly description: string;
  readonly html: string;
  readonly headings: readonly Heading[];
  readonly sections: readonly Section[];
}

/** From one page to another, relative, so that the site works below any path. */
export function hrefTo(from: string, to: string, anchor = ''): string {
  if (from === to && anchor !== '') return anchor;
  return `${rootOf(from)}${to}${anchor}` || './';
}

/** From a page to where the site begins; empty where it begins there. */
export const rootOf = (slug: string): string => '../'.repeat(slug.split('/').length - 1);

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
