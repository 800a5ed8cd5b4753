import assert from 'node:assert/strict';
import { test } from 'node:test';
import { licenceProblems } from './licences.ts';
import { broughtBy, type Locked } from './lock.ts';

const locked = (
  name: string,
  licence: string,
  path = `node_modules/${name}`,
  needs: readonly string[] = [],
): Locked => ({
  name,
  version: '1.0.0',
  licence,
  integrity: 'sha512-AA==',
  path,
  optional: false,
  needs,
});

test('a licence that is not on the list is named with its package; a choice with one that is on it may be used', () => {
  const packages = [
    locked('free', 'MIT'),
    locked('chosen', '(GPL-3.0-only OR MIT)'),
    locked('both', 'MIT AND ISC'),
    locked('copyleft', 'AGPL-3.0-only'),
    locked('half', 'MIT AND AGPL-3.0-only'),
    locked('silent', ''),
  ];
  assert.deepEqual(
    licenceProblems(packages, []).map((problem) => problem.replace(/ 1\.0\.0.*/, '')),
    ['node_modules/copyleft', 'node_modules/half', 'node_modules/silent'],
  );
});

test('an exception is for its packages alone, and is refused where none needs it', () => {
  const lgpl = { packages: /^@img\//, licence: 'LGPL-3.0-or-later', why: 'loaded at run time' };
  assert.deepEqual(licenceProblems([locked('@img/vips', 'LGPL-3.0-or-later')], [lgpl]), []);
  assert.equal(licenceProblems([locked('other', 'LGPL-3.0-or-later')], [lgpl]).length, 2);
});

test('what a package brings along is looked up as Node.js does: nearest first', () => {
  const old = locked('b', 'MIT', 'node_modules/a/node_modules/b', ['c']);
  const packages = [
    locked('a', 'MIT', undefined, ['b']),
    old,
    locked('b', 'MIT'),
    locked('c', 'MIT'),
    locked('d', 'MIT'),
  ];
  assert.deepEqual(
    broughtBy(['a'], packages).map(({ path }) => path),
    ['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c'],
  );
  assert.throws(() => broughtBy(['e'], packages), /the package needs e/);
});
