import type { ErrorBody, ErrorDetail } from '@asg/wire';

/** The server refused, and said why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status. */
  readonly status: number;
  /** The API's code, e.g. `CONFLICT`; empty where the answer carried none. */
  readonly code: string;
  readonly details: readonly ErrorDetail[];
  /** Seconds after which it may be tried again, where the server said so. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: Partial<ErrorBody>, retryAfterSeconds: number | null) {
    super(body.error ?? `HTTP ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.details = body.details ?? [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What is wrong with one field of the request; null: nothing. */
  about(field: string): string | null {
    return this.details.find((detail) => detail.field === field)?.message ?? null;
  }
}

/** No answer: the network is away, or the server is. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
}

export const isStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof ApiError && statuses.includes(error.status);

/** Whether the same request may succeed later: no answer, too many requests, or a failure of the server. */
export const isPassing = (error: unknown): boolean =>
  error instanceof NetworkError ||
  (error instanceof ApiError && (error.status === 429 || error.status >= 500));
