import MiniSearch from 'minisearch';

interface Entry {
  /** Its address below the site. */
  readonly u: string;
  readonly t: string;
  /** The page that it is on; left out of pages. */
  readonly p?: string;
  readonly x: string;
}

interface Search {
  readonly index: MiniSearch<Entry>;
  readonly entries: ReadonlyMap<string, Entry>;
}

const shownMax = 12;
const excerptBefore = 50;
const excerptLength = 150;
let search: Promise<Search> | null = null;

/** Fetches what there is to search, from this site alone, and indexes it here. */
async function load(address: URL): Promise<Search> {
  const entries: readonly Entry[] = await (await fetch(address)).json();
  const index = new MiniSearch<Entry>({
    idField: 'u',
    fields: ['t', 'p', 'x'],
    searchOptions: {
      boost: { t: 4, p: 2 },
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 5 ? 0.15 : false),
      combineWith: 'AND',
      // Decisions tell why; who asks how comes first.
      boostDocument: (id) => (/^(decisions|changelog)/.test(String(id)) ? 0.35 : 1),
    },
  });
  index.addAll(entries);
  return { index, entries: new Map(entries.map((entry) => [entry.u, entry])) };
}

/** Makes the dialog search as one types; Enter opens what is marked, arrows move the mark. */
export async function startSearch(dialog: HTMLDialogElement, root: URL, address: URL): Promise<void> {
  const input = dialog.querySelector('input') ?? built(dialog);
  input.select();
  input.focus();
  search ??= load(address);
  const { index, entries } = await search;
  const list = dialog.querySelector<HTMLElement>('[role=listbox]');
  const status = dialog.querySelector<HTMLElement>('[role=status]');
  if (list === null || status === null) return;
  let links: readonly HTMLAnchorElement[] = [];
  let marked = 0;
  const mark = (to: number): void => {
    marked = links.length === 0 ? 0 : (to + links.length) % links.length;
    for (const [i, link] of links.entries()) link.setAttribute('aria-selected', String(i === marked));
    const link = links[marked];
    if (link === undefined) input.removeAttribute('aria-activedescendant');
    else {
      input.setAttribute('aria-activedescendant', link.id);
      link.scrollIntoView({ block: 'nearest' });
    }
  };
  const show = (): void => {
    const words = input.value.trim();
    const all = words === '' ? [] : index.search(words);
    const hits = all.length > 0 || words === '' ? all : index.search(words, { combineWith: 'OR' });
    links = hits.slice(0, shownMax).flatMap(({ id, terms }, i) => {
      const entry = entries.get(String(id));
      return entry === undefined ? [] : [linkTo(entry, root, terms, i)];
    });
    list.replaceChildren(...links);
    status.textContent = words === '' ? '' : hits.length === 0 ? 'Nothing found' : `${hits.length} found`;
    mark(0);
  };
  input.oninput = show;
  input.onkeydown = (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) mark(marked + step);
    else if (event.key === 'Enter') {
      const link = links[marked];
      dialog.close();
      link?.click();
    } else return;
    event.preventDefault();
  };
  show();
}

function built(dialog: HTMLDialogElement): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'search';
  input.placeholder = 'Search the docs';
  input.autocomplete = 'off';
  input.spellcheck = false;
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-label': 'Search the docs',
    'aria-expanded': 'true',
    'aria-controls': 'search-results',
    'aria-autocomplete': 'list',
  }))
    input.setAttribute(name, value);
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = 'Close';
  close.addEventListener('click', () => dialog.close());
  const line = document.createElement('div');
  line.className = 'search-line';
  line.append(input, close);
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  const list = document.createElement('div');
  list.id = 'search-results';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Results');
  dialog.replaceChildren(line, status, list);
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  return input;
}

function linkTo(entry: Entry, root: URL, terms: readonly string[], i: number): HTMLAnchorElement {
  const link = document.createElement('a');
  link.id = `result-${i}`;
  link.href = new URL(entry.u === '' ? './' : entry.u, root).href;
  link.tabIndex = -1;
  link.setAttribute('role', 'option');
  const title = document.createElement('strong');
  title.textContent = entry.p === undefined ? entry.t : `${entry.t} · ${entry.p}`;
  const excerpt = document.createElement('span');
  excerpt.append(...excerptOf(entry.x, terms));
  link.append(title, excerpt);
  return link;
}

/** The text around the first word that was found, what was found marked. */
function excerptOf(text: string, terms: readonly string[]): readonly (string | Node)[] {
  if (terms.length === 0) return [text.slice(0, excerptLength)];
  const form = new RegExp(`(${terms.map((term) => escapedForm(term)).join('|')})`, 'iu');
  const at = form.exec(text)?.index ?? 0;
  const from = Math.max(0, at - excerptBefore);
  const part = `${from > 0 ? '… ' : ''}${text.slice(from, from + excerptLength)}${text.length > from + excerptLength ? ' …' : ''}`;
  return part.split(new RegExp(form.source, 'giu')).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const mark = document.createElement('mark');
    mark.textContent = piece;
    return mark;
  });
}

const escapedForm = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);
