import type { ErrorBody } from '@asg/wire';

/** An answer of the server that is no success, and what every client must tell its caller of it. */
export interface ErrorVector {
  readonly name: string;
  /** What was asked; for people. */
  readonly request: { readonly method: string; readonly path: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** As it came. */
    readonly body: string;
  };
  /** The client's time, Unix seconds, where it matters. */
  readonly now?: number;
  readonly expect: {
    readonly status: number;
    /** Of the body; null: it has none. */
    readonly code: string | null;
    /** Of the body; null: it has none. */
    readonly reason: string | null;
    readonly message: string;
    /** Of the body, else of the header; null: there is none. */
    readonly request_id: string | null;
    readonly details: NonNullable<ErrorBody['details']>;
    /** Seconds; null: not told. */
    readonly retry_after: number | null;
    /** Whether a request that can safely be sent again is. */
    readonly retryable: boolean;
    /** Of a task that ended without a label; null: it is about something else. */
    readonly task_status: 'expired' | 'cancelled' | null;
    /** There where funds are short: what is missing, satoshis; null: it was not told. */
    readonly missing_sats?: number | null;
  };
}

export type Expectation = ErrorVector['expect'];
