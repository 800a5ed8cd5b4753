import { at } from '@asg/values/present';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { FoundationOptions } from '../options.ts';
import { errorHandler, sendRefusal } from '../refusals/error-reply.ts';
import { refuse } from '../refusals/refusal.ts';
import type { KnownPaths } from '../serving/known-paths.ts';
import type { SecurityHeaders } from '../serving/security-headers.ts';
import { missingPage } from './routes.ts';

/** What goes wrong is told as every refusal; what is not there, to browsers, on a page. */
export function answerErrors(
  app: FastifyInstance,
  knownPaths: KnownPaths,
  headers: SecurityHeaders,
  { log, front }: FoundationOptions,
): void {
  app.setErrorHandler(errorHandler(log));
  app.setNotFoundHandler((request, reply) => {
    const path = at(request.originalUrl.split('?', 1), 0);
    const notFound = (more = ''): FastifyReply => {
      const message = `no such route: ${request.method} ${path.slice(0, 200)}${more}`;
      const page = missingPage(request, reply, front, headers);
      return page ?? sendRefusal(request, reply, refuse('route_not_found', { message }));
    };
    if (app.basePath.below(request.originalUrl) === null)
      return notFound(`; this server is below ${app.basePath.link('/')}`);
    const methods = knownPaths.methodsOf(at(request.url.split('?', 1), 0));
    // A path can have the form of a route and still be none: its parameters decide.
    if (methods.length === 0 || methods.includes(request.method)) return notFound();
    const allow = methods.join(', ');
    const message = `${request.method} is not allowed here: use ${allow}`;
    return sendRefusal(request, reply, refuse('method_not_allowed', { message, headers: { allow } }));
  });
}
