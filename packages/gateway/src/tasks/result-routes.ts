import { isOpen, isTerminal, type Task } from '@asg/domain';
import { routes, waitSecondsMax } from '@asg/wire';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { resultReply } from './result-replies.ts';

const isDecided = (task: Task): boolean => !isOpen(task.state);
const isSettled = (task: Task): boolean => isTerminal(task.state);
const preferredWait = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i;

export function serveResults(
  serve: Serve,
  app: FastifyInstance,
  { intake, explorerUrl }: GatewayOptions,
): void {
  const waits = new Waits();
  app.addHook('preClose', async () => waits.end());

  serve(routes.getResult, async (request, reply) => {
    const { query, headers, params } = request;
    const { customerId } = customerOf(request);
    const preferred = query.wait === undefined ? waitOf(headers.prefer) : null;
    const waitMs = (query.wait ?? preferred ?? 0) * 1000;
    const isReady = query.until === 'settled' ? isSettled : isDecided;
    const task =
      waitMs === 0
        ? await intake.task(customerId, params.task_id)
        : await waits.run(reply, (signal) =>
            intake.waitForTask(customerId, params.task_id, isReady, waitMs, signal),
          );
    if (preferred !== null) void reply.header('preference-applied', `wait=${preferred}`);
    return task === null
      ? refuse('task_not_found')
      : resultReply(task, { explorerUrl, withUnits: query.include === 'units' });
  });
}

/** The seconds of `Prefer: wait=N` (RFC 7240), at most the longest wait; a preference is never refused. */
function waitOf(prefer: string | undefined): number | null {
  const seconds = prefer === undefined ? undefined : preferredWait.exec(prefer)?.[1];
  return seconds === undefined ? null : Math.min(Number(seconds), waitSecondsMax);
}

/** The requests that wait: each ends early when its client goes away, and all do when the server closes. */
class Waits {
  readonly #running = new Set<AbortController>();
  #ended = false;

  async run<T>(reply: FastifyReply, wait: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const stop = new AbortController();
    const abort = (): void => stop.abort();
    if (this.#ended) abort();
    this.#running.add(stop);
    reply.raw.once('close', abort);
    try {
      return await wait(stop.signal);
    } finally {
      reply.raw.off('close', abort);
      this.#running.delete(stop);
    }
  }

  end(): void {
    this.#ended = true;
    for (const stop of this.#running) stop.abort();
  }
}
