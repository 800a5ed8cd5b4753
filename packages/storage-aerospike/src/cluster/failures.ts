import { StorageUnavailable } from '@asg/storage';

/** Codes of the client that stand for an answer, not for a failure. */
export const status = {
  ok: 0,
  notFound: 2,
  generation: 3,
  exists: 5,
  filteredOut: 27,
  recordFull: 13,
} as const;

/** The command was not carried out, and soon may be: no connection free, queue full, device busy, hot key. */
const passing: ReadonlySet<number> = new Set([-7, -11, 14, 18]);
/** No node could be asked. */
const unreachable: ReadonlySet<number> = new Set([-10, -8, -6, -5, -1, 11]);

interface Failure {
  readonly code: number;
  readonly message: string;
  readonly inDoubt: boolean;
}

/** The outcome of a write is not known: it may have been carried out, or may be later. */
export class InDoubt extends StorageUnavailable {}

/** The record would be larger than a record may be; nothing was written. */
export class RecordFull extends StorageUnavailable {}

export function failureOf(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') return null;
  return { code: error.code, message: error.message, inDoubt: 'inDoubt' in error && error.inDoubt === true };
}

export const isPassingCode = (code: number): boolean => passing.has(code);

export function isPassing(error: unknown): boolean {
  const failure = failureOf(error);
  if (failure === null || failure.inDoubt) return false;
  return passing.has(failure.code) || unreachable.has(failure.code);
}

/** The error that a caller of the port gets. Only code and message are kept: the client's errors carry its whole configuration. */
export function unavailable(error: unknown): unknown {
  const failure = failureOf(error);
  if (failure === null) return error;
  const { code, message, inDoubt } = failure;
  const text = `Aerospike ${code}: ${message}${inDoubt ? ' (in doubt)' : ''}`;
  if (inDoubt || code === 9) return new InDoubt(text);
  return code === status.recordFull ? new RecordFull(text) : new StorageUnavailable(text);
}

/** Sends again what may be sent again, as long as its outcome is unknown. */
export async function resolved<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InDoubt) || attempt === 3) throw error;
    }
  }
}
