import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import type { SecurityHeaders } from '../serving/security-headers.ts';
import { openapiDocument } from './openapi.ts';

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>ASG Refinery API</title>
<link rel="icon" href="data:,">
</head>
<body>
<noscript>This page needs JavaScript. The same in plain: <a href="openapi.json">openapi.json</a></noscript>
<div id="app"></div>
<script src="docs/reference.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

/** Everything that could talk to another host is off; the content security policy would stop it as well. */
const configuration = {
  url: 'openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  mcp: { disabled: true },
  agent: { disabled: true },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  operationTitleSource: 'summary',
  orderSchemaPropertiesBy: 'preserve',
  documentDownloadType: 'json',
};
const start = `Scalar.createApiReference('#app', ${JSON.stringify(configuration)});\n`;
const script = 'text/javascript; charset=utf-8';

/** The API's description: /openapi.json for programs, /docs for people. */
export function serveDocs(app: FastifyInstance, headers: SecurityHeaders): void {
  const hidden = { schema: { hide: true } };
  let document: string | null = null;
  app.get('/openapi.json', hidden, (_request, reply) => {
    document ??= JSON.stringify(openapiDocument(app));
    return reply.type('application/json; charset=utf-8').send(document);
  });
  app.get('/docs', hidden, (_request, reply) =>
    reply.headers(headers.docs).type('text/html; charset=utf-8').send(page),
  );
  app.get('/docs/start.js', hidden, (_request, reply) => reply.type(script).send(start));

  let reference: Promise<Reference> | null = null;
  app.get('/docs/reference.js', hidden, async (request, reply) => {
    reference ??= loadReference();
    const { plain, zipped, etag } = await reference;
    void reply.headers({ 'cache-control': 'no-cache', etag, vary: 'accept-encoding' }).type(script);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    const takesGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
    return takesGzip ? reply.header('content-encoding', 'gzip').send(zipped) : reply.send(plain);
  });
}

interface Reference {
  readonly plain: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

/** Scalar's script, 4 MB: taken from its Fastify plugin when first asked for, so that the start does not wait for it. */
async function loadReference(): Promise<Reference> {
  const { default: scalar } = await import('@scalar/fastify-api-reference');
  await using probe = Fastify();
  await probe.register(scalar, { routePrefix: '/r', configuration: { url: '/openapi.json' } });
  const answer = await probe.inject('/r/js/scalar.js');
  if (answer.statusCode !== 200) throw new Error('the API reference has no script where it used to be');
  const plain = answer.rawPayload;
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
  return { plain, zipped: await promisify(gzip)(plain), etag };
}
