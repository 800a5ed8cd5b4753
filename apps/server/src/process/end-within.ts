import type { Clock, Logger } from '@asg/runtime';

/** The stores were still at work when a stop had to be over. What was acknowledged is safe in them, as after a kill. */
export class StoresNotClosed extends Error {
  override readonly name = 'StoresNotClosed';
}

/** How long a stop may take, ms. */
export interface StopBounds {
  /** What runs is broken off then. */
  readonly runningMsMax: number;
  /** Both together: the stores have what is left, so that a large log is folded in where what runs ended soon. */
  readonly allMsMax: number;
}

/**
 * Disposes of what runs and then, whatever became of it, of what holds records. What has not ended in time is left to the end of the process:
 * every part is made so that it goes on after a kill, and a stop that waits for one of them would wait for whatever it waits for. Throws
 * `StoresNotClosed` where the stores have not closed in time: threads may be stuck in them.
 */
export async function endWithin(
  { runningMsMax, allMsMax }: StopBounds,
  { running, kept }: { readonly running: AsyncDisposable; readonly kept: AsyncDisposable },
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Logger, 'warn'> },
): Promise<void> {
  const over = new AbortController();
  const [late, tooLate] = [clock.sleep(runningMsMax, over.signal), clock.sleep(allMsMax, over.signal)];
  try {
    const [first] = await Promise.allSettled([endsBefore(late, running)]);
    if (first.status === 'rejected') log.warn({ err: first.reason }, 'a part did not end cleanly');
    else if (!first.value)
      log.warn(
        { afterMs: runningMsMax },
        'not everything ended in time: it is broken off and goes on after the next start',
      );
    if (!(await endsBefore(tooLate, kept)))
      throw new StoresNotClosed(
        `the stores did not close within ${allMsMax} ms: a disk or a cluster that does not answer. What was acknowledged is safe`,
      );
    if (first.status === 'rejected') throw first.reason;
  } finally {
    over.abort();
  }
}

async function endsBefore(late: Promise<void>, part: AsyncDisposable): Promise<boolean> {
  const ended = Promise.resolve(part[Symbol.asyncDispose]()).then(() => true);
  const isEnded = await Promise.race([ended, late.then(() => false)]);
  if (!isEnded) ended.catch(() => {}); // Nobody waits for it any more.
  return isEnded;
}
