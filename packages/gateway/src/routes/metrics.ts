import type { FastifyInstance } from 'fastify';
import { isSameToken } from '../admin-token.ts';
import { bearerToken } from '../auth.ts';
import { sendRefusal } from '../error-reply.ts';
import type { FoundationOptions } from '../options.ts';
import { isLoopbackClient } from '../rate-limits/address.ts';
import { refuse } from '../refusal.ts';

/**
 * `/metrics` for Prometheus. With a token: for whoever has it. Without: for this machine alone; to others it is not
 * there.
 */
export function serveMetrics(
  app: FastifyInstance,
  { metrics, metricsToken = null }: FoundationOptions,
): void {
  if (metrics === undefined) return;
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (metricsToken === null) {
      if (!isLoopbackClient(request)) return sendRefusal(request, reply, refuse('route_not_found'));
    } else if (!isSameToken(bearerToken(request) ?? '', metricsToken)) {
      const headers = { 'www-authenticate': 'Bearer' };
      return sendRefusal(request, reply, refuse('invalid_metrics_token', { headers }));
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
