import type { Clock, Logger } from '@asg/runtime';

/**
 * Disposes of what runs, for so long. What has not ended by then is left to the end of the process: every part is made so
 * that it goes on after a kill, and a stop that waits for one of them would wait for whatever it waits for.
 */
export async function endWithin(
  msMax: number,
  running: AsyncDisposable,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Logger, 'warn'> },
): Promise<void> {
  const patience = new AbortController();
  const ended = Promise.resolve(running[Symbol.asyncDispose]()).then(() => true);
  const late = clock.sleep(msMax, patience.signal).then(() => false);
  try {
    if (await Promise.race([ended, late])) return;
    ended.catch(() => {}); // Nobody waits for it any more.
    log.warn(
      { afterMs: msMax },
      'not everything ended in time: it is broken off and goes on after the next start',
    );
  } finally {
    patience.abort();
  }
}
