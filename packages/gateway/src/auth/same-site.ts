import type { FastifyRequest, preHandlerAsyncHookHandler } from 'fastify';
import { sendRefusal } from '../refusals/error-reply.ts';
import { refuse } from '../refusals/refusal.ts';

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a browser sent this on behalf of another site, so that its cookies prove nothing. Every browser of today
 * sends one of the two headers; what sends neither is no browser, and has no cookies that others could use.
 */
export function isCrossSite({ method, headers }: Pick<FastifyRequest, 'method' | 'headers'>): boolean {
  if (safeMethods.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

/** For routes that set or end a cookie. */
export const refuseOtherSites: preHandlerAsyncHookHandler = async (request, reply) =>
  isCrossSite(request) ? sendRefusal(request, reply, refuse('cross_site_request')) : undefined;
