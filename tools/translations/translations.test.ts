import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { outsideOf } from './outside.ts';
import { pageOf, pagePath } from './page.ts';
import { sidesOf } from './sides.ts';

const sources = (pattern: string): readonly string[] =>
  globSync(pattern).filter((file) => !/\/i18n\/|\.test\./.test(file));

/** What stands there on purpose, by its words. */
const allowed: Readonly<Record<string, string>> = {
  Copied: 'what the Console says, which is in English alone; the worker app gives its own',
  Copy: 'the same',
  'Selected: now copy it by keyboard or menu': 'the same',
  'the item does not load': 'for the operator, who reads it in English',
  'item text': 'a name in the cache of requests',
  'input:not([type=radio]):not([type=checkbox]), textarea, select': 'a selector',
  'section, form, table, [role="tabpanel"], [role="dialog"], .ui-page': 'a selector',
};

test('no words of the worker app, and of what it is made of, are outside of the catalogues', () => {
  const files = sources('{apps/worker,packages/ui}/src/**/*.{ts,tsx}');
  const found = files.flatMap((file) => outsideOf(file, readFileSync(file, 'utf8')));
  const words = (line: string): string => line.slice(line.indexOf(': ') + 2);
  assert.deepEqual(
    found.filter((line) => !(words(line) in allowed) && !line.includes('/account/places.ts:')),
    [],
  );
  const unused = Object.keys(allowed).filter((text) => !found.some((line) => words(line) === text));
  assert.deepEqual(unused, [], 'exceptions that are needed no longer');
});

test('words outside of the catalogues are found where people read or hear them', () => {
  const planted: readonly (readonly [source: string, words: string])[] = [
    ['const a = <p>Pay now</p>;', 'Pay now'],
    ['const a = <button aria-label="Close" />;', 'Close'],
    ['const a = <img alt="A cat" />;', 'A cat'],
    ['const a = <input placeholder="name" />;', 'name'],
    ["say({ text: 'Saved.' });", 'Saved.'],
    ["const a = failed ? 'Try again' : null;", 'Try again'],
    ['const a = <p>{`some labels left`}</p>;', 'some labels left'],
    ["const a = <Page title={'Wallet'} />;", 'Wallet'],
  ];
  for (const [source, words] of planted)
    assert.deepEqual(outsideOf('a.tsx', source), [`a.tsx:1: ${words}`], source);
  const silent = [
    "import a from './two words here.ts';",
    'const a = <p className="one two">{messages.app.close}</p>;',
    "throw new Error('nobody reads this');",
    "if (event.key === 'Enter') go('/earnings');",
    'const a = <kbd>S</kbd>;',
  ];
  for (const source of silent) assert.deepEqual(outsideOf('a.tsx', source), [], source);
});

test('styles know start and end, never left and right', () => {
  const files = globSync('{apps/worker,packages/ui}/src/**/*.css');
  assert.ok(files.length > 15);
  assert.deepEqual(
    files.flatMap((file) => sidesOf(file, readFileSync(file, 'utf8'))),
    [],
  );
});

test('a side is found however it is named', () => {
  const planted = [
    'margin-left: 1px',
    'left: 0',
    'text-align: right',
    'float: left',
    'padding: 0 1px 0 2px',
    'inset: 0 auto 0 0',
    'border-width: 0 0 0 1px',
    'border-radius: 0 var(--a) 0 0',
    'border-right: 0',
    'transform: translateX(4px)',
    'transform-origin: left',
  ];
  for (const line of planted) assert.equal(sidesOf('a.css', `.a {\n  ${line};\n}`).length, 1, line);
  const fine = [
    'inset: 0 auto',
    'padding: 1px 2px 3px',
    'margin: 0 auto 1px auto',
    'border-radius: 1px 1px 0 0',
  ];
  for (const line of fine) assert.deepEqual(sidesOf('a.css', `.a {\n  ${line};\n}`), [], line);
});

test('the page of texts that native readers are to see is fresh', async () => {
  assert.equal(readFileSync(pagePath, 'utf8'), await pageOf(), 'npm run translations:write');
});
