import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, lockProblems } from './complete-lock.ts';

const address = 'https://configured-registry.invalid';
const whole: Entry = {
  version: '1.2.3',
  resolved: `${address}/@of/part/-/part-1.2.3.tgz`,
  integrity: 'sha512-x',
};
const problemsOf = (change: Entry): readonly string[] =>
  lockProblems({ '': {}, 'node_modules/@of/part': { ...whole, ...change } });

test('a package with its address, its hash and nothing about the Node.js of npm is complete', () => {
  assert.deepEqual(problemsOf({}), []);
});

test('each thing that is missing, or names a registry, is told with the package', () => {
  const { integrity: _, ...unhashed } = whole;
  for (const [entry, rule] of [
    [unhashed, /no integrity/],
    [{ ...whole, resolved: `https://npm.example.com/@of/part/-/part-1.2.3.tgz` }, /configured registry/],
    [{ ...whole, resolved: `${address}/@of/part/-/part-1.2.4.tgz` }, /configured registry/],
    [{ ...whole, engines: { node: '>=22' } }, /engines/],
    [{ ...whole, dependencies: { zod: '^4.2.0' } }, /no entry for zod/],
    [{ ...whole, optionalDependencies: { '@of/part-win32-x64': '1.2.3' } }, /no entry for .*part-win32-x64/],
  ] satisfies [Entry, RegExp][]) {
    const [problem, ...more] = lockProblems({ '': {}, 'node_modules/@of/part': entry });
    assert.match(problem ?? '', rule);
    assert.deepEqual(more, []);
  }
});

test('a binary of one package only is found beside that package', () => {
  const binary = { ...whole, resolved: `${address}/b/-/b-1.2.3.tgz`, optional: true };
  const owner = { ...whole, optionalDependencies: { b: '1.2.3' } };
  const packages = { 'node_modules/@of/part': owner, 'node_modules/@of/part/node_modules/b': binary };
  assert.deepEqual(lockProblems(packages), []);
});
