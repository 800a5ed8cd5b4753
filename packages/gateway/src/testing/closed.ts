import type { ManualClock } from '@asg/runtime';
import type { FastifyInstance } from 'fastify';

/** What a stop waits for passes at once. */
export async function closed(app: FastifyInstance, clock: ManualClock): Promise<void> {
  let isClosed = false;
  const closing = app.close().then(() => {
    isClosed = true;
  });
  for (; !isClosed; clock.advance(1_000)) await new Promise((resolve) => setImmediate(resolve));
  await closing;
}
