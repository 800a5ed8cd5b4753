import { parseCookie, stringifySetCookie } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLoopbackName } from '../addresses/client-address.ts';

/** Carry sessions for the web apps; programs use bearer tokens. */
export const sessionCookies = {
  worker: 'asg_worker',
  customer: 'asg_console',
  operator: 'asg_operator',
} as const;

export type SessionRole = keyof typeof sessionCookies;

/** The session that the request's cookie carries, or null. */
export function sessionToken(request: Pick<FastifyRequest, 'headers'>, role: SessionRole): string | null {
  return cookieOf(request, sessionCookies[role]);
}

export function cookieOf({ headers }: Pick<FastifyRequest, 'headers'>, name: string): string | null {
  const text = headers.cookie;
  return text === undefined ? null : (parseCookie(text)[name] ?? null);
}

/** Puts the session on the reply. Without one it is taken away. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  role: SessionRole,
  session: { readonly token: string; readonly expiresAtMs: number } | null,
): void {
  setCookie(request, reply, {
    name: sessionCookies[role],
    value: session?.token ?? '',
    expires: new Date(session?.expiresAtMs ?? 0),
  });
}

/** Puts a cookie on the reply that no script reads and no other site sends. */
export function setCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  cookie: { readonly name: string; readonly value: string; readonly expires: Date },
): void {
  const text = stringifySetCookie({
    ...cookie,
    httpOnly: true,
    sameSite: 'strict',
    // Other programs on the same host do not get it.
    path: request.server.basePath.link('/'),
    // A browser drops a Secure cookie that came over plain http, which only a developer's own machine may use.
    secure: request.protocol === 'https' || !isLoopbackName(request.hostname),
  });
  void reply.header('set-cookie', text);
}
