import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import serveStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { WebApp } from '../options.ts';
import { placedPage, sendPage } from './placed-page.ts';
import type { SecurityHeaders } from './security-headers.ts';

/** Files whose name changes with their content. */
const hashed = /^assets\//;
const forEver = 'public, max-age=31536000, immutable';
const pageFile = 'index.html';

/** Serves built web apps: their files, and the page itself for every other path below theirs; of sites, the page of each path. */
export async function serveWebApps(
  app: FastifyInstance,
  webApps: readonly WebApp[],
  headers: SecurityHeaders,
): Promise<void> {
  if (webApps.length === 0) return;
  await app.register(async (scope) => {
    await scope.register(serveStatic, {
      root: webApps.map(({ folder }) => folder),
      serve: false,
      // The files' compressed forms lie beside them.
      preCompressed: true,
    });
    for (const webApp of webApps) await serveWebApp(scope, webApp, headers);
  });
}

async function serveWebApp(
  scope: FastifyInstance,
  { path, folder, isSite }: WebApp,
  headers: SecurityHeaders,
): Promise<void> {
  const files = new Set(filesIn(folder));
  const { link } = scope.basePath;
  const page = await placedPage(await readFile(join(folder, pageFile), 'utf8'), link(`${path}/`));
  const send = (reply: FastifyReply, file: string): FastifyReply =>
    reply
      .headers({ ...headers.app, vary: 'accept-encoding' })
      .header('cache-control', hashed.test(file) ? forEver : 'no-cache')
      .sendFile(file, folder, { cacheControl: false });
  const hidden = { schema: { hide: true } };
  scope.get(path, hidden, (_request, reply) => reply.redirect(link(`${path}/`), 308));
  scope.get<{ Params: { '*': string } }>(`${path}/*`, hidden, (request, reply) => {
    const file = request.params['*'];
    if (file === pageFile && isSite !== true) return sendPage(request, reply.headers(headers.app), page);
    if (files.has(file)) return send(reply, file);
    if (isSite === true) {
      const own = file === '' ? pageFile : `${file.replace(/\/$/, '')}.html`;
      if (!files.has(own)) return reply.callNotFound();
      // Its links are relative: they count from the address without a slash at its end.
      return file.endsWith('/') ? reply.redirect(`../${basename(file)}`, 308) : send(reply, own);
    }
    // A file of another version, or one that never was: no page in its place.
    if (hashed.test(file) || /\.\w+$/.test(file)) return reply.callNotFound();
    return sendPage(request, reply.headers(headers.app), page);
  });
}

/** The paths of all files in the folder, with slashes. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}
