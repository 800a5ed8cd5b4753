import MarkdownIt, { type Token } from 'markdown-it';
import { codeHtml, infoOf, tabsHtml } from './fence.ts';
import type { Links } from './links.ts';
import { escaped, type Heading, type Page, type Section, type Source } from './page.ts';

// Documents are our own: what HTML stands in them is meant.
const parser = new MarkdownIt({ html: true });
/** `## Submit a task {#submitTask}`: an address of its own, which pages that are made give their headings. */
const idForm = /\s*\{#([\w.-]+)\}$/;
const noteForm = /^\[!(NOTE|TIP|WARNING)\]\s*/;

/** A document as a page. Throws where a link leads to nothing. */
export function rendered(source: Source, links: Links): Page {
  const tokens = parser.parse(source.text, {});
  const headings = withIds(tokens);
  notes(tokens);
  const described = tokens.findIndex(({ type }) => type === 'paragraph_open');
  const description = described < 0 ? '' : textOf(tokens[described + 1]).slice(0, 300);
  const title = headings.find(({ level }) => level === 1)?.text;
  if (title === undefined) throw new Error(`${source.file} has no heading of level 1`);
  const sections = sectionsOf(tokens, title);
  for (const token of tokens.flatMap((one) => [one, ...(one.children ?? [])])) {
    if (token.type === 'link_open') linked(token, source, links);
    if (token.type === 'table_open') token.attrSet('class', 'fields');
    const align = token.attrGet('style');
    if (align !== null) {
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      token.attrSet('class', String(align).replace('text-align:', 'align-'));
    }
  }
  for (const { children } of tokens) operationsLinked(children ?? [], source, links);
  const html = parser.renderer
    .render(fenced(tokens), parser.options, {})
    .replaceAll(
      '<table class="fields">',
      '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>',
    )
    .replaceAll('</table>', '</table></div>');
  return {
    ...source,
    title,
    description,
    html,
    headings,
    sections,
  };
}

/** What a reader reads of a token, without marks. */
const textOf = (token: Token | undefined): string =>
  (token?.children ?? [])
    .map((child) => (child.type === 'softbreak' ? ' ' : child.type === 'html_inline' ? '' : child.content))
    .join('');

/** Gives each heading its address, as GitHub does. */
function withIds(tokens: readonly Token[]): readonly Heading[] {
  const counts = new Map<string, number>();
  return tokens.flatMap((token, i) => {
    if (token.type !== 'heading_open') return [];
    const inline = tokens[i + 1];
    const last = inline?.children?.at(-1);
    const own = idForm.exec(last?.content ?? '')?.[1];
    if (last !== undefined && own !== undefined) last.content = last.content.replace(idForm, '');
    const text = textOf(inline);
    const plain = own ?? slugOf(text);
    const count = counts.get(plain) ?? 0;
    counts.set(plain, count + 1);
    const id = count === 0 ? plain : `${plain}-${count}`;
    const level = Number(token.tag.slice(1));
    token.attrSet('id', id);
    if (level > 1) addAnchor(inline, id, text);
    return [{ level, id, text }];
  });
}

function addAnchor(inline: Token | undefined, id: string, text: string): void {
  if (inline === undefined) return;
  const [anchor] = parser.parseInline('x', {})[0]?.children ?? [];
  if (anchor === undefined) return;
  anchor.type = 'html_inline';
  anchor.content = ` <a class="anchor" href="#${id}" aria-label="Link to: ${escaped(text)}">#</a>`;
  inline.children = [...(inline.children ?? []), anchor];
}

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

/** `> [!NOTE]`, as GitHub has it. */
function notes(tokens: readonly Token[]): void {
  tokens.forEach((token, i) => {
    if (token.type !== 'blockquote_open') return;
    const [first, ...others] = tokens[i + 2]?.children ?? [];
    const name = noteForm.exec(first?.content ?? '')?.[1];
    const inline = tokens[i + 2];
    if (name === undefined || first === undefined || inline === undefined) return;
    token.attrSet('class', `note note-${name.toLowerCase()}`);
    first.content = first.content.replace(noteForm, '');
    const rest =
      first.content === '' && others[0]?.type === 'softbreak' ? others.slice(1) : [first, ...others];
    inline.children = rest;
  });
}

function linked(token: Token, source: Source, links: Links): void {
  const target = String(token.attrGet('href'));
  if (/^(?!site:)[a-z]+:/.test(target)) {
    token.attrSet('rel', 'noreferrer');
    return;
  }
  const href = links.href(source, target);
  if (href === null) {
    // A file of the repository that is no page: named, but not linked.
    token.attrs = [['class', 'no-page']];
    return;
  }
  token.attrSet('href', href);
}

/** Names of operations lead to the reference, where they stand in no link already. */
function operationsLinked(children: readonly Token[], source: Source, links: Links): void {
  let depth = 0;
  for (const token of children) {
    depth += token.type === 'link_open' ? 1 : token.type === 'link_close' ? -1 : 0;
    if (token.type !== 'code_inline' || depth > 0) continue;
    const href = links.operation(source, token.content);
    if (href === null || source.slug.startsWith('api')) continue;
    token.type = 'html_inline';
    token.content = `<a href="${escaped(href)}"><code>${escaped(token.content)}</code></a>`;
  }
}

/** The tokens with all code in its final form; neighbours with tabs in one. */
function fenced(tokens: readonly Token[]): Token[] {
  const out: Token[] = [];
  let tabs: Token[] = [];
  let groups = 0;
  const flush = (): void => {
    const [first] = tabs;
    if (first === undefined) return;
    groups += 1;
    const blocks = tabs.map(({ info, content }) => ({ info, code: content }));
    first.type = 'html_block';
    first.content = tabsHtml(`tabs-${groups}`, blocks);
    out.push(first);
    tabs = [];
  };
  for (const token of tokens) {
    const isFence = token.type === 'fence';
    if (isFence && infoOf(token.info).tab !== null) {
      if (tabs.some(({ info }) => infoOf(info).tab === infoOf(token.info).tab)) flush();
      tabs.push(token);
      continue;
    }
    flush();
    if (isFence || token.type === 'code_block') {
      const { info, content } = token;
      token.type = 'html_block';
      token.content = codeHtml({ info, code: content });
    }
    out.push(token);
  }
  flush();
  return out;
}

function sectionsOf(tokens: readonly Token[], title: string): readonly Section[] {
  const sections: { id: string | null; title: string; text: string[] }[] = [{ id: null, title, text: [] }];
  tokens.forEach((token, i) => {
    if (token.type !== 'inline') return;
    const before = tokens[i - 1];
    const text = textOf(token);
    if (before?.type === 'heading_open' && before.tag !== 'h1')
      sections.push({ id: String(before.attrGet('id')), title: text, text: [] });
    else if (before?.type !== 'heading_open') sections.at(-1)?.text.push(text);
  });
  return sections.map(({ id, title, text }) => ({ id, title, text: text.join(' ') }));
}
