import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Door, docsPath, frontPage, notFoundPage, prefersPage, verifyPage } from '@asg/front';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SecurityHeaders } from '../serving/security-headers.ts';

/** The pages that the server writes itself. */
export interface FrontOptions {
  /** Where their built scripts and styles are; null: they are not built. */
  readonly folder: string | null;
  /** Where one can go from them. */
  readonly doors: readonly Door[];
  /** Whether payments are of a chain of this system's own, so that anyone may try it. */
  readonly isLocal: boolean;
  /** Where the server is on the web, once it listens. */
  readonly site: () => string;
}

const forEver = 'public, max-age=31536000, immutable';
/** Answers JSON, whoever asks. */
const ofApi = /^\/(?:v1(?:[/?]|$)|openapi\.json(?:\?|$))/;
const hidden = { schema: { hide: true } };
/** Asked for by browsers and crawlers under these names, whatever a page says. */
const atRoot = ['favicon.ico', 'robots.txt'];
/** The page for programs that read: where the docs are. */
const forReaders = '/llms.txt';

/** What is below `/front`, the icon, and where receipts are verified: in every process that has pages. */
export async function serveFront(
  app: FastifyInstance,
  { folder, doors, site }: FrontOptions,
  headers: SecurityHeaders,
): Promise<void> {
  if (doors.some(({ path }) => path === docsPath))
    app.get(forReaders, hidden, (_request, reply) =>
      reply.redirect(app.basePath.link(`/${docsPath}${forReaders.slice(1)}`)),
    );
  app.get('/verify', hidden, (_request, reply) => sendPage(reply, headers, verifyPage(doors, site())));
  if (folder === null) return;
  const files = new Set(filesIn(folder));
  await app.register(async (scope) => {
    await scope.register(serveStatic, { root: folder, serve: false, preCompressed: true });
    const send = (reply: FastifyReply, file: string) => {
      if (!files.has(file)) return reply.callNotFound();
      return reply
        .headers({ ...headers.app, vary: 'accept-encoding' })
        .header('cache-control', file.startsWith('assets/') ? forEver : 'no-cache')
        .sendFile(file, folder, { cacheControl: false });
    };
    scope.get<{ Params: { '*': string } }>('/front/*', hidden, (request, reply) =>
      send(reply, request.params['*']),
    );
    for (const file of atRoot) scope.get(`/${file}`, hidden, (_request, reply) => send(reply, file));
  });
}

/** The page at `/`, for who can read it; programs are told that there is nothing, as ever. */
export function serveFrontPage(
  app: FastifyInstance,
  { doors, isLocal, site }: FrontOptions,
  headers: SecurityHeaders,
): void {
  app.get('/', hidden, (request, reply) => {
    void reply.header('vary', 'accept');
    if (!prefersPage(request.headers.accept)) return reply.callNotFound();
    return sendPage(reply, headers, frontPage({ doors, isLocal, site: site() }));
  });
}

/** The page in place of one that is not there; null: who asks is a program, or asks the API. */
export function missingPage(
  request: FastifyRequest,
  reply: FastifyReply,
  front: FrontOptions | undefined,
  headers: SecurityHeaders,
): FastifyReply | null {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || ofApi.test(request.url) || !prefersPage(request.headers.accept)) return null;
  const [path = '/'] = request.originalUrl.split('?', 1);
  const root = request.server.basePath.link('/');
  return sendPage(reply.code(404), headers, notFoundPage(path, { root, doors: front?.doors ?? [] }));
}

function sendPage(reply: FastifyReply, headers: SecurityHeaders, page: string): FastifyReply {
  return reply
    .headers({ ...headers.app, 'cache-control': 'no-cache', vary: 'accept' })
    .type('text/html; charset=utf-8')
    .send(page);
}

/** The paths of all files in the folder, with slashes. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
