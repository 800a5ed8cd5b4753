import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../..');
const npmOwn = new Set(['ci', 'install', 'publish', 'test']);
/** A folder of this repository, at the beginning of a word. */
const pathForm = /(?<=^|[\s"'=])(?:\.ci|apps|deploy|packages|sdks|tests|tools)\/[\w./-]+/g;
const npmForm = /(?:^|[;&|]\s*|\bdo )npm (?:run(?: -s)? )?([\w:-]+)/gm;
const pinnedForm = /^\s*-? ?uses: [\w./-]+@[0-9a-f]{40} # v\d+(?:\.\d+){0,2}$/;
/** What strangers write must not become part of a script: it comes by the environment. */
const expressionForm = /\$\{\{/;

interface Step {
  readonly run?: string;
}
interface Job {
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);

/** What commands name that this repository has not. */
function missingFrom(commands: string): readonly string[] {
  const asked = [...commands.matchAll(npmForm)].flatMap(([, name = '']) => [name]);
  return [
    ...asked
      .filter((name) => !npmOwn.has(name) && scripts[name] === undefined)
      .map((name) => `npm run ${name}`),
    ...(commands.match(pathForm) ?? []).filter((path) => !existsSync(join(root, path))),
  ];
}

const files = globSync('.github/workflows/*.yml', { cwd: root }).map((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const workflow: Workflow = parse(text);
  return { file, text, workflow, jobs: Object.entries(workflow.jobs) };
});

test('there are workflows for checks, releases and code scanning', () => {
  assert.deepEqual(files.map(({ file }) => file.replace(/.*\/|\.yml/g, '')).toSorted(), [
    'ci',
    'code-scanning',
    'release',
  ]);
});

for (const { file, text, workflow, jobs } of files) {
  test(`${file}: what its commands name is there, and no text of strangers is part of them`, () => {
    for (const [name, { steps }] of jobs)
      for (const { run = '' } of steps) {
        assert.deepEqual(missingFrom(run), [], name);
        assert.doesNotMatch(run, expressionForm, name);
      }
  });

  test(`${file}: it may read, its jobs say what more they may and how long, actions are pinned by commit`, () => {
    assert.deepEqual(workflow.permissions, { contents: 'read' });
    for (const [name, job] of jobs) assert.ok((job['timeout-minutes'] ?? Infinity) <= 90, name);
    for (const line of text.split('\n').filter((one) => /\buses:/.test(one))) assert.match(line, pinnedForm);
  });
}

test('a command that names what is not there is found', () => {
  assert.deepEqual(missingFrom('npm ci && npm run demo\n.ci/run\ntools/test-python.sh'), []);
  assert.deepEqual(missingFrom('npm run no-such-script\n.ci/none "tools/none.ts"'), [
    'npm run no-such-script',
    '.ci/none',
    'tools/none.ts',
  ]);
});

test('dependency updates, code owners and issue forms name what is there', () => {
  const read = (file: string): string => readFileSync(join(root, '.github', file), 'utf8');
  const { updates }: { updates: readonly { directory?: string; directories?: readonly string[] }[] } = parse(
    read('dependabot.yml'),
  );
  for (const { directory, directories = [] } of updates)
    for (const each of [directory, ...directories])
      if (each !== undefined) assert.ok(existsSync(join(root, each)), each);
  for (const [, path = ''] of read('CODEOWNERS').matchAll(/^\/(\S+)/gm))
    assert.ok(globSync(path.replace(/\/$/, ''), { cwd: root }).length > 0, path);
  for (const form of ['bug.yml', 'wish.yml']) {
    const { name, body } = parse(read(`ISSUE_TEMPLATE/${form}`));
    assert.ok(name.length > 0 && body.length > 0, form);
  }
});
