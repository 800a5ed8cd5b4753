import type { Socket } from 'node:net';
import type { IdMint, Logger } from '@asg/runtime';
import type { ErrorName } from '@asg/wire';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, RefusedRequest, refuse } from './refusal.ts';
import { newRequestId } from './request-id.ts';

const retryAfterSeconds = '5';

/** What Fastify itself refuses, by the code of its error. */
const frameworkErrors: Readonly<Record<string, ErrorName>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'body_required',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_request',
  FST_ERR_BAD_URL: 'malformed_request',
  FST_ERR_MAX_PARAM_LENGTH: 'uri_too_long',
};

/** Failures of the world, by the stable code of the error: sending again is safe. */
const unavailableCodes: ReadonlySet<unknown> = new Set([
  'STORAGE_UNAVAILABLE',
  'CHAIN_UNAVAILABLE',
  'ASSETS_UNAVAILABLE',
]);

/** The error's code where the server stops before a body has arrived. */
export const stoppingCode = 'ASG_STOPPING';

/** What Node's HTTP parser refuses, by the code of its error. */
const parserErrors: Readonly<Record<string, ErrorName>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
  [stoppingCode]: 'unavailable',
};

/** Answers with the refusal; the request's id is on the reply already. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.headers !== undefined) reply.headers(refusal.headers);
  return reply.code(refusal.status).send(refusal.body(request.id));
}

/** Turns every error into a refusal. What is not expected is logged and answered without a word about its inside. */
export function errorHandler(log: Logger) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const refusal = refusalOfError(error);
    if (refusal.status >= 500) {
      const { method, url, id } = request;
      log.error({ err: error, request_id: id, method, path: url.split('?', 1)[0] }, refusal.message);
    }
    // Fastify closes a connection whose body was refused, and with it the answer may be lost: what follows is dropped instead.
    return sendRefusal(request, reply.removeHeader('connection'), refusal);
  };
}

function refusalOfError(error: FastifyError): Refusal {
  if (error instanceof RefusedRequest) return error.refusal;
  const name = Object.hasOwn(frameworkErrors, error.code) ? frameworkErrors[error.code] : undefined;
  if (name !== undefined) return refuse(name);
  if (unavailableCodes.has(error.code)) {
    return refuse('unavailable', { headers: { 'retry-after': retryAfterSeconds } });
  }
  // Errors of the connection, e.g. a body that was cut off.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return refuse('malformed_request');
  }
  return refuse('internal');
}

/** Answers what was never a request, straight on the socket, and ends it. */
export function clientErrorHandler(ids: IdMint, log: Logger) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    log.debug({ err: error }, 'a client sent something that is no request');
    refuseOnSocket(socket, refuse(parserErrors[error.code ?? ''] ?? 'malformed_request'), ids);
  };
}

/** Writes a refusal where there is no request to answer, and ends the connection. */
export function refuseOnSocket(socket: Socket, refusal: Refusal, ids: IdMint): void {
  const requestId = newRequestId(ids);
  const body = JSON.stringify(refusal.body(requestId));
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
    ...(refusal.status === 503 || refusal.status === 429 ? [`retry-after: ${retryAfterSeconds}`] : []),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
