import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

export interface TestCertificate {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate for this machine, made on the spot, which this process trusts from now on. Needs openssl. */
export function makeCertificate(folder: string, name: string): TestCertificate {
  const [certFile, keyFile] = [join(folder, `${name}.crt`), join(folder, `${name}.key`)];
  const names = 'subjectAltName=DNS:localhost,DNS:labels.localhost,IP:127.0.0.1';
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  const certificate = ['-out', certFile, '-days', '2', '-subj', `/CN=${name}`, '-addext', names];
  execFileSync('openssl', ['req', '-x509', ...key, ...certificate], { stdio: 'ignore' });
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certFile, 'utf8')]);
  return { certFile, keyFile };
}
