import { addressRange } from '@asg/domain';
import type { Links, SignIn, WorkerPlace } from '@asg/people';
import type { Clock, Logger } from '@asg/runtime';
import Bowser from 'bowser';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { clientNetwork, isLoopbackClient, isOwnAddress } from '../addresses/client-address.ts';
import { cookieOf, setCookie } from '../auth/session-cookie.ts';
import { mailLanguage } from '../people/mail-language.ts';

const deviceCookie = 'asg_device';
const yearMs = 365 * 24 * 3_600_000;
const nameMax = 60;

/** Notes where people sign up and in, and in which browser: what tells accounts of one person from those of several. */
export class SignIns {
  readonly #parts: { readonly links: Links; readonly clock: Clock; readonly log: Logger };

  constructor(parts: { readonly links: Links; readonly clock: Clock; readonly log: Logger }) {
    this.#parts = parts;
  }

  /** A browser is known by its cookie, a program by what it calls itself and where it is. */
  place(request: FastifyRequest): WorkerPlace {
    const isBrowserHere = isBrowser(request);
    const agent = request.headers['user-agent'] ?? '';
    const program = agent.split(/[/\s(]/, 1)[0] ?? '';
    const range = isOwnAddress(request) ? addressRange(request.ip) : null;
    return {
      deviceId: isBrowserHere ? this.#known(request) : `program ${program} ${range ?? ''}`,
      device: (isBrowserHere ? browserName(agent) : program).slice(0, nameMax) || null,
      network: isOwnAddress(request) && !isLoopbackClient(request) ? clientNetwork(request.ip) : null,
      language: mailLanguage(request),
    };
  }

  /** Gives a browser its name, for a year from now. What goes wrong here keeps nobody out. `place`: as it was told before. */
  async note(
    request: FastifyRequest,
    reply: FastifyReply,
    { accountId, isNew, place }: Pick<SignIn, 'accountId' | 'isNew'> & { readonly place?: WorkerPlace },
  ): Promise<void> {
    const { links, log } = this.#parts;
    const device = isBrowser(request) ? (place?.deviceId ?? this.#known(request)) : null;
    if (device !== null) this.#setCookie(request, reply, device);
    const range = isOwnAddress(request) ? addressRange(request.ip) : null;
    try {
      await links.signedIn({ accountId, isNew, range, device });
    } catch (err) {
      log.warn({ err, account_id: accountId }, 'where an account signed in could not be noted');
    }
  }

  /** The browser keeps the name that it was told by. */
  remember(request: FastifyRequest, reply: FastifyReply, { deviceId }: WorkerPlace): void {
    if (isBrowser(request)) this.#setCookie(request, reply, deviceId);
  }

  #setCookie(request: FastifyRequest, reply: FastifyReply, value: string): void {
    const expires = new Date(this.#parts.clock.nowMs() + yearMs);
    setCookie(request, reply, { name: deviceCookie, value, expires });
  }

  /** The name that the browser has, or a new one. */
  #known(request: FastifyRequest): string {
    return this.#parts.links.device(cookieOf(request, deviceCookie));
  }
}

/** Every browser says on whose behalf it asks; programs do not, and several accounts of a program tell nothing. */
function isBrowser({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
}

function browserName(agent: string): string {
  const { browser, os } = agent === '' ? { browser: {}, os: {} } : Bowser.parse(agent);
  return [browser.name, os.name].filter((name) => name !== undefined && name !== '').join(' on ');
}
