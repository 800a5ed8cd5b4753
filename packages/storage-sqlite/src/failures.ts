import { StorageUnavailable } from '@asg/storage';

/** An error as it crosses from the writing thread. */
export interface EncodedFailure {
  readonly unavailable: boolean;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** SQLite's primary result codes for failures of the world: memory, locks, disk. https://sqlite.org/rescode.html */
const unavailableCodes: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 13, 14, 15]);

function isUnavailable(error: Error): boolean {
  if (error instanceof StorageUnavailable) return true;
  return (
    'errcode' in error && typeof error.errcode === 'number' && unavailableCodes.has(error.errcode & 0xff)
  );
}

export function encodeFailure(thrown: unknown): EncodedFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { unavailable: isUnavailable(error), name: error.name, message: error.message, stack: error.stack };
}

/** The error to reject a write with: `StorageUnavailable` for failures of the world, an Error for a bug. */
export function decodeFailure({ unavailable, name, message, stack }: EncodedFailure): Error {
  if (unavailable) return new StorageUnavailable(message);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
