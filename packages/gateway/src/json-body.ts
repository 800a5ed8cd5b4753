import type { FastifyInstance } from 'fastify';
import { RefusedRequest, refuse } from './refusal.ts';

/** Takes JSON and nothing else. An empty body counts as none: clients name the content type even then. */
export function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined);
    return parse(request, body, (error, value) =>
      error === null ? done(null, value) : done(explained(body)),
    );
  });
}

function explained(body: string): RefusedRequest {
  return new RefusedRequest(
    refuse('malformed_json', { message: `the body is not valid JSON: ${faultOf(body)}` }),
  );
}

function faultOf(body: string): string {
  try {
    JSON.parse(body);
  } catch (error) {
    return (error as Error).message;
  }
  return 'it has a key that is not allowed (__proto__, or constructor.prototype)';
}
