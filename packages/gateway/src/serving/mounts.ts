import type { IdMint } from '@asg/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopbackClient, isLoopbackName } from '../addresses/client-address.ts';
import type { MountedRequest, MountedRoute } from '../options.ts';
import type { SecurityHeaders } from './security-headers.ts';

const nonceBytes = 16;
type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Serves routes that know no HTTP framework. They may also take text and bytes. */
export async function serveMounts(
  app: FastifyInstance,
  mounts: readonly MountedRoute[],
  ids: IdMint,
  headers: SecurityHeaders,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );
    scope.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    for (const { method, path, handle } of mounts) {
      scope.route({
        method,
        url: path,
        schema: { hide: true },
        handler: async (request, reply) => {
          const styleNonce = ids.hex(nonceBytes);
          const answer = await handle(mountedRequest(request, styleNonce));
          if (answer.contentType.startsWith('text/html'))
            void reply.headers(answer.isShell === true ? headers.app : headers.page(styleNonce));
          if (answer.location !== undefined) void reply.header('location', answer.location);
          return reply.code(answer.status).type(answer.contentType).send(answer.body);
        },
      });
    }
  });
}

function mountedRequest(request: FastifyRequest, styleNonce: string): MountedRequest {
  const { params, query, body, headers } = request;
  return {
    params: firsts(params as Fields),
    query: firsts(query as Fields),
    body,
    headers,
    styleNonce,
    link: request.server.basePath.link,
    isLocal: isLoopbackClient(request) && isLoopbackName(request.hostname),
  };
}

function firsts(fields: Fields): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'object' ? value[0] : value]),
  );
}
