import { Worker } from 'node:worker_threads';
import type { Answered, Asked } from './answering.ts';

const quietMsDefault = 30_000;

export interface AskedThreadOptions {
  readonly name: string;
  /** It ends after so long without a question, ms. Default: 30 s. */
  readonly quietMs?: number;
}

/**
 * A thread that answers questions (`answering`), one after the other. It starts with the first, and ends after a quiet time: what
 * it needs in memory is given back. It keeps no process alive.
 */
export class AskedThread<Question, Answer> implements AsyncDisposable {
  readonly #file: URL;
  readonly #options: AskedThreadOptions;
  #thread: Worker | null = null;
  #quiet: NodeJS.Timeout | undefined;
  #count = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();

  constructor(file: URL, options: AskedThreadOptions) {
    this.#file = file;
    this.#options = options;
  }

  /** Rejects if the thread is lost meanwhile; the next question starts another. */
  async ask(question: Question): Promise<Answer> {
    clearTimeout(this.#quiet);
    this.#thread ??= this.#started();
    const waiting = Promise.withResolvers<Answer>();
    const id = ++this.#count;
    this.#waiting.set(id, waiting);
    this.#thread.postMessage({ id, question } satisfies Asked<Question>);
    return await waiting.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#quiet);
    await this.#thread?.terminate();
  }

  #started(): Worker {
    const { name, quietMs = quietMsDefault } = this.#options;
    const thread = new Worker(this.#file, { name });
    thread.unref();
    thread.on('message', ({ id, answer }: Answered<Answer>) => {
      this.#waiting.get(id)?.resolve(answer);
      this.#waiting.delete(id);
      if (this.#waiting.size > 0) return;
      clearTimeout(this.#quiet);
      this.#quiet = setTimeout(() => this.#end(), quietMs).unref();
    });
    thread.on('error', (error) => this.#lost(thread, error));
    thread.on('exit', (code) => this.#lost(thread, new Error(`the thread ${name} ended with ${code}`)));
    return thread;
  }

  #end(): void {
    const thread = this.#thread;
    this.#thread = null;
    void thread?.terminate();
  }

  #lost(thread: Worker, error: unknown): void {
    if (this.#thread !== thread) return;
    this.#thread = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
