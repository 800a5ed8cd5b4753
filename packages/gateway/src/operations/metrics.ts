import type { FastifyInstance, FastifyRequest } from 'fastify';
import { addressMatch } from '../addresses/address-match.ts';
import { isOwnAddress } from '../addresses/client-address.ts';
import { isSameToken } from '../auth/admin-token.ts';
import { bearerToken } from '../auth/auth.ts';
import type { FoundationOptions } from '../options.ts';
import { sendRefusal } from '../refusals/error-reply.ts';
import { refuse } from '../refusals/refusal.ts';

/**
 * `/metrics` for Prometheus: for whoever has the token, and for the addresses that are named. Being on this machine is not
 * enough: behind a proxy that adds no headers everybody is. With neither it is off; to others it asks for the token.
 */
export function serveMetrics(
  app: FastifyInstance,
  { metrics, metricsToken = null, metricsAddresses = [] }: FoundationOptions,
): void {
  if (metrics === undefined) return;
  const isNamed = addressMatch(metricsAddresses);
  const mayRead = (request: FastifyRequest): boolean =>
    (isOwnAddress(request) && isNamed(request.ip)) ||
    (metricsToken !== null && isSameToken(bearerToken(request) ?? '', metricsToken));
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    metrics.request(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    if (mayRead(request)) return reply.type(metrics.contentType).send(await metrics.text());
    if (metricsToken !== null) {
      const headers = { 'www-authenticate': 'Bearer' };
      return sendRefusal(request, reply, refuse('invalid_metrics_token', { headers }));
    }
    const name = metricsAddresses.length === 0 ? 'metrics_disabled' : 'route_not_found';
    return sendRefusal(request, reply, refuse(name));
  });
}
