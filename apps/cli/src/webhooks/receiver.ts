import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '@asg/domain/errors';
import { verifyWebhook, WebhookVerificationError } from '@asg/sdk';
import { UsageError } from '../terminal/exit.ts';
import type { Forwarder } from './forward.ts';

const bodyBytesMax = 1024 * 1024;
/** Sent on with the body: the receiver's own look at the message. */
const forwardedHeaders = /^(content-type|x-asg-signature|webhook-.*|user-agent)$/;

export interface Receiver {
  /** 0 takes a free one. */
  readonly port: number;
  readonly secret: string;
  /** Undefined: all. */
  readonly events: readonly string[] | undefined;
  /** Ends after so many messages that are right. */
  readonly count: number;
  readonly signal: AbortSignal;
  readonly forwarder: Forwarder;
}

/** Takes messages of webhooks on a port of this machine until so many came, or the signal aborts. */
export async function receive({ port, signal, count, ...rest }: Receiver): Promise<void> {
  const done = Promise.withResolvers<void>();
  let reported = 0;
  const answer = async (request: IncomingMessage, reply: ServerResponse): Promise<void> => {
    const status = await statusOf(request, { ...rest });
    reply.writeHead(status).end();
    if (status === 204 && ++reported === count) done.resolve();
  };
  const server = createServer((request, reply) => {
    answer(request, reply).catch(done.reject);
  });
  signal.addEventListener('abort', () => done.resolve(), { once: true });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening').catch((error: unknown) => {
      throw new UsageError(`port ${port} cannot be used: ${messageOf(error)}`);
    });
    console.error(
      `Receiving at http://127.0.0.1:${(server.address() as AddressInfo).port}/. Ctrl-C ends it.`,
    );
    await done.promise;
  } finally {
    server.close();
    server.closeAllConnections();
  }
  signal.throwIfAborted();
}

async function statusOf(
  request: IncomingMessage,
  { secret, events, forwarder }: Pick<Receiver, 'secret' | 'events' | 'forwarder'>,
): Promise<number> {
  if (request.method !== 'POST') return 405;
  const body = await bodyOf(request);
  if (body === null) return 413;
  try {
    const { messageId, event } = await verifyWebhook({ body, headers: request.headers, secret });
    if (events !== undefined && !events.includes(event.event)) return 200;
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      forwardedHeaders.test(name) ? [[name, String(value)] as const] : [],
    );
    await forwarder.message(messageId, event, {
      headers: Object.fromEntries(headers),
      body: body.toString('utf8'),
    });
    return 204;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.error(`A message that is not to be believed (${error.reason}): ${error.message}`);
    return 400;
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const pieces: AsyncIterable<Buffer> = request;
  for await (const chunk of pieces) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
