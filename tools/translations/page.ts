import { readdirSync } from 'node:fs';
import type { Catalogue } from '../../apps/worker/src/i18n/catalogue.ts';
import { catalogue as english } from '../../apps/worker/src/i18n/catalogues/en.ts';
import { nameOf } from '../../apps/worker/src/i18n/languages.ts';

export const pagePath = 'docs/translations.md';

const folder = new URL('../../apps/worker/src/i18n/catalogues/', import.meta.url);
const matters = {
  pay: 'Pay',
  rights: 'Rights and duties',
  suspension: 'Suspension',
} as const;

interface MarkedText {
  readonly path: string;
  readonly matter: keyof typeof matters;
  readonly text: string;
}

/** The English texts with a mark, by the names that lead to them. */
function markedIn(node: unknown, path: readonly string[] = []): readonly MarkedText[] {
  if (typeof node !== 'object' || node === null) return [];
  if (isMarked(node)) return [{ ...node, path: path.join('.') }];
  return Object.entries(node).flatMap(([key, each]) => markedIn(each, [...path, key]));
}

const isMarked = (node: object): node is Pick<MarkedText, 'matter' | 'text'> =>
  'matter' in node && typeof node.matter === 'string' && node.matter in matters && 'text' in node;

/** Who has read a translation; null: nobody yet. */
function readerOf(catalogue: object, path: string): string | null {
  let node: unknown = catalogue;
  for (const key of path.split('.'))
    node =
      typeof node === 'object' && node !== null
        ? Object.entries(node).find(([name]) => name === key)?.[1]
        : undefined;
  return typeof node === 'object' && node !== null && 'readBy' in node ? String(node.readBy) : null;
}

/** The page that lists what native readers are to see, and what they have seen. */
export async function pageOf(): Promise<string> {
  const marked = markedIn(english);
  const tags = readdirSync(folder)
    .map((name) => name.replace('.ts', ''))
    .filter((tag) => tag !== 'en');
  const languages = await Promise.all(
    tags.map(async (tag) => {
      const { catalogue } = (await import(new URL(`${tag}.ts`, folder).href)) as {
        readonly catalogue: Catalogue;
      };
      return { tag, catalogue };
    }),
  );
  const left = languages.map(({ tag, catalogue }) => {
    const waiting = marked.filter(({ path }) => readerOf(catalogue, path) === null).length;
    return `| ${nameOf(tag)} | \`${tag}\` | ${waiting} of ${marked.length} |`;
  });
  const rows = (matter: string): readonly string[] =>
    marked
      .filter((one) => one.matter === matter)
      .map(({ path, text }) => {
        const state = languages.map(({ catalogue }) => readerOf(catalogue, path) ?? '');
        return `| \`${path}\` | ${text.replaceAll('|', '\\|')} | ${state.join(' | ')} |`;
      });
  const tables = Object.entries(matters).map(([matter, title]) =>
    [
      `## ${title}`,
      '',
      `| Text | In English | ${tags.join(' | ')} |`,
      `|---|---|${tags.map(() => '---|').join('')}`,
      ...rows(matter),
      '',
    ].join('\n'),
  );
  return `# Texts of the worker app that a native reader is to see

Written by \`npm run translations:write\`; a test keeps it fresh. What the app says of pay, rights and suspension binds people, so its translations are marked
until somebody whose language it is has read them beside the English ones. They are in \`apps/worker/src/i18n/catalogues\`: who has read one writes
\`{ text: '…', readBy: 'name, date' }\` in the place of \`{ unread: '…' }\` ([decision 56](decisions/0056-languages.md)). A translation whose English text changes is unread again.

| Language | File | Unread |
|---|---|---|
${left.join('\n')}

${tables.join('\n')}`;
}
