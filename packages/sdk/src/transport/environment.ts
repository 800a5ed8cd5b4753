/**
 * Time, randomness and the process's environment: the client lives in other people's programs and in browsers, where
 * `packages/runtime` does not.
 */
interface Host {
  readonly process?: {
    readonly env?: Readonly<Record<string, string | undefined>>;
    readonly versions?: { readonly node?: string };
  };
}
const { process } = globalThis as Host;

/** A variable of the environment; null in a browser, or where it is empty. */
export function environmentVariable(name: string): string | null {
  return process?.env?.[name] || null;
}

/** In a browser the header cannot be set. */
export const isNode = process?.versions?.node !== undefined;

export const nowMs = (): number => Date.now();

/** A random part of a whole, from 0 to below 1. */
export const randomShare = (): number => Math.random();

/** 128 random bits, as hex. `randomUUID` is not there on pages without TLS. */
export function randomHex(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Resolves after so many ms; rejects with the signal's reason once it aborts. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, ms);
    if (signal?.aborted === true) aborted();
    else signal?.addEventListener('abort', aborted, { once: true });
  });
}

/**
 * A signal that aborts with the given one, or with `reason()` when `ms` have passed before `inTime` or `clear` is called.
 * Cleared, it follows the given one no more, and leaves nothing behind in it: that may live as long as the program.
 */
export function deadline(ms: number, reason: () => Error, signal?: AbortSignal) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(reason()), ms);
  const aborted = (): void => controller.abort(signal?.reason);
  if (signal?.aborted === true) aborted();
  else signal?.addEventListener('abort', aborted, { once: true });
  return {
    signal: controller.signal,
    inTime: () => clearTimeout(timer),
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    },
  };
}
