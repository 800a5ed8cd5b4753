import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { notesOf, releaseProblems, versionsOfParts } from './release.ts';

const changelog = `# Changelog

## [Unreleased]

### Added
- what comes

## [1.2.0] - 2026-12-02

### Fixed
- what was wrong

## [1.1.0] - 2026-11-01
`;

test('a tag is released where every part has its version and the changelog its day', () => {
  const parts = { 'package.json': '1.2.0', '_version.py': '1.2.0' };
  assert.deepEqual(releaseProblems('v1.2.0', parts, changelog), []);
  assert.deepEqual(releaseProblems('v1.2.0', { ...parts, '_version.py': '1.1.0' }, changelog), [
    '_version.py has the version 1.1.0',
  ]);
  assert.match(releaseProblems('v1.3.0', {}, changelog).join(), /no “## \[1\.3\.0\]/);
  assert.match(releaseProblems('v1.2', parts, changelog).join(), /no tag of a version/);
});

test('the notes of a version are what stands below its heading', () => {
  assert.equal(notesOf('1.2.0', changelog), '### Fixed\n- what was wrong');
  assert.equal(notesOf('9.9.9', changelog), '');
});

test('all parts have one version, and the changelog a place for what is not released', () => {
  assert.equal(new Set(Object.values(versionsOfParts())).size, 1);
  assert.ok(notesOf('Unreleased', readFileSync('CHANGELOG.md', 'utf8')).length > 0);
});
