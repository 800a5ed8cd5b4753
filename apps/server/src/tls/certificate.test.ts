import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadCertificate } from './certificate.ts';

const hasOpenssl = (() => {
  try {
    return execFileSync('openssl', ['version']).length > 0;
  } catch {
    return false;
  }
})();

test('what cannot be served is refused by the name of its setting', {
  skip: hasOpenssl ? false : 'no openssl here, which makes the certificates',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'asg-certificate-'));
  const at = (name: string): string => join(folder, name);
  const make = (name: string, ...more: string[]): void =>
    void execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-keyout',
        at(`${name}.key`),
        '-out',
        at(`${name}.crt`),
        '-subj',
        '/CN=x',
        ...more,
      ],
      { stdio: 'ignore' },
    );
  try {
    make('good', '-nodes');
    make('other', '-nodes');
    make('locked', '-passout', 'pass:secret');
    writeFileSync(at('text'), 'hello');
    assert.ok(loadCertificate({ certFile: at('good.crt'), keyFile: at('good.key') }).endsAtMs > 0);
    for (const [cert, key, told] of [
      ['none.crt', 'good.key', /^TLS_CERT_FILE cannot be read: ENOENT/],
      ['good.crt', 'none.key', /^TLS_KEY_FILE cannot be read: ENOENT/],
      ['.', 'good.key', /^TLS_CERT_FILE cannot be read: EISDIR/],
      ['text', 'good.key', /^TLS_CERT_FILE must hold a certificate in PEM/],
      ['good.key', 'good.key', /^TLS_CERT_FILE must hold a certificate in PEM/],
      ['good.crt', 'text', /^TLS_KEY_FILE must hold a private key in PEM, without a passphrase/],
      ['locked.crt', 'locked.key', /^TLS_KEY_FILE must hold a private key in PEM, without a passphrase/],
      ['good.crt', 'other.key', /^TLS_KEY_FILE must hold the key of the first certificate in /],
    ] as const)
      assert.throws(() => loadCertificate({ certFile: at(cert), keyFile: at(key) }), {
        name: 'ConfigError',
        message: told,
      });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
