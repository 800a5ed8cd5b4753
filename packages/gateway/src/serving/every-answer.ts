import type { FastifyInstance } from 'fastify';
import type { FoundationOptions } from '../options.ts';
import { traceRequests } from './request-traces.ts';
import type { SecurityHeaders } from './security-headers.ts';

/** What holds for every answer: headers and an id, a line in a verbose log, a trace where somebody listens. */
export function stampEveryAnswer(
  app: FastifyInstance,
  headers: SecurityHeaders,
  { log, tracing }: FoundationOptions,
): void {
  traceRequests(app, tracing);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers.api).header('x-request-id', request.id);
    done();
  });
  if (log.level !== 'debug' && log.level !== 'trace') return;
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url, id } = request;
    const path = url.split('?', 1)[0];
    log.debug({ request_id: id, method, path, status: reply.statusCode, ms: reply.elapsedTime }, 'answered');
    done();
  });
}
