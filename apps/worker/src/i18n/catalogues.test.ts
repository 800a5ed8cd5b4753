import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue } from './catalogue.ts';
import { catalogue as english } from './catalogues/en.ts';
import { nameOf } from './languages.ts';
import { textOf } from './speaking.ts';

const folder = new URL('catalogues/', import.meta.url);
const tags = readdirSync(folder).map((name) => name.replace('.ts', ''));

/** Every text, by the names that lead to it. */
function textsOf(node: unknown, path = ''): ReadonlyMap<string, string> {
  const text = typeof node === 'string' ? node : textOf(node as object);
  if (typeof text === 'string') return new Map([[path.slice(1), text]]);
  return new Map(
    Object.entries(node as object).flatMap(([key, each]) => [...textsOf(each, `${path}.${key}`)]),
  );
}

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

interface Plural {
  readonly name: string;
  readonly categories: readonly string[];
}

/** What a message asks for: its values with their kind, and the categories of each plural. */
function asked(text: string, tag: string) {
  const values = new Set<string>();
  const plurals: Plural[] = [];
  const kinds = ['text', 'value', 'number', 'date', 'time', 'select', 'plural'];
  const walk = (elements: readonly Element[]): void => {
    for (const element of elements) {
      const kind = kinds[element.type];
      if (kind === 'text' || kind === undefined) continue;
      values.add(`${'value' in element ? element.value : ''}: ${kind === 'value' ? 'text' : 'number'}`);
      assert.ok(['value', 'number', 'plural'].includes(kind), `${text}: ${kind} is not used here`);
      if (!('options' in element)) continue;
      plurals.push({ name: element.value, categories: Object.keys(element.options) });
      for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(new IntlMessageFormat(text, tag, undefined, { ignoreTag: true }).getAst());
  return { values: [...values].sort(), plurals };
}

const textsIn = async (tag: string): Promise<ReadonlyMap<string, string>> => {
  const { catalogue } = (await import(new URL(`${tag}.ts`, folder).href)) as { catalogue: Catalogue };
  return textsOf(catalogue);
};

const source = textsOf(english);

test('each catalogue has the messages of English, and each of them the same values', async () => {
  for (const tag of tags) {
    assert.notEqual(nameOf(tag), tag, 'a file is called as the language’s tag is');
    const texts = await textsIn(tag);
    assert.deepEqual([...texts.keys()].sort(), [...source.keys()].sort(), tag);
    for (const [path, text] of texts) {
      assert.notEqual(text.trim(), '', `${tag}: ${path}`);
      assert.deepEqual(
        asked(text, tag).values,
        asked(source.get(path) ?? '', 'en').values,
        `${tag}: ${path}`,
      );
    }
  }
});

test('each plural has the categories that the language has, and no other', async () => {
  for (const tag of tags) {
    const needed = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.toSorted();
    for (const [path, text] of await textsIn(tag))
      for (const { name, categories } of asked(text, tag).plurals)
        assert.deepEqual(categories.toSorted(), needed, `${tag}: ${path}: ${name}`);
  }
});

test('the messages of a language are its own', async () => {
  /** Two words beside one another. Names of things are the same everywhere. */
  const ofWords = /\p{L} +\p{L}/u;
  const names = new Set(['app.name', 'keys.rows.0.0']);
  for (const tag of tags.filter((other) => other !== 'en')) {
    const same = [...(await textsIn(tag))].filter(
      ([path, text]) => text === source.get(path) && ofWords.test(text) && !names.has(path),
    );
    assert.deepEqual(same, [], tag);
  }
});

test('no text has an apostrophe that ICU would take for a quote; what it sets apart in its direction it ends', async () => {
  for (const tag of tags)
    for (const [path, text] of await textsIn(tag)) {
      const where = `${tag}: ${path}`;
      assert.doesNotMatch(text, /['<>\u200e\u200f\u202a-\u202e]/u, where);
      assert.doesNotMatch(text.replace(/\u2066[^\u2066\u2069]+\u2069/gu, ''), /[\u2066-\u2069]/u, where);
    }
});

test('French punctuation stays with the word that it follows', async () => {
  for (const [path, text] of await textsIn('fr')) assert.doesNotMatch(text, /[^…] [:;?!»]|« /u, path);
});

test('a catalogue imports nothing but types: the app waits for it, and what it imported would wait for the app', () => {
  for (const tag of tags)
    assert.doesNotMatch(
      readFileSync(new URL(`${tag}.ts`, folder), 'utf8'),
      /^import (?!type)|^export .* from|\bimport\(/m,
      tag,
    );
});

test('a language that misses a message, a line of a list or a mark does not compile', () => {
  type Terms = Catalogue['terms'];
  // @ts-expect-error: there is no text for a page that is not there
  const missing: Omit<Catalogue, 'notFound'> extends Catalogue ? true : never = true;
  // @ts-expect-error: one of the terms is missing
  const short: Terms['points'] = [] as const;
  // @ts-expect-error: a text on pay says whether a native reader has seen it
  const bare: Catalogue['hold']['pending'] = 'pendiente';
  const read: Catalogue['hold']['pending'] = { text: 'pendiente', readBy: 'Ana Lima, 2027-01-31' };
  assert.ok([missing, short, bare, read].every((each) => each !== undefined));
});
