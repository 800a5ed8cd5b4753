import type { ConnectionBounds, RateLimitSettings } from '@asg/gateway';
import { limitRates, limitVariables } from './limit-settings.ts';
import {
  addressList,
  basePath,
  ConfigError,
  flag,
  originList,
  text,
  token,
  type Variable,
  wholeNumber,
} from './variables.ts';

/** Who may reach the HTTP server, and how much of it. */
export interface EdgeSettings {
  /** Where the whole server stands below its host, e.g. /labels; empty: at the root. */
  readonly basePath: string;
  /** Null: plain HTTP. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly metricsToken: string | null;
  readonly metricsAddresses: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  /** Null: there are none. */
  readonly rateLimits: RateLimitSettings | null;
  readonly bounds: ConnectionBounds;
}

export const edgeVariables = {
  BASE_PATH: basePath(
    'Where the whole server stands below its host, e.g. /labels, behind a proxy that passes this path on as it is; everything else is not found. Without it, at the root.',
  ),
  TLS_CERT_FILE: text(
    '',
    'File of a certificate with its chain, in PEM: the server speaks TLS (HTTP/1.1) by itself, without a proxy. Another certificate in the file is served within 5 seconds, or at once after SIGHUP.',
  ),
  TLS_KEY_FILE: text(
    '',
    'File of its private key, in PEM, without a passphrase; required with TLS_CERT_FILE.',
  ),
  ASG_METRICS_TOKEN: token('Opens /metrics to whoever has it, at least 16 characters.'),
  ASG_METRICS_ADDRESSES: addressList(
    'Addresses or networks, separated by commas, that /metrics is open to without a token, e.g. 127.0.0.1 for this machine; without these and a token it is off.',
  ),
  ASG_CORS_ORIGINS: originList(
    'Origins of web pages, separated by commas, that may call the API with a key; without any, no page may.',
  ),
  TRUSTED_PROXIES: addressList(
    'Addresses or networks of proxies, separated by commas, whose X-Forwarded-For is believed.',
  ),
  RATE_LIMITS: flag(
    'true',
    'Whether requests are limited at all. Without real money and with HOST on this machine, its clients have no limit by address.',
  ),
  ...limitVariables,
  CONNECTIONS_MAX: wholeNumber(
    '10000',
    1,
    1e6,
    'Open connections; a further one takes the place of the one that has been idle the longest, or is turned away.',
  ),
  CONNECTIONS_PER_ADDRESS_MAX: wholeNumber(
    '256',
    1,
    1e6,
    'The same for the connections of one address (IPv6: /64); those of TRUSTED_PROXIES are not counted.',
  ),
  REQUEST_HEAD_SECONDS_MAX: wholeNumber('15', 1, 600, 'The head of a request must have arrived by then.'),
  REQUEST_SECONDS_MAX: wholeNumber('60', 1, 86_400, 'A whole request must have arrived by then.'),
  UPLOAD_BYTES_PER_SECOND_MIN: wholeNumber(
    '16384',
    1,
    1e9,
    'An uploaded manifest may take longer than REQUEST_SECONDS_MAX while it arrives as fast as this.',
  ),
} as const satisfies Record<string, Variable<unknown>>;

type Name = keyof typeof edgeVariables;
type Read = <N extends Name>(name: N) => ReturnType<(typeof edgeVariables)[N]['parse']>;

/** The settings that the variables amount to. `isLoopbackFree`: clients on this machine are not limited by their address. */
export function edgeSettings(read: Read, isLoopbackFree: boolean): EdgeSettings {
  return {
    basePath: read('BASE_PATH'),
    tls: tlsFiles(read('TLS_CERT_FILE'), read('TLS_KEY_FILE')),
    metricsToken: read('ASG_METRICS_TOKEN'),
    metricsAddresses: read('ASG_METRICS_ADDRESSES'),
    corsOrigins: read('ASG_CORS_ORIGINS'),
    trustedProxies: read('TRUSTED_PROXIES'),
    rateLimits: read('RATE_LIMITS') ? { rates: limitRates(read), isLoopbackFree } : null,
    bounds: {
      connectionsMax: read('CONNECTIONS_MAX'),
      connectionsPerAddressMax: read('CONNECTIONS_PER_ADDRESS_MAX'),
      headersMsMax: read('REQUEST_HEAD_SECONDS_MAX') * 1000,
      requestMsMax: read('REQUEST_SECONDS_MAX') * 1000,
      uploadBytesPerSecondMin: read('UPLOAD_BYTES_PER_SECOND_MIN'),
    },
  };
}

function tlsFiles(certFile: string, keyFile: string): EdgeSettings['tls'] {
  if (certFile === '' && keyFile === '') return null;
  if (certFile === '') throw new ConfigError('TLS_CERT_FILE', 'must be set where TLS_KEY_FILE is');
  if (keyFile === '') throw new ConfigError('TLS_KEY_FILE', 'must be set where TLS_CERT_FILE is');
  return { certFile, keyFile };
}
