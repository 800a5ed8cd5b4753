import type { ErrorBody, ErrorDetail } from '@asg/wire';

/** What the API said instead of what was asked for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status. */
  readonly status: number;
  /** The API's own code, e.g. `CONFLICT`; empty where the answer carried none. */
  readonly code: string;
  readonly requestId: string | null;
  readonly details: readonly ErrorDetail[];

  constructor(call: string, status: number, body: unknown, requestId: string | null) {
    const { error, code, details } = (
      typeof body === 'object' && body !== null ? body : {}
    ) as Partial<ErrorBody>;
    const broken = (details ?? [])
      .map((detail) => detail.message)
      .filter((message) => message !== error)
      .join('; ');
    super(
      `${call}: ${status} ${error ?? 'no readable answer'}${broken && ` (${broken})`}${requestId ? ` [${requestId}]` : ''}`,
    );
    this.status = status;
    this.code = code ?? '';
    this.requestId = requestId;
    this.details = details ?? [];
  }
}
