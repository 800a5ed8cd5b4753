import { systemClock } from '@asg/runtime';
import {
  ASGAdminClient,
  ASGGatewayClient,
  ASGPersonClient,
  ASGWorkerClient,
  type PersonSession,
  type RegisteredCustomer,
  type WorkerSession,
} from '@asg/sdk';
import { patienceMs } from '../patience.ts';

/** Longer than the longest wait that the API offers (60 s). */
const answerMsMax = 90_000;
const retriesMax = 5;
const mailboxAskMs = 50;
const retryAfterMsMax = 10_000;

/** A request as it is, also one that no client would send. */
export interface RawRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With the query, e.g. `/v1/tasks/tsk_…/result?wait=30`. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses of 400 and above that are answers here, not errors; `any`: all of them. */
  readonly expect?: readonly number[] | 'any';
}

export interface RawReply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON; null where there was no body. */
  readonly body: unknown;
}

/** The clients of a server under test, and raw requests. */
export class TestApi {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** A client of the customer that the key belongs to; anonymous without one. */
  customer(apiKey: string | null = null): ASGGatewayClient {
    return new ASGGatewayClient({ baseUrl: this.url, apiKey });
  }

  /** A client of the worker whose session it is; anonymous without one. */
  worker(token: string | null = null): ASGWorkerClient {
    return new ASGWorkerClient({ baseUrl: this.url, token });
  }

  /** A client of the person of the Console whose session it is; anonymous without one. */
  person(token: string | null = null): ASGPersonClient {
    return new ASGPersonClient({ baseUrl: this.url, token });
  }

  admin(token: string): ASGAdminClient {
    return new ASGAdminClient({ baseUrl: this.url, token });
  }

  registerCustomer(customer: { readonly name: string; readonly email: string }): Promise<RegisteredCustomer> {
    return this.customer().customers.register(customer);
  }

  /** Signs an adult up who accepts the terms; the profile is still to be set. */
  registerWorker(input: { readonly email: string; readonly password: string }): Promise<WorkerSession> {
    return this.worker().register({ ...input, adult: true, terms_accepted: true });
  }

  /** Signs somebody up for the Console, by the link in their mail. */
  async registerPerson(input: {
    readonly name: string;
    readonly email: string;
    readonly password: string;
  }): Promise<PersonSession> {
    const { name, email, password } = input;
    await this.person().signUp({ name, email });
    return this.person().join({ token: await this.secretTo(email, 'sign_up'), password });
  }

  /** The secret of the link in the latest mail of that kind to the address, once the mailbox of the program has it. */
  async secretTo(email: string, template: string): Promise<string> {
    const untilMs = systemClock.nowMs() + patienceMs;
    while (systemClock.nowMs() < untilMs) {
      const { data } = await this.json<{ data: readonly { template: string; link: string | null }[] }>({
        method: 'GET',
        path: `/dev/mail.json?to=${encodeURIComponent(email)}`,
      });
      const secret = data.find((mail) => mail.template === template)?.link?.split('#')[1];
      if (secret !== undefined) return secret;
      await systemClock.sleep(mailboxAskMs);
    }
    throw new Error(`no mail ${template} to ${email}`);
  }

  /** The body of a raw request that must succeed. Throws otherwise. */
  async json<T>(request: RawRequest): Promise<T> {
    return (await this.send(request)).body as T;
  }

  /** Sends a raw request, again after 429 and 503 with `Retry-After`. Throws for a status of 400 and above that is not expected. */
  async send(request: RawRequest): Promise<RawReply> {
    for (let retry = 0; ; retry++) {
      const reply = await this.#once(request);
      if (reply.status < 400 || request.expect === 'any' || request.expect?.includes(reply.status))
        return reply;
      const pauseMs = retryAfterMs(reply);
      if (pauseMs === null || retry === retriesMax) {
        const { method, path } = request;
        throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      }
      await systemClock.sleep(pauseMs);
    }
  }

  async #once({ method, path, token, body, headers }: RawRequest): Promise<RawReply> {
    const reply = await fetch(this.url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      signal: AbortSignal.timeout(answerMsMax),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, headers: reply.headers, body: parsed(await reply.text()) };
  }
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** How long to wait before the request is sent again; null: not at all. */
function retryAfterMs({ status, headers }: RawReply): number | null {
  if (status !== 429 && status !== 503) return null;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? Math.min(retryAfterMsMax, Math.max(0, seconds) * 1000) : null;
}
