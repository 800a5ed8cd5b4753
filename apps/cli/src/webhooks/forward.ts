import { linkedSignal, systemClock } from '@asg/runtime';
import { type GatewayEvent, signWebhook } from '@asg/sdk';
import { printable } from '../terminal/printable.ts';

/** As long as the gateway waits for a receiver. */
const answerMsMax = 10_000;

/** What a receiver answered. */
interface Answer {
  /** Null: it did not. */
  readonly status: number | null;
  readonly ms: number;
  readonly error?: string;
}

/** Prints messages and sends them on, one after the other: their order stays. */
export class Forwarder {
  readonly #url: string | undefined;
  readonly #json: boolean;
  readonly #signal: AbortSignal;

  constructor(url: string | undefined, json: boolean, signal: AbortSignal) {
    this.#url = url;
    this.#json = json;
    this.#signal = signal;
  }

  /** An event of the stream, as the message that a webhook would get. */
  async event(id: string, event: GatewayEvent, secret: string): Promise<void> {
    const body = JSON.stringify(event);
    const headers = this.#url === undefined ? {} : await signWebhook(secret, { id, body });
    await this.message(id, event, { headers, body });
  }

  /** A message, with its own headers and body. */
  async message(
    id: string | null,
    event: GatewayEvent,
    { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  ): Promise<void> {
    const answer = this.#url === undefined ? null : await this.#send(this.#url, headers, body);
    this.#signal.throwIfAborted();
    if (this.#json) console.log(JSON.stringify({ id, event, forwarded: answer }));
    else console.log(lineOf(event, answer));
  }

  async #send(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answer> {
    const startedMs = systemClock.nowMs();
    using inTime = linkedSignal([this.#signal], { timeoutMs: answerMsMax });
    const { signal } = inTime;
    try {
      const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await response.body?.cancel();
      return { status: response.status, ms: systemClock.nowMs() - startedMs };
    } catch (error) {
      const { cause, message } = error as Error;
      const why = cause instanceof Error && cause.message !== '' ? cause.message : message;
      return { status: null, ms: systemClock.nowMs() - startedMs, error: why };
    }
  }
}

function aboutOf(event: GatewayEvent): string {
  if (event.event === 'balance.low') return `${event.available_sats} satoshis can be spent`;
  return event.event === 'job.completed'
    ? `${event.job_id}  ${event.tasks_settled} labelled`
    : `${event.task_id}  ${event.consensus_label ?? '-'}`;
}

function lineOf(event: GatewayEvent, answer: Answer | null): string {
  const sent =
    answer === null
      ? ''
      : `  → ${answer.status ?? answer.error ?? 'no answer'} in ${Math.round(answer.ms)} ms`;
  return printable(
    `${event.timestamp}  ${event.event.padEnd('task.cancelled'.length)}  ${aboutOf(event)}${sent}`,
  );
}
