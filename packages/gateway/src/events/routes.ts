import { Readable } from 'node:stream';
import type { EventFeed } from '@asg/engines';
import { routes } from '@asg/wire';
import type { FastifyInstance } from 'fastify';
import { isStillIn } from '../auth/auth.ts';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';

const streamsPerCustomerMax = 10;
/** After so long without an event a comment is sent, so that proxies keep the connection, ms. */
const heartbeatMs = 15_000;
/** So often it is asked whether who listens is still let in, ms. */
const checkMs = 1_000;
/** How soon a client that lost its connection is to come back, ms. */
const retryMs = 2_000;

export function serveEvents(serve: Serve, app: FastifyInstance, options: GatewayOptions): void {
  const { events, clock } = options;
  const streams = new Map<string, Set<AbortController>>();
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    for (const open of streams.values()) for (const stop of open) stop.abort();
  });

  serve(routes.streamEvents, async (request, reply) => {
    const { customerId } = customerOf(request);
    const open = streams.get(customerId) ?? new Set();
    if (open.size >= streamsPerCustomerMax) return refuse('too_many_streams');
    const stop = new AbortController();
    if (closing) stop.abort();
    streams.set(customerId, open.add(stop));
    reply.raw.once('close', () => {
      stop.abort();
      open.delete(stop);
      if (open.size === 0 && streams.get(customerId) === open) streams.delete(customerId);
    });
    const after = request.headers['last-event-id'] ?? request.query.last_event_id ?? null;
    let checkedAtMs = clock.nowMs();
    const isIn = async (): Promise<boolean> => {
      if (clock.nowMs() < checkedAtMs + checkMs) return true;
      checkedAtMs = clock.nowMs();
      return isStillIn(options, request);
    };
    const follower = { customerId, after: after === '' ? null : after, isIn };
    const body = Readable.from(lines(events, follower, stop.signal));
    // The connection ends with the stream: one kept for later would hold up a server that closes.
    const headers = {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      connection: 'close',
    };
    return { status: 200, body, headers };
  });
}

interface Follower {
  readonly customerId: string;
  readonly after: string | null;
  /** Whether what let them in still does. */
  readonly isIn: () => Promise<boolean>;
}

async function* lines(
  events: EventFeed,
  { customerId, after, isIn }: Follower,
  signal: AbortSignal,
): AsyncGenerator<string, void, undefined> {
  const start = after ?? (await events.newest(customerId));
  // The id without an event: who is cut off before the first one goes on from here too.
  yield `retry: ${retryMs}\n${after === null ? `id: ${start}\n` : ''}\n`;
  for await (const event of events.follow(customerId, start, heartbeatMs, signal)) {
    if (!(await isIn())) return;
    if (event === null) yield ': still here\n\n';
    else yield `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.payload)}\n\n`;
  }
}
