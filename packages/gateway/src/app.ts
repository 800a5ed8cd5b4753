import { bodyBytesMax } from '@asg/wire';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { authHooks } from './auth.ts';
import { serveDocs } from './docs.ts';
import { clientErrorHandler, errorHandler, sendRefusal } from './error-reply.ts';
import { acceptJsonOnly } from './json-body.ts';
import { KnownPaths } from './known-paths.ts';
import { serveMounts } from './mounts.ts';
import { collectOpenapi } from './openapi.ts';
import type { GatewayOptions } from './options.ts';
import { refuse } from './refusal.ts';
import { requestIdSource } from './request-id.ts';
import { serveCustomers } from './routes/customers.ts';
import { serveOperations } from './routes/operations.ts';
import { serveResults } from './routes/results.ts';
import { serveTasks } from './routes/tasks.ts';
import { serveWork } from './routes/work.ts';
import { serveWorkers } from './routes/workers.ts';
import { type SecurityHeaders, securityHeaders } from './security-headers.ts';
import { serveOn } from './serve.ts';
import { validatorCompiler } from './validation.ts';

/** A whole request must have arrived by then, ms. */
const requestTimeoutMs = 60_000;
/** An idle connection is kept as long; longer than most proxies keep theirs, so that none sends into a closed one. */
const keepAliveTimeoutMs = 75_000;

/** The HTTP server of the customers' and workers' API, ready to listen. `close` ends waiting requests and drains. */
export async function createGateway(options: GatewayOptions): Promise<FastifyInstance> {
  const app = Fastify(serverOptions(options));
  const headers = await securityHeaders();
  const knownPaths = new KnownPaths();
  knownPaths.watch(app);
  app.setValidatorCompiler(validatorCompiler());
  acceptJsonOnly(app);
  app.decorateRequest('caller', null);
  stampEveryAnswer(app, headers, options);
  answerErrors(app, knownPaths, options);
  await collectOpenapi(app, options.version);

  const hooks = authHooks(options.customers, options.workers);
  const serve = serveOn(app, hooks);
  serveCustomers(serve, options);
  serveTasks(serve, options);
  serveResults(serve, app, options);
  serveOperations(serve, options);
  // Cookies are for workers: customers' requests do not pay for reading them.
  await app.register(async (scope) => {
    await scope.register(cookie);
    const serveWorker = serveOn(scope, hooks);
    serveWorkers(serveWorker, options);
    serveWork(serveWorker, options);
  });
  serveDocs(app, headers);
  await serveMounts(app, options.mounts ?? [], options.ids, headers);
  return app;
}

function serverOptions({ ids, log, trustProxy }: GatewayOptions): FastifyServerOptions {
  const requestId = requestIdSource(ids);
  return {
    logger: false,
    genReqId: requestId,
    requestIdHeader: false,
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    trustProxy: typeof trustProxy === 'object' ? [...trustProxy] : (trustProxy ?? false),
    // What still arrives while closing is answered properly, on a connection that then ends.
    return503OnClosing: false,
    clientErrorHandler: clientErrorHandler(ids, log),
    frameworkErrors: (error, request, reply) => {
      void reply.header('x-request-id', request.id);
      errorHandler(log)(error, request, reply);
    },
  };
}

function stampEveryAnswer(app: FastifyInstance, headers: SecurityHeaders, { log }: GatewayOptions): void {
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

function answerErrors(app: FastifyInstance, knownPaths: KnownPaths, { log }: GatewayOptions): void {
  app.setErrorHandler(errorHandler(log));
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    const methods = knownPaths.methodsOf(path);
    if (methods.length === 0) {
      return sendRefusal(
        request,
        reply,
        refuse('route_not_found', { message: `no such route: ${request.method} ${path.slice(0, 200)}` }),
      );
    }
    const allow = methods.join(', ');
    const message = `${request.method} is not allowed here: use ${allow}`;
    return sendRefusal(request, reply, refuse('method_not_allowed', { message, headers: { allow } }));
  });
}
