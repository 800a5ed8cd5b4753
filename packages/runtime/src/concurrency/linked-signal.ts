export interface LinkedSignalOptions {
  /** Aborts by itself after so many ms of real time, if it is not disposed of before. */
  readonly timeoutMs?: number;
  /** The reason that it then has. Default: a DOMException named `TimeoutError`. */
  readonly timeoutReason?: () => unknown;
}

/** A signal of one operation, which ends with signals that live longer. */
export interface LinkedSignal extends Disposable {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
  /** Takes its listeners and its timer back. The signal is then aborted by nothing but `abort`. */
  [Symbol.dispose](): void;
}

/**
 * A signal that aborts, with the same reason, as soon as one of `sources` does. Dispose of it when the operation is over.
 *
 * `AbortSignal.any` leaves something behind in its sources for every signal that it made: under one that lives as long as
 * the process these add up without end, and every collection of garbage walks them all (docs/decisions/0028).
 */
export function linkedSignal(
  sources: readonly (AbortSignal | undefined)[],
  { timeoutMs, timeoutReason = timedOut }: LinkedSignalOptions = {},
): LinkedSignal {
  const own = new AbortController();
  const undo: (() => void)[] = [];
  const release = (): void => {
    for (const one of undo.splice(0)) one();
  };
  const abort = (reason?: unknown): void => {
    release();
    own.abort(reason);
  };
  for (const source of sources) {
    if (source === undefined) continue;
    const aborted = (): void => abort(source.reason);
    source.addEventListener('abort', aborted, { once: true });
    undo.push(() => source.removeEventListener('abort', aborted));
  }
  if (timeoutMs !== undefined) {
    const timer = setTimeout(() => abort(timeoutReason()), timeoutMs);
    timer.unref();
    undo.push(() => clearTimeout(timer));
  }
  const over = sources.find((source) => source?.aborted);
  if (over !== undefined) abort(over.reason);
  return { signal: own.signal, abort, [Symbol.dispose]: release };
}

function timedOut(): DOMException {
  return new DOMException('The operation was aborted due to timeout', 'TimeoutError');
}
