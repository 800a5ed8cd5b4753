import { Worker } from 'node:worker_threads';
import type { Clock } from './clock.ts';
import type { Conditions } from './conditions.ts';
import type { WatchSettings, WatchTold } from './event-loop-watcher.ts';
import type { Logger } from './logger.ts';

const beatMs = 250;
/** How often the thread looks, ms. */
const lookMs = 500;
/** Processes that end sooner do not pay for a thread. */
const beginMsDefault = 2_000;
const silentMsDefault = 2_000;
/** So long after it `GET /v1/ready` still tells of a standstill, ms. */
const toldMsDefault = 10 * 60_000;
const condition = 'event_loop';

export interface EventLoopWatchOptions {
  readonly clock: Clock;
  readonly log: Logger;
  readonly conditions: Pick<Conditions, 'report' | 'clear'>;
  /** From so much silence on it is a standstill, ms. Default: 2 s. */
  readonly silentMs?: number;
  /** The watch begins so long after this, ms. Default: 2 s. */
  readonly beginMs?: number;
  /** The condition is told for so long after a standstill, ms. Default: 10 minutes. */
  readonly toldMs?: number;
}

/**
 * Notes when the event loop stands still, from a thread of its own: while it does, the process answers nothing, and nothing in
 * it could tell. The thread logs the standstill with the stack of what is running; when it is over, the condition
 * `event_loop` tells of it for a while. It keeps no process alive.
 */
export class EventLoopWatch implements AsyncDisposable {
  readonly #options: EventLoopWatchOptions;
  readonly #beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #beat: NodeJS.Timeout;
  readonly #begin: NodeJS.Timeout;
  #thread: Worker | null = null;
  #tellUntilMs: number | null = null;

  constructor(options: EventLoopWatchOptions) {
    this.#options = options;
    this.#beat = setInterval(() => this.#onBeat(), beatMs).unref();
    this.#begin = setTimeout(() => this.#start(), options.beginMs ?? beginMsDefault).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beat);
    clearTimeout(this.#begin);
    await this.#thread?.terminate();
  }

  #onBeat(): void {
    Atomics.add(this.#beats, 0, 1);
    if (this.#tellUntilMs === null || this.#options.clock.nowMs() < this.#tellUntilMs) return;
    this.#tellUntilMs = null;
    this.#options.conditions.clear(condition);
  }

  #start(): void {
    const { log, silentMs = silentMsDefault } = this.#options;
    const workerData: WatchSettings = {
      beats: this.#beats.buffer as SharedArrayBuffer,
      lookMs,
      silentLooks: Math.max(1, Math.round(silentMs / lookMs)),
      isLogged: log.level !== 'silent' && log.level !== 'fatal',
    };
    const thread = new Worker(new URL('./event-loop-watcher.ts', import.meta.url), { workerData });
    thread.on('message', (reported: WatchTold) => this.#over(reported));
    thread.on('error', (error) => log.warn({ err: error }, 'the event loop is no longer watched'));
    thread.unref();
    this.#thread = thread;
  }

  #over({ silentMs, stack }: WatchTold): void {
    const { clock, log, conditions, toldMs = toldMsDefault } = this.#options;
    const nowMs = clock.nowMs();
    const detail = `nothing was answered for ${silentMs / 1000} s until ${new Date(nowMs).toISOString()}: the log tells what ran meanwhile`;
    log.error({ silentMs, stack }, 'the event loop goes on');
    conditions.report(condition, { severity: 'degraded', detail });
    this.#tellUntilMs = nowMs + toldMs;
  }
}
