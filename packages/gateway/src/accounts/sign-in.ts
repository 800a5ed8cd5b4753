import { addressRange } from '@asg/domain';
import type { Links, SignIn } from '@asg/engines';
import type { Clock, Logger } from '@asg/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isOwnAddress } from '../addresses/client-address.ts';
import { cookieOf, setCookie } from '../auth/session-cookie.ts';

const deviceCookie = 'asg_device';
const yearMs = 365 * 24 * 3_600_000;

/** Notes where people sign up and in, and in which browser: what tells accounts of one person from those of several. */
export class SignIns {
  readonly #parts: { readonly links: Links; readonly clock: Clock; readonly log: Logger };

  constructor(parts: { readonly links: Links; readonly clock: Clock; readonly log: Logger }) {
    this.#parts = parts;
  }

  /** Gives a browser its name, for a year from now. What goes wrong here keeps nobody out. */
  async note(
    request: FastifyRequest,
    reply: FastifyReply,
    { accountId, isNew }: Pick<SignIn, 'accountId' | 'isNew'>,
  ): Promise<void> {
    const { links, log } = this.#parts;
    const device = isBrowser(request) ? this.#device(request, reply) : null;
    const range = isOwnAddress(request) ? addressRange(request.ip) : null;
    try {
      await links.signedIn({ accountId, isNew, range, device });
    } catch (err) {
      log.warn({ err, account_id: accountId }, 'where an account signed in could not be noted');
    }
  }

  #device(request: FastifyRequest, reply: FastifyReply): string {
    const { links, clock } = this.#parts;
    const value = links.device(cookieOf(request, deviceCookie));
    setCookie(request, reply, { name: deviceCookie, value, expires: new Date(clock.nowMs() + yearMs) });
    return value;
  }
}

/** Every browser says on whose behalf it asks; programs do not, and several accounts of a program tell nothing. */
function isBrowser({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}
