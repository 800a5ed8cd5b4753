import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Messages } from './catalogue.ts';
import { en } from './en.ts';
import { languageNames, languageOf, spoken } from './languages.ts';

const sources = readdirSync(import.meta.dirname).filter((name) => /^[a-z]{2,3}\.ts$/.test(name));

/** Every text, by the names that lead to it; those that are made of something, as what they are called with gives. */
function textsOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value === 'string') return new Map([[path, value]]);
  if (typeof value === 'function') return new Map([[path, value(2, '…')]]);
  return new Map(
    Object.entries(value as object).flatMap(([key, each]) => [...textsOf(each, `${path}/${key}`)]),
  );
}

test('the app speaks the first of the browser’s languages that it has, whatever the region, else English', () => {
  assert.equal(languageOf(['de-AT', 'en']), 'de');
  assert.equal(languageOf(['DE']), 'de');
  assert.equal(languageOf(['tlh', 'en-GB', 'de']), 'en');
  assert.equal(languageOf(['tlh']), 'en');
  assert.equal(languageOf([]), 'en');
  assert.equal(languageNames.find(({ tag }) => tag === 'de')?.name, 'Deutsch');
});

test('each catalogue is one of the languages, and its messages are its own', async () => {
  /** Names of things, the same everywhere. */
  const names = new Set(['/app/name', '/keys/rows/0/0']);
  const english = textsOf(en);
  for (const source of sources) {
    const tag = source.replace('.ts', '');
    const { language, messages } = await spoken(languageOf([tag]));
    assert.equal(language, tag, `${source} is in the list of languages`);
    const texts = textsOf(messages);
    assert.deepEqual([...texts.keys()], [...english.keys()]);
    for (const [path, text] of texts) assert.notEqual(text.trim(), '', path);
    const same = [...texts].filter(([path, text]) => text === english.get(path) && / /.test(text));
    if (tag !== 'en')
      assert.deepEqual(
        same.map(([path]) => path).filter((path) => !names.has(path)),
        [],
      );
  }
});

test('a catalogue imports nothing but types: the app waits for it, and what it imported would wait for the app', () => {
  for (const source of sources)
    assert.doesNotMatch(
      readFileSync(new URL(source, import.meta.url), 'utf8'),
      /^import (?!type)|^export .* from|\bimport\(/m,
      source,
    );
});

test('a language that misses a message, or a line of a list, does not compile', () => {
  const { notFound: _, ...without } = en;
  // @ts-expect-error: there is no text for a page that is not there
  const missing: Messages = without;
  // @ts-expect-error: one of the terms is missing
  const short: Messages['terms'] = { ...en.terms, points: [en.terms.points[0]] };
  assert.ok(missing !== null && short !== null);
});
