import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BasePath } from './base-path.ts';

test('what is below the base path is what routes know, with its query', () => {
  const labels = new BasePath('/labels');
  for (const [target, known] of [
    ['/labels', '/'],
    ['/labels/', '/'],
    ['/labels?a=1', '/?a=1'],
    ['/labels/v1/health?a=%2F', '/v1/health?a=%2F'],
    ['http://any.example/labels/v1/health', '/v1/health'],
    // As at the root: such a path is none of a route.
    ['/labels//v1/health', '//v1/health'],
    ['/labels/../v1/health', '/../v1/health'],
  ] as const)
    assert.equal(labels.below(target), known, target);
  assert.equal(labels.link('/work/'), '/labels/work/');
});

test('what only resembles the base path is not below it', () => {
  const labels = new BasePath('/labels');
  for (const target of [
    '/',
    '/v1/health',
    '/labelsx/v1/health',
    '/labels.v1',
    '/LABELS/v1/health',
    '/%6cabels/v1/health',
    '/labels%2fv1/health',
    '/labels\\v1',
    '//labels/v1/health',
    '/./labels/v1/health',
    '/x/../labels/v1/health',
    'labels/v1/health',
    'http://labels/v1/health',
    'ftp://any.example/labels/v1/health',
    '*',
    '',
  ])
    assert.equal(labels.below(target), null, target);
});

test('at the root everything is below', () => {
  const root = new BasePath();
  for (const target of ['/', '/v1/health', '//v1', '/labels?x']) assert.equal(root.below(target), target);
  assert.equal(root.isBare('/'), false);
  assert.equal(root.link('/work/'), '/work/');
});
