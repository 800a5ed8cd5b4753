import { nowMs, sleep } from './environment.ts';
import { ASGGatewayTimeoutError } from './errors.ts';

export interface WaitOptions {
  /** Give up after so long. Default: 300,000. */
  readonly timeoutMs?: number | undefined;
  /** How often to ask where the gateway cannot hold its answer back. Default: 2,000. */
  readonly intervalMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** ms that a ranking may take: the largest are worked at for a while, one after the other. */
export const rankingMsMax = 120_000;
const timeoutMsDefault = 300_000;
const intervalMsDefault = 2_000;
const heldSecondsMax = 30;

/**
 * Asks until there is an answer, at intervals; `ask` gets the seconds for which the gateway may hold its answer back, and
 * those count. Throws an ASGGatewayTimeoutError where there is none in time.
 */
export async function untilThere<T>(
  what: string,
  { timeoutMs = timeoutMsDefault, intervalMs = intervalMsDefault, signal }: WaitOptions,
  ask: (holdSeconds: number) => Promise<T | null>,
): Promise<T> {
  const endMs = nowMs() + timeoutMs;
  for (;;) {
    const askedMs = nowMs();
    const leftMs = Math.max(0, endMs - askedMs);
    const answer = await ask(Math.min(heldSecondsMax, Math.floor(leftMs / 1000)));
    if (answer !== null) return answer;
    const pauseMs = Math.max(0, askedMs + intervalMs - nowMs());
    if (nowMs() + pauseMs >= endMs) throw new ASGGatewayTimeoutError(`${what} after ${timeoutMs / 1000} s`);
    await sleep(pauseMs, signal);
  }
}
