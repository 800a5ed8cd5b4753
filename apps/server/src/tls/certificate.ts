import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Certificate } from '@asg/gateway';
import { ConfigError } from '../settings/variables.ts';

/** Where a certificate is, with the chain that follows it, and its key: PEM, both. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** A certificate that can be served, and until when it is valid. */
export interface LoadedCertificate extends Certificate {
  readonly endsAtMs: number;
}

/** Throws a ConfigError that names the setting whose file cannot be used. No message has anything of a key. */
export function loadCertificate({ certFile, keyFile }: CertificateFiles): LoadedCertificate {
  const [cert, key] = [read('TLS_CERT_FILE', certFile), read('TLS_KEY_FILE', keyFile)];
  const certificate = certificateIn(cert, certFile);
  if (!certificate.checkPrivateKey(privateKeyIn(key, keyFile)))
    throw new ConfigError(
      'TLS_KEY_FILE',
      `must hold the key of the first certificate in ${certFile}: ${keyFile} is that of another`,
    );
  return { cert, key, endsAtMs: certificate.validToDate.getTime() };
}

function read(setting: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(
      setting,
      `cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function certificateIn(cert: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(cert);
  } catch {
    throw new ConfigError(
      'TLS_CERT_FILE',
      `must hold a certificate in PEM: ${file} has none at its beginning`,
    );
  }
}

function privateKeyIn(key: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(key);
  } catch {
    throw new ConfigError(
      'TLS_KEY_FILE',
      `must hold a private key in PEM, without a passphrase: ${file} has none`,
    );
  }
}
