import type { ErrorCode, ErrorDetail, ResultGone } from '../contract.ts';

/** Everything that this client throws, but for an abort of your own signal: that throws the signal's reason. */
export class ASGGatewayError extends Error {
  override readonly name: string = 'ASGGatewayError';
}

/** No answer came: the network failed, the answer was cut off, or it took too long. */
export class ASGGatewayConnectionError extends ASGGatewayError {
  override readonly name = 'ASGGatewayConnectionError';
}

/** What was waited for did not happen in time. Nothing is lost: wait again. */
export class ASGGatewayTimeoutError extends ASGGatewayError {
  override readonly name = 'ASGGatewayTimeoutError';
}

/** What an answer that is no success says. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode | (string & {}) | null;
  readonly reason: string | null;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly retryable: boolean;
  readonly body: unknown;
}

/** The gateway refused. `message` is what it said. */
export class ASGGatewayHTTPError extends ASGGatewayError implements Refusal {
  override readonly name: string = 'ASGGatewayHTTPError';
  /** HTTP status. */
  readonly status: number;
  /** What is wrong, for programs, e.g. `NOT_FOUND`; null where the answer did not say. */
  readonly code: ErrorCode | (string & {}) | null;
  /** Which of the refusals with this code it is, e.g. `task_not_found`; null where the answer did not say. */
  readonly reason: string | null;
  /** Each bad field of a refused request. */
  readonly details: readonly ErrorDetail[];
  /** Quote it when asking for help. */
  readonly requestId: string | null;
  /** Seconds that the gateway asked to wait. */
  readonly retryAfterSeconds: number | null;
  /** Whether the same may succeed later. The client has tried again where that was safe. */
  readonly retryable: boolean;
  /** The parsed JSON, or the text where it was none. */
  readonly body: unknown;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.status = refusal.status;
    this.code = refusal.code;
    this.reason = refusal.reason;
    this.details = refusal.details;
    this.requestId = refusal.requestId;
    this.retryAfterSeconds = refusal.retryAfterSeconds;
    this.retryable = refusal.retryable;
    this.body = refusal.body;
  }

  /** What is wrong with one field of the request; null: nothing. */
  about(field: string): string | null {
    return this.details.find((detail) => detail.field === field)?.message ?? null;
  }
}

/** Whether the gateway refused with one of these HTTP statuses. */
export const isStatus = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof ASGGatewayHTTPError && statuses.includes(error.status);

/**
 * Whether the same request may succeed later: no answer came, or 408, 429 or any 5xx. The client itself sends again after
 * fewer of them: those that are `retryable`.
 */
export const isRetryable = (error: unknown): boolean =>
  error instanceof ASGGatewayConnectionError ||
  (error instanceof ASGGatewayHTTPError && (error.retryable || error.status >= 500));

/** The task has ended without a label: it expired, or was cancelled. */
export class TaskEndedError extends ASGGatewayHTTPError {
  override readonly name = 'TaskEndedError';
  readonly taskStatus: 'expired' | 'cancelled';

  constructor(refusal: Refusal, taskStatus: 'expired' | 'cancelled') {
    super(refusal);
    this.taskStatus = taskStatus;
  }

  /** What is known of the labels that arrived. */
  get result(): ResultGone {
    return this.body as ResultGone;
  }
}

/** What is to be spent does not cover the request. Nothing of it was accepted. */
export class InsufficientFundsError extends ASGGatewayHTTPError {
  override readonly name = 'InsufficientFundsError';
  /** Satoshis that have to come into the balance first; null where the answer did not say. */
  readonly missingSats: number | null;

  constructor(refusal: Refusal, missingSats: number | null) {
    super(refusal);
    this.missingSats = missingSats;
  }
}

/** The password was right, and a code of the second factor is wanted beside it. */
export class CodeWantedError extends ASGGatewayHTTPError {
  override readonly name = 'CodeWantedError';
  /** To send with the code, within 10 minutes. */
  readonly ticket: string;

  constructor(refusal: Refusal, ticket: string) {
    super(refusal);
    this.ticket = ticket;
  }
}

/** The item of an assignment cannot be shown. Pass the task on; or label it, if you know it from elsewhere. */
export class ItemNotShownError extends ASGGatewayHTTPError {
  override readonly name = 'ItemNotShownError';
  /** Says that you tried, as the token of an item says that you have it. */
  readonly itemToken: string | null;

  constructor(refusal: Refusal, itemToken: string | null) {
    super(refusal);
    this.itemToken = itemToken;
  }
}

const retryableStatuses: readonly number[] = [408, 429, 500, 502, 503, 504];

/** Reads an answer that is no success. */
export function errorOf(
  status: number,
  headers: { get(name: string): string | null },
  text: string,
  nowMs: number,
): ASGGatewayHTTPError {
  const body = parsed(text);
  const fields = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  const ofText = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const refusal: Refusal = {
    status,
    code: ofText(fields.code),
    reason: ofText(fields.reason),
    message: ofText(fields.error) ?? `HTTP ${status}`,
    details: Array.isArray(fields.details) ? (fields.details as ErrorDetail[]) : [],
    requestId: ofText(fields.request_id) ?? headers.get('x-request-id'),
    retryAfterSeconds: retryAfterSeconds(headers.get('retry-after'), nowMs),
    retryable: retryableStatuses.includes(status),
    body,
  };
  const { status: taskStatus, missing_sats: missingSats, ticket } = fields;
  if (status === 401 && typeof ticket === 'string') return new CodeWantedError(refusal, ticket);
  if (status === 402)
    return new InsufficientFundsError(refusal, typeof missingSats === 'number' ? missingSats : null);
  if (status === 424) return new ItemNotShownError(refusal, headers.get('x-item-token'));
  return status === 410 && (taskStatus === 'expired' || taskStatus === 'cancelled')
    ? new TaskEndedError(refusal, taskStatus)
    : new ASGGatewayHTTPError(refusal);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The header in either of its forms, as seconds from now. */
function retryAfterSeconds(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, Math.ceil((atMs - nowMs) / 1000));
}
