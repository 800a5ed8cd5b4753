import assert from 'node:assert/strict';
import { test } from 'node:test';
import { docProblems, type Repository } from './docs.ts';

const repository: Repository = {
  hasPath: (path) => ['docs/receipts.md', 'packages/wire', 'docs/decisions/0001-a.md'].includes(path),
  scripts: (folder) => new Set(folder === 'apps/worker' ? ['dev'] : ['demo', 'test']),
  commands: new Set(['jobs', 'verify']),
  variables: new Set(['ASG_DATA_DIR']),
};
const found = (text: string, file = 'README.md') => docProblems(file, text, repository);

for (const [text, problem] of [
  ['see [this](docs/gone.md#a)', 'the link docs/gone.md#a leads nowhere'],
  ['look in `packages/gone/src`', 'there is no packages/gone/src'],
  ['run `npm run gone`', 'package.json has no script gone'],
  ['`npm run demo -w apps/worker`', 'apps/worker/package.json has no script demo'],
  ['$ asg gone --now', 'there is no command asg gone'],
  ['set `ASG_GONE=true`', 'nothing reads the variable ASG_GONE'],
] as const)
  test(`a document that names what is not there is refused: ${text}`, () => {
    assert.deepEqual(found(`# One\n${text}`), [`README.md: line 2: ${problem}`]);
  });

test('what is there may be named, and the web is not asked', () => {
  const text = [
    '[receipts](docs/receipts.md#proof), [web](https://example.com/x), [here](#below), `packages/wire`',
    '`npm run demo`, `npm test`, `npm run dev -w apps/worker`, `npx asg jobs export`, `ASG_DATA_DIR=/x`',
  ].join('\n');
  assert.deepEqual(found(text), []);
  assert.deepEqual(found('[one](../decisions/0001-a.md)', 'docs/operating/runbook.md'), []);
});

test('a decision tells of its day: what it names may be gone, but its links lead somewhere', () => {
  const file = 'docs/decisions/0002-b.md';
  assert.deepEqual(found('`packages/gone`, `npm run gone`, `ASG_GONE`', file), []);
  assert.equal(found('[gone](0009-gone.md)', file).length, 1);
});
