import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Carries a worker's session for the web app; programs use the bearer token. */
export const sessionCookie = 'asg_worker';

/** Puts the session on the reply. Without `token` it is taken away. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  session: { readonly token: string; readonly expiresAtMs: number } | null,
): void {
  const options: CookieSerializeOptions = {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    // A browser drops a Secure cookie that came over plain http, which only a developer's own machine may use.
    secure: request.protocol === 'https' || !isLoopback(request.hostname),
  };
  if (session === null) void reply.clearCookie(sessionCookie, options);
  else
    void reply.setCookie(sessionCookie, session.token, {
      ...options,
      expires: new Date(session.expiresAtMs),
    });
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname === '::1' ||
    /^127(\.\d{1,3}){3}$/.test(hostname)
  );
}
