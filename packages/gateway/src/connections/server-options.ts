import type { Server } from 'node:http';
import { createServer } from 'node:https';
import { bodyBytesMax } from '@asg/wire';
import type { FastifyHttpOptions } from 'fastify';
import { type BasePath, nowhere } from '../addresses/base-path.ts';
import type { ConnectionBounds, FoundationOptions } from '../options.ts';
import { clientErrorHandler, errorHandler } from '../refusals/error-reply.ts';
import { requestIdSource } from '../refusals/request-id.ts';

export const boundsDefault: ConnectionBounds = {
  connectionsMax: 10_000,
  connectionsPerAddressMax: 256,
  headersMsMax: 15_000,
  requestMsMax: 60_000,
  uploadBytesPerSecondMin: 16_384,
};
/** How often connections are looked at for requests that take too long, ms. */
const lateCheckMs = 1_000;
const headBytesMax = 16_384;
/** An idle connection is kept as long; longer than most proxies keep theirs, so that none sends into a closed one. */
const keepAliveTimeoutMs = 75_000;

/** How the HTTP server takes requests, before any route sees them. */
export function serverOptions(
  { ids, log, trustProxy, tls = null, bounds = boundsDefault }: FoundationOptions,
  basePath: BasePath,
): FastifyHttpOptions<Server> {
  const requestId = requestIdSource(ids);
  const http = {
    // `BodyDeadlines` ends what takes too long.
    requestTimeout: 0,
    headersTimeout: Math.min(bounds.headersMsMax, bounds.requestMsMax),
    connectionsCheckingInterval: lateCheckMs,
    maxHeaderSize: headBytesMax,
  };
  return {
    logger: false,
    genReqId: requestId,
    requestIdHeader: false,
    bodyLimit: bodyBytesMax,
    http,
    keepAliveTimeout: keepAliveTimeoutMs,
    ...(tls === null
      ? {}
      : {
          serverFactory: (handler) =>
            createServer(
              {
                ...http,
                ...tls,
                keepAliveTimeout: keepAliveTimeoutMs,
                // Before the head of a request can come.
                handshakeTimeout: http.headersTimeout,
              },
              handler,
            ),
        }),
    trustProxy: typeof trustProxy === 'object' ? [...trustProxy] : (trustProxy ?? false),
    ...(basePath.text === '' ? {} : { rewriteUrl: ({ url = '' }) => basePath.below(url) ?? nowhere }),
    // What still arrives while closing is answered properly, on a connection that then ends.
    return503OnClosing: false,
    clientErrorHandler: clientErrorHandler(ids, log),
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id);
      errorHandler(log)(error, request, reply);
    },
  };
}
