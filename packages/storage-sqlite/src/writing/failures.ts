import { StorageUnavailable, type StoreTrouble } from '@asg/storage';

/** An error as it crosses from the writing thread. */
export interface EncodedFailure {
  readonly unavailable: boolean;
  readonly trouble: StoreTrouble | null;
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** SQLite's primary result codes for failures of the world: memory, locks, disk. https://sqlite.org/rescode.html */
const unavailableCodes: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 11, 13, 14, 15, 26]);
const troubles: ReadonlyMap<number, StoreTrouble> = new Map([
  [8, 'read_only'],
  [10, 'disk'],
  [11, 'damaged'],
  [13, 'full'],
  [14, 'disk'],
  [26, 'damaged'],
]);

/** The primary result code of SQLite; null: the error is not its own. */
function codeOf(error: Error): number | null {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;
}

export function encodeFailure(thrown: unknown): EncodedFailure {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const { name, message, stack } = error;
  if (error instanceof StorageUnavailable)
    return { unavailable: true, trouble: error.trouble, name, message, stack };
  const code = codeOf(error) ?? 0;
  return {
    unavailable: unavailableCodes.has(code),
    trouble: troubles.get(code) ?? null,
    name,
    message,
    stack,
  };
}

/** The error to reject a write with: `StorageUnavailable` for failures of the world, an Error for a bug. */
export function decodeFailure({ unavailable, trouble, name, message, stack }: EncodedFailure): Error {
  if (unavailable) return new StorageUnavailable(message, { trouble });
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
