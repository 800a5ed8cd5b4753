import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import Fastify from 'fastify';

type Headers = Readonly<Record<string, string>>;

/** The security headers of each kind of answer. */
export interface SecurityHeaders {
  /** Data: a browser that shows it may load and run nothing. */
  readonly api: Headers;
  /** A web app: its own files, the API, and images that it fetched itself. */
  readonly app: Headers;
  /** A page of a mounted route: one style element, by its nonce. */
  readonly page: (styleNonce: string) => Headers;
}

const nothing = {
  'default-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};
const appDirectives = {
  ...nothing,
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'form-action': ["'self'"],
};
const hstsSeconds = 31_536_000;
const nonceMark = 'STYLE-NONCE';
const pageDirectives = {
  ...nothing,
  'style-src': [`'nonce-${nonceMark}'`],
  'img-src': ["'self'", 'data:'],
  'form-action': ["'self'"],
};

/**
 * Asks helmet once for each kind: asked at every request, it would build the same headers anew every time. Below a base path the host is
 * not ours alone: whether all of it is reached by TLS only is for the proxy to say.
 */
export async function securityHeaders({ ownsHost = true } = {}): Promise<SecurityHeaders> {
  const [api, app, page] = await Promise.all([
    helmetHeaders(nothing, ownsHost),
    helmetHeaders(appDirectives, ownsHost),
    helmetHeaders(pageDirectives, ownsHost),
  ]);
  const policy = page['content-security-policy'] ?? '';
  return {
    api: { ...api, 'cache-control': 'no-store' },
    app: app,
    page: (nonce) => ({ ...page, 'content-security-policy': policy.replaceAll(nonceMark, nonce) }),
  };
}

async function helmetHeaders(directives: Record<string, string[]>, ownsHost: boolean): Promise<Headers> {
  const options: FastifyHelmetOptions = {
    contentSecurityPolicy: { useDefaults: false, directives },
    frameguard: { action: 'deny' },
    // For a year, this host alone; browsers heed it where it came over TLS.
    strictTransportSecurity: ownsHost && { maxAge: hstsSeconds, includeSubDomains: false },
    // For browsers and plug-ins that are no more.
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  };
  await using probe = Fastify();
  await probe.register(helmet, options);
  probe.get('/', async () => '');
  const { headers } = await probe.inject('/');
  const own = ['date', 'connection', 'content-length', 'content-type'];
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => !own.includes(entry[0])),
  );
}
