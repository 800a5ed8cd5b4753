import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { ConfigError } from './variables.ts';

function problem(environment: NodeJS.ProcessEnv): string {
  try {
    readConfig(environment);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  return 'none';
}

test('a base path is written in one way alone, and the public address ends with it', () => {
  for (const [given, taken] of [
    [undefined, ''],
    ['', ''],
    ['/', ''],
    ['/labels', '/labels'],
    ['/tools/our_labels-2', '/tools/our_labels-2'],
  ] as const)
    assert.equal(readConfig({ BASE_PATH: given }).basePath, taken);
  for (const given of [
    'labels',
    '/labels/',
    '//labels',
    '/la//bels',
    '/Labels',
    '/la.bels',
    '/..',
    '/%6cabels',
    '/a b',
    '/a;b',
    '/a?b',
    '/ä',
    'https://asg.example.com/labels',
    `/${'a'.repeat(200)}`,
  ])
    assert.match(problem({ BASE_PATH: given }), /^BASE_PATH must be a path such as \/labels: /, given);
  const ASG_PUBLIC_URL = 'https://asg.example.com/labels';
  assert.equal(readConfig({ BASE_PATH: '/labels', ASG_PUBLIC_URL }).publicUrl, ASG_PUBLIC_URL);
  assert.equal(problem({ ASG_PUBLIC_URL }), 'ASG_PUBLIC_URL must not have a path where BASE_PATH has none');
  for (const url of ['https://asg.example.com', 'https://asg.example.com/work', `${ASG_PUBLIC_URL}/x`])
    assert.equal(
      problem({ BASE_PATH: '/labels', ASG_PUBLIC_URL: url }),
      'ASG_PUBLIC_URL must end with BASE_PATH: /labels',
    );
});

test('a certificate and its key are named both, or neither', () => {
  assert.equal(readConfig({}).tls, null);
  const [TLS_CERT_FILE, TLS_KEY_FILE] = ['/etc/asg/fullchain.pem', '/etc/asg/privkey.pem'];
  const tls = { certFile: TLS_CERT_FILE, keyFile: TLS_KEY_FILE };
  assert.deepEqual(readConfig({ TLS_CERT_FILE, TLS_KEY_FILE }).tls, tls);
  assert.equal(problem({ TLS_CERT_FILE }), 'TLS_KEY_FILE must be set where TLS_CERT_FILE is');
  assert.equal(problem({ TLS_KEY_FILE }), 'TLS_CERT_FILE must be set where TLS_KEY_FILE is');
});
