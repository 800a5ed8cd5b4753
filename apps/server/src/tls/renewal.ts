import type { Server } from 'node:http';
import { Server as TlsServer } from 'node:tls';
import { loop, type ServerParts } from '../roles/server-parts.ts';
import { ConfigError } from '../settings/variables.ts';
import { type CertificateFiles, type LoadedCertificate, loadCertificate } from './certificate.ts';

/** How often the files are looked at: whoever renews them may also send SIGHUP. */
const lookMs = 5_000;
const condition = 'tls_certificate';

/**
 * Serves what the files hold as soon as they hold another certificate with its key; connections go on with what they began with. What
 * cannot be used is told of, and the one before stays.
 */
export function followCertificate(
  parts: Pick<ServerParts, 'context' | 'activity' | 'own' | 'stopping'>,
  server: Server,
  files: CertificateFiles,
  first: LoadedCertificate,
): void {
  if (!(server instanceof TlsServer)) throw new Error('a certificate without TLS');
  const { log, clock, conditions } = parts.context;
  let served = first;
  const degraded = (detail: string): void => conditions.report(condition, { severity: 'degraded', detail });
  const look = async (): Promise<boolean> => {
    try {
      const found = loadCertificate(files);
      if (!found.cert.equals(served.cert) || !found.key.equals(served.key)) {
        server.setSecureContext({ cert: found.cert, key: found.key });
        served = found;
        log.info({ until: new Date(found.endsAtMs).toISOString() }, 'another TLS certificate is served');
      }
    } catch (error) {
      // One of the two files may be there already, and the other not yet.
      degraded(
        `the one before is still served: ${error instanceof ConfigError ? error.message : String(error)}`,
      );
      return false;
    }
    if (served.endsAtMs > clock.nowMs()) conditions.clear(condition);
    else degraded(`it ended at ${new Date(served.endsAtMs).toISOString()}: clients refuse it`);
    return false;
  };
  const looking = loop(parts, 'tls certificate', lookMs, look);
  const asked = (): void => looking.poke();
  process.on('SIGHUP', asked);
  parts.own.defer(() => void process.off('SIGHUP', asked));
}
