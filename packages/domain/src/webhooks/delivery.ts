import type { DeliveryState, EventType } from '../names.ts';

/** One try to deliver. Either `status` or `error` says how it ended. */
export interface DeliveryAttempt {
  readonly atMs: number;
  readonly latencyMs: number;
  /** HTTP status; null where no answer came. */
  readonly status: number | null;
  readonly error: string | null;
  /** The first 1 KiB of the answer; null where there was none. */
  readonly answer: string | null;
}

/** A message on its way to one receiver. */
export interface DeliveryRecord {
  readonly deliveryId: string;
  /** Goes out as `webhook-id`: the same however often it is sent. */
  readonly messageId: string;
  /** Null: the `callback_url` of a task or job that matches no webhook. */
  readonly webhookId: string | null;
  readonly customerId: string;
  /** Null: of a job, or a test. */
  readonly taskId: string | null;
  /** There where the message is of a job. */
  readonly jobId?: string;
  readonly type: EventType;
  readonly url: string;
  /** Receivers are served side by side by this name. */
  readonly endpoint: string;
  /** The raw body, JSON. */
  readonly body: string;
  readonly state: DeliveryState;
  /** All tries so far. */
  readonly attemptCount: number;
  /** Tries since it was made or last replayed: the schedule goes by them. */
  readonly triesThisRound: number;
  /** The last 30. */
  readonly attempts: readonly DeliveryAttempt[];
  /** Null where no further try is due. */
  readonly nextAttemptAtMs: number | null;
  readonly createdAtMs: number;
}

/** Without where it went, what it said, and what was answered; it is not tried any more. The very same where it is so already. */
export function emptiedDelivery(delivery: DeliveryRecord): DeliveryRecord {
  const { url, body, attempts, state } = delivery;
  if (url === '' && body === '') return delivery;
  return {
    ...delivery,
    url: '',
    endpoint: `${delivery.customerId} erased`,
    body: '',
    attempts: attempts.map((attempt) => ({ ...attempt, error: null, answer: null })),
    state: state === 'pending' ? 'failed' : state,
    nextAttemptAtMs: null,
  };
}

const attemptsKept = 30;

export interface RecordAttempt {
  readonly deliveryId: string;
  readonly number: number;
  readonly attempt: DeliveryAttempt;
  /** Null: delivered, or given up, as `state` says. */
  readonly nextAttemptAtMs: number | null;
  readonly state: DeliveryRecord['state'];
}

/** After an attempt that is the next; null: it is there already. */
export function afterAttempt(delivery: DeliveryRecord, request: RecordAttempt): DeliveryRecord | null {
  const { number, attempt, nextAttemptAtMs, state } = request;
  if (number !== delivery.attemptCount + 1) return null;
  return {
    ...delivery,
    state,
    nextAttemptAtMs,
    attemptCount: number,
    triesThisRound: delivery.triesThisRound + 1,
    attempts: [...delivery.attempts, attempt].slice(-attemptsKept),
  };
}

/** Pending again, due now, with a schedule from the beginning; the very same where it is pending. */
export function replayed(delivery: DeliveryRecord, nowMs: number): DeliveryRecord {
  if (delivery.state === 'pending') return delivery;
  return { ...delivery, state: 'pending', triesThisRound: 0, nextAttemptAtMs: nowMs };
}
