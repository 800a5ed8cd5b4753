import type { FastifyInstance } from 'fastify';
import { openapiDocument } from './openapi.ts';

/** The API's description for programs. People read it at /docs, a site that is built of the same. */
export function serveContract(app: FastifyInstance): void {
  let document: string | null = null;
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => {
    document ??= JSON.stringify(openapiDocument(app));
    return reply.type('application/json; charset=utf-8').send(document);
  });
}
