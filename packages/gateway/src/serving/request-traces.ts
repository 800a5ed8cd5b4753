import type { RequestTrace, Tracing } from '@asg/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Tells of each request, and makes what it does a part of it. Without tracing there is no hook at all. */
export function traceRequests(app: FastifyInstance, tracing: Tracing | undefined): void {
  if (tracing === undefined) return;
  const traces = new WeakMap<FastifyRequest, RequestTrace>();
  app.addHook('onRequest', (request, _reply, done) => {
    const { traceparent } = request.headers;
    const trace = tracing.request({
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      traceparent: typeof traceparent === 'string' ? traceparent : undefined,
    });
    traces.set(request, trace);
    done();
  });
  // Once the body is read: reading it leaves the context of whoever began to.
  app.addHook('preHandler', (request, _reply, done) => {
    const trace = traces.get(request);
    if (trace === undefined) done();
    else trace.run(done);
  });
  app.addHook('onResponse', (request, reply, done) => {
    traces.get(request)?.end(reply.statusCode);
    done();
  });
}
