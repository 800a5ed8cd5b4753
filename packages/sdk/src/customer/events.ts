import { backoffMs } from '@asg/domain/backoff';
import type { CreateWebhook, LabelValue } from '../contract.ts';
import { randomShare, sleep } from '../transport/environment.ts';
import { ASGGatewayError, ASGGatewayHTTPError } from '../transport/errors.ts';
import { blocksOf, linesOf } from '../transport/event-stream.ts';
import type { Transport } from '../transport/transport.ts';

export type EventName = NonNullable<CreateWebhook['events']>[number];

/** What became of a task. Webhooks carry the same. */
export interface TaskEvent {
  readonly event: Exclude<EventName, 'job.completed' | 'balance.low' | 'task.reviewed'>;
  readonly task_id: string;
  readonly consensus_label: string | null;
  /** Of a kind other than choice. */
  readonly consensus_value?: LabelValue | undefined;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly bsv_txid: string | null;
  readonly settled_at: string | null;
  /** When it happened. */
  readonly timestamp: string;
  /** Of `task.expired`: why, where that was neither its deadline nor its labels. */
  readonly reason?: 'item_unshowable' | 'taken_down';
}

/** What you said of a task, as you said it. */
export interface TaskReviewedEvent extends Omit<TaskEvent, 'event' | 'reason'> {
  readonly event: 'task.reviewed';
  /** Null: you took back what you had said. */
  readonly review: {
    readonly verdict: 'accepted' | 'corrected';
    readonly label: string;
    readonly value?: LabelValue | undefined;
  } | null;
}

/** A job as it was when it became completed. */
export interface JobCompletedEvent {
  readonly event: 'job.completed';
  readonly job_id: string;
  readonly status: 'completed';
  readonly lines_total: number;
  readonly lines_accepted: number;
  readonly lines_rejected: number;
  readonly tasks_settled: number;
  readonly tasks_expired: number;
  /** Payouts and fees, in satoshis. */
  readonly cost_sats: number;
  readonly completed_at: string;
  readonly timestamp: string;
}

/** The balance as it was when it became low: less could be spent than `limits.balance_low_sats`. */
export interface BalanceLowEvent {
  readonly event: 'balance.low';
  readonly customer_id: string;
  readonly available_sats: number;
  readonly balance_low_sats: number;
  /** When it happened. */
  readonly timestamp: string;
}

export type GatewayEvent = TaskEvent | TaskReviewedEvent | JobCompletedEvent | BalanceLowEvent;

/** An event of the stream, and the id to go on after. */
export interface StreamedEvent {
  readonly id: string;
  readonly event: GatewayEvent;
}

export interface StreamOptions {
  /** Go on after this event; `0`: from the first. Default: what comes next. */
  readonly lastEventId?: string | undefined;
  /** Ends the stream. */
  readonly signal?: AbortSignal | undefined;
  /** Called each time the gateway begins to stream: from then on nothing is missed. */
  readonly onConnect?: () => void;
  /** Called before each reconnection. */
  readonly onReconnect?: (reason: ASGGatewayError) => void;
}

/** Three of the gateway's heartbeats. */
const quietMsMax = 45_000;
const pauseMsMax = 30_000;
const pauseMsDefault = 2_000;

export class Events {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /**
   * The events of your tasks, jobs and balance as they happen, each once and in order, until the signal aborts. A connection that is
   * lost is taken up again where it broke. Throws an ASGGatewayHTTPError for a refusal that waiting does not change.
   */
  async *stream(options: StreamOptions = {}): AsyncGenerator<StreamedEvent, void, undefined> {
    const { signal, onConnect, onReconnect } = options;
    let lastEventId = options.lastEventId;
    let retryMs = pauseMsDefault;
    let failures = 0;
    const isOver = (): boolean => signal?.aborted === true;
    while (!isOver()) {
      let reason = new ASGGatewayError('the gateway ended the stream');
      try {
        const body = await this.#transport.stream({
          method: 'GET',
          path: '/v1/events',
          query: { last_event_id: lastEventId },
          headers: { accept: 'text/event-stream' },
          repeatable: true,
          signal,
        });
        let isConnected = false;
        for await (const block of blocksOf(linesOf(body, quietMsMax))) {
          failures = 0;
          retryMs = block.retryMs ?? retryMs;
          lastEventId = block.id ?? lastEventId;
          if (!isConnected) onConnect?.();
          isConnected = true;
          if (block.data === null || block.id === null) continue;
          yield { id: block.id, event: JSON.parse(block.data) as GatewayEvent };
          if (isOver()) return;
        }
      } catch (error) {
        if (isOver()) return;
        if (error instanceof ASGGatewayHTTPError && !error.retryable) throw error;
        reason =
          error instanceof ASGGatewayError ? error : new ASGGatewayError(String(error), { cause: error });
      }
      onReconnect?.(reason);
      const gaps = { firstMs: retryMs, maxMs: pauseMsMax, jitter: 0.5 };
      const pauseMs = backoffMs(gaps, ++failures, randomShare());
      await sleep(pauseMs, signal).catch(() => {});
    }
  }
}
