import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileProblems } from './tidy.ts';

const pathOf = '.pathname';
const refused = 'the path of a file URL comes from fileURLToPath or import.meta.dirname';

for (const text of [
  `const root = new URL('..', import.meta.url)${pathOf};`,
  `const self = new URL(import.meta.url)${pathOf};`,
  `const root = new URL(\n  '../../',\n  import.meta.url,\n)\n  ${pathOf};`,
  `const folder = new URL('./vectors/', import.meta.url);\nread(folder${pathOf});`,
  `const { ${pathOf.slice(1)} } = new URL('..', import.meta.url);`,
  `const near = new URL(target, \`file:///\${file}\`)${pathOf}.slice(1);`,
]) {
  test(`a path that blanks and accents would break is refused: ${JSON.stringify(text)}`, () => {
    const problems = fileProblems('tools/some.ts', text);
    assert.equal(problems.length, 1, problems.join('\n'));
    assert.ok(problems[0]!.endsWith(refused), problems[0]);
  });
}

test('the path of a web address, and a file URL that is read as one, are fine', () => {
  const text = [
    `const path = new URL(request.url)${pathOf};`,
    'const { pathname } = new URL(response.url());',
    "const folder = new URL('./vectors/', import.meta.url);",
    "const text = readFileSync(new URL('a.json', folder), 'utf8');",
    'const host = fileURLToPath(folder);',
  ].join('\n');
  assert.deepEqual(fileProblems('tools/some.ts', text), []);
});

test('the line that it names is the one to mend', () => {
  const [problem] = fileProblems(
    'tools/some.ts',
    `\n\nconst root = new URL('..', import.meta.url)${pathOf};`,
  );
  assert.equal(problem, `tools/some.ts: line 3: ${refused}`);
});

const composite = 'const a = 1;\nconst stop = AbortSignal.any([signal, AbortSignal.timeout(5)]);\n';

test('signals are not composed where a process lives for months', () => {
  for (const file of ['packages/webhooks/src/sender.ts', 'apps/server/src/main.ts']) {
    assert.deepEqual(fileProblems(file, composite), [
      `${file}: line 2: linkedSignal() of packages/runtime instead of AbortSignal.any`,
    ]);
  }
});

test('in a page of a browser, which is closed again, they may be', () => {
  assert.deepEqual(fileProblems('apps/worker/src/outbox/outbox.ts', composite), []);
});

test('kinds of tasks are told apart by a registry, not where something is done', () => {
  const told = "switch (spec.kind) {\n  case 'rating':\n    return spec.kind !== 'multi_label';\n}";
  assert.deepEqual(fileProblems('packages/gateway/src/tasks/replies.ts', told), [
    'packages/gateway/src/tasks/replies.ts: line 2: kinds of tasks are told apart by a registry',
    'packages/gateway/src/tasks/replies.ts: line 3: kinds of tasks are told apart by a registry',
  ]);
  assert.deepEqual(fileProblems('packages/kinds/src/rating/rating.ts', told), []);
});

test('CSV is written in one room', () => {
  const doubled = `const cell = text.replaceAll('"', ${"'"}""${"'"});\n`;
  assert.deepEqual(fileProblems('packages/gateway/src/billing/replies.ts', doubled), [
    'packages/gateway/src/billing/replies.ts: line 1: CSV is written in packages/formats',
  ]);
  assert.deepEqual(fileProblems('packages/formats/src/csv/write.ts', doubled), []);
});
