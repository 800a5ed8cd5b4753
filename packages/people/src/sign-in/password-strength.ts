import { Worker } from 'node:worker_threads';
import type { Guessed, ToGuess } from './guessing-thread.ts';

/** As zxcvbn counts, 0 to 4: from here on a password withstands a thief of the hashes for a while. */
const scoreMin = 3;

/** Tells passwords that are easy to guess, in a thread of its own: some take long to look at. It keeps no process alive. */
export class PasswordStrength implements AsyncDisposable {
  #thread: Worker | null = null;
  #count = 0;
  readonly #waiting = new Map<number, PromiseWithResolvers<number>>();

  /** Whether it is easy to guess. `known`: what a stranger may know of who chose it. */
  async isWeak(password: string, known: readonly string[]): Promise<boolean> {
    const thread = this.#started();
    const waiting = Promise.withResolvers<number>();
    const id = ++this.#count;
    this.#waiting.set(id, waiting);
    thread.postMessage({ id, password, known } satisfies ToGuess);
    return (await waiting.promise) < scoreMin;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.terminate();
  }

  #started(): Worker {
    if (this.#thread !== null) return this.#thread;
    const thread = new Worker(new URL('./guessing-thread.ts', import.meta.url), { name: 'asg-passwords' });
    thread.unref();
    thread.on('message', ({ id, score }: Guessed) => {
      this.#waiting.get(id)?.resolve(score);
      this.#waiting.delete(id);
    });
    thread.on('error', (error) => this.#lost(error));
    thread.on('exit', (code) =>
      this.#lost(new Error(`the thread that guesses passwords ended with ${code}`)),
    );
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
