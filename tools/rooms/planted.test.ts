import assert from 'node:assert/strict';
import { test } from 'node:test';
import { budgets } from './budgets.ts';
import { cycleViolations } from './cycles.ts';
import { importViolations } from './imports.ts';
import { countViolations, sizeViolations } from './sizes.ts';
import { fileProblems } from './tidy.ts';
import { type Tree, thisTree } from './tree.ts';

const here = thisTree();

/** This repository as it is, with these files besides or instead. */
function withFiles(planted: Readonly<Record<string, string>>): Tree {
  const files = [...new Set([...here.files, ...Object.keys(planted)])].sort();
  return { files, read: (file) => planted[file] ?? here.read(file) };
}

/** What the checks find with these files that they do not find without. */
function foundWith(planted: Readonly<Record<string, string>>): readonly string[] {
  const tree = withFiles(planted);
  const all = [...importViolations(tree), ...cycleViolations(tree), ...sizeViolations(tree)];
  return [...all, ...Object.entries(planted).flatMap(([file, text]) => fileProblems(file, text))];
}

const lines = (count: number): string => '// a line\n'.repeat(count);
/** So many files of so many lines each; none is over the budget itself. */
const manyFiles = (folder: string, count: number, text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${folder}/planted-${i}.ts`, text]));

const domain = 'packages/domain/src/money/planted.ts';
const engine = 'packages/engines/src/billing/planted.ts';
const chain = 'packages/chain/src/headers/planted.ts';
const server = 'apps/server/src/planted.ts';

/** Each with what is planted, and what is said of it. */
const planted: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  [
    'a room that may not be imported',
    { [engine]: "import { open } from '@asg/storage-sqlite';" },
    /may not import @asg\/storage-sqlite/,
  ],
  ['the same by an export', { [engine]: "export * from '@asg/gateway';" }, /may not import @asg\/gateway/],
  [
    'the same for its types alone',
    { [engine]: "import type { Server } from '@asg/gateway';" },
    /may not import @asg\/gateway/,
  ],
  [
    'the same as a type in a line',
    { [engine]: "export type S = import('@asg/gateway').Server;" },
    /may not import @asg\/gateway/,
  ],
  [
    'the same when it runs',
    { [engine]: "export const s = () => import('@asg/gateway');" },
    /may not import @asg\/gateway/,
  ],
  [
    'the same over several lines',
    { [engine]: "import {\n  a, // from 'x'\n} from\n  '@asg/gateway';" },
    /line 1: may not import @asg\/gateway/,
  ],
  ['the same by require', { [engine]: "const s = require('@asg/gateway');" }, /may not import @asg\/gateway/],
  [
    'the same by import.meta.resolve',
    { [engine]: "import.meta.resolve('@asg/gateway');" },
    /may not import @asg\/gateway/,
  ],
  [
    'a require that is made',
    {
      [engine]:
        "import { createRequire as made } from 'node:module';\nmade(import.meta.url)('@asg/gateway');",
    },
    /known only when the program runs/,
  ],
  [
    'an npm package that is not listed',
    { [engine]: "import fastify from 'fastify';" },
    /may not import the package fastify/,
  ],
  [
    'a parser of files outside of its room',
    { 'apps/cli/src/tasks/planted.ts': "import { parse } from 'csv-parse/sync';" },
    /may not import csv-parse\/sync: file formats are read and written in packages\/formats/,
  ],
  [
    'the same in a test',
    { 'tests/scenarios/planted.test.ts': "import parse from 'csv-parser';" },
    /file formats are read and written in packages\/formats/,
  ],
  [
    'a package of one folder in another',
    { [chain]: "import { Hash } from '@bsv/sdk';" },
    /may not import the package @bsv\/sdk/,
  ],
  [
    "Node's modules in a room of browsers",
    { [domain]: "import { readFileSync } from 'node:fs';" },
    /runs in browsers too/,
  ],
  [
    'an import of a variable',
    { [engine]: 'export const load = (name: string) => import(name);' },
    /known only when the program runs/,
  ],
  [
    'an import that is put together',
    { [engine]: "export const load = (name: string) => import('@asg/' + name);" },
    /known only when the program runs/,
  ],
  [
    'a URL that reaches out',
    { [engine]: "new URL('../../../gateway/src/serving/serve.ts', import.meta.url);" },
    /looks for a file outside of packages\/engines/,
  ],
  [
    'a path that reaches out',
    { [engine]: "join(import.meta.dirname, '..', '..', '../../gateway', 'src');" },
    /looks for a file outside of packages\/engines/,
  ],
  [
    'a file of another package',
    { [engine]: "import { a } from '../../../gateway/src/serving/serve.ts';" },
    /reaches out of packages\/engines/,
  ],
  [
    'a folder of an engine in one that it may not know',
    { 'packages/engines/src/settlement/signing/planted.ts': "import { a } from '../lanes/lanes.ts';" },
    /settlement\/signing may not import settlement\/lanes/,
  ],
  [
    'an engine in another',
    { [engine]: "import { a } from '../settlement/audit.ts';" },
    /billing may not import settlement/,
  ],
  [
    'a back end in the rules it stands on',
    { [chain]: "import { a } from '../local/local-chain.ts';" },
    /headers may not import local/,
  ],
  ['the door of its own room', { [engine]: "import { a } from '../index.ts';" }, /the door of its own room/],
  [
    'test code in production',
    { [engine]: "import { a } from '../testing/receiver.ts';" },
    /what is there for tests/,
  ],
  ['a room that nobody knows', { 'packages/planted/src/a.ts': 'export {};' }, /belongs to no room/],
  [
    'a folder that nobody knows',
    { 'packages/engines/src/planted/a.ts': 'export {};' },
    /has no folder planted/,
  ],
  [
    'a folder in a folder',
    { 'packages/chain/src/arc/planted/a.ts': 'export {};' },
    /has no folder arc\/planted/,
  ],
  [
    'a circle of types',
    {
      [domain]: "import type { A } from './other.ts';",
      'packages/domain/src/money/other.ts': "export type { B } from './planted.ts';",
    },
    /imports itself in a circle/,
  ],
  ['a file that is too long', { [engine]: lines(budgets.fileLines + 1) }, /301 lines, at most 300/],
  [
    'a folder with too many files',
    manyFiles('packages/domain/src/money', budgets.folderFiles + 1, 'export {};\n'),
    /files, at most 15/,
  ],
  [
    'a room that is too large',
    manyFiles('packages/domain/src/money', 18, lines(299)),
    /packages\/domain\/src\/money: \d+ lines of production code, at most 5000/,
  ],
  [
    'a package that is too large',
    {
      ...manyFiles('packages/domain/src/money', 10, lines(299)),
      ...manyFiles('packages/domain/src/ids', 10, lines(299)),
    },
    /packages\/domain: \d+ lines of production code, at most 15000/,
  ],
  [
    'the time, asked for outside of runtime',
    { [engine]: 'export const now = Date.now();' },
    /time and randomness come from packages\/runtime/,
  ],
  [
    'a timer under another name',
    { [engine]: "import { setTimeout as pause } from 'node:timers/promises';" },
    /time and randomness come from packages\/runtime/,
  ],
  [
    'a package that tests may not use',
    { 'packages/domain/src/money/planted.test.ts': "import fastify from 'fastify';" },
    /may not import the package fastify/,
  ],
  ['work that is not finished', { [server]: `// ${'TO'}${'DO'} later` }, /unfinished work/],
  [
    'a constant in capitals',
    { [engine]: `export const ${'ROUNDS'}_MAX = 3;` },
    /constants are written in camelCase/,
  ],
  [
    'a folder named after a pattern',
    { 'packages/engines/src/utils/a.ts': 'export {};' },
    /named after a pattern/,
  ],
  ['a comment that is a story', { [engine]: lines(3) }, /a comment says why in 2 lines at most/],
];

test('every violation that is planted is found, and without it nothing is', (t) => {
  assert.deepEqual(foundWith({}), []);
  for (const [what, files, said] of planted) {
    const found = foundWith(files);
    const caught = found.find((violation) => said.test(violation));
    assert.ok(caught !== undefined, `${what}: ${JSON.stringify(found)}`);
    t.diagnostic(`${what}: ${caught}`);
  }
});

test('an exception that is needed no longer is a violation', (t) => {
  const said = [
    ...sizeViolations(withFiles({ [engine]: lines(301) }), { [engine]: 301, [domain]: 400 }),
    ...cycleViolations(here, [domain]),
  ].filter((violation) => violation.startsWith(domain));
  assert.deepEqual(said, [
    `${domain}: its exception in tools/rooms/budgets.ts is needed no longer`,
    `${domain}: its circle in tools/rooms/budgets.ts is no longer there`,
  ]);
  for (const violation of said) t.diagnostic(violation);
});

test('an exception is a bound too', () => {
  const tree = withFiles({ [engine]: lines(310) });
  assert.ok(sizeViolations(tree, { [engine]: 309 }).includes(`${engine}: 310 lines, at most 309`));
  assert.ok(!sizeViolations(tree, { [engine]: 310 }).some((violation) => violation.startsWith(engine)));
});

test('too many settings and too many routes are refused', (t) => {
  const { settings, routes } = budgets;
  assert.deepEqual(countViolations({ settings, routes }), []);
  const said = countViolations({ settings: settings + 1, routes: routes + 1 });
  assert.equal(said.length, 2);
  for (const violation of said) t.diagnostic(violation);
});

test('what tests and the tools need is not refused', () => {
  const fine = {
    'packages/engines/src/billing/planted.test.ts':
      "import { openSqliteStorage } from '@asg/storage-sqlite';\nimport fc from 'fast-check';\nimport { a } from '../testing/receiver.ts';",
    'tools/planted.ts':
      "import { a } from '../packages/engines/src/settlement/admin/audit.ts';\nawait import(process.argv[2]);",
    'packages/engines/src/trust/planted.ts': "import { a } from '../submission/index.ts';",
  };
  const tree = withFiles(fine);
  assert.deepEqual(importViolations(tree), []);
});
