import { Worker } from 'node:worker_threads';
import type { Judgement } from '@asg/kinds';
import type { Ranked, ToRank } from './ranking-thread.ts';

/** Ranks in a thread of its own, one after the other: the largest takes seconds. It keeps no process alive. */
export class Ranker {
  #thread: Worker | null = null;
  #count = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<Ranked['items']>>();

  rank(judgements: readonly Judgement[], mayTie: boolean): Promise<Ranked['items']> {
    const thread = this.#started();
    const waiting = Promise.withResolvers<Ranked['items']>();
    const id = ++this.#count;
    this.#waiting.set(id, waiting);
    thread.postMessage({ id, judgements, mayTie } satisfies ToRank);
    return waiting.promise;
  }

  #started(): Worker {
    if (this.#thread !== null) return this.#thread;
    const thread = new Worker(new URL('./ranking-thread.ts', import.meta.url), { name: 'asg-rankings' });
    thread.unref();
    thread.on('message', ({ id, items }: Ranked) => {
      this.#waiting.get(id)?.resolve(items);
      this.#waiting.delete(id);
    });
    thread.on('error', (error) => this.#lost(error));
    thread.on('exit', (code) => this.#lost(new Error(`the thread that ranks ended with ${code}`)));
    this.#thread = thread;
    return thread;
  }

  /** Who waits is told; the next one starts another. */
  #lost(error: unknown): void {
    this.#thread = null;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
