import { AskedThread } from '@asg/runtime';
import type { ToGuess } from './guessing-thread.ts';

/** As zxcvbn counts, 0 to 4: from here on a password withstands a thief of the hashes for a while. */
const scoreMin = 3;

/** Tells passwords that are easy to guess, in a thread of its own: some take long to look at. */
export class PasswordStrength implements AsyncDisposable {
  readonly #thread = new AskedThread<ToGuess, number>(new URL('./guessing-thread.ts', import.meta.url), {
    name: 'asg-passwords',
  });

  /** Whether it is easy to guess. `known`: what a stranger may know of who chose it. */
  async isWeak(password: string, known: readonly string[]): Promise<boolean> {
    return (await this.#thread.ask({ password, known })) < scoreMin;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#thread[Symbol.asyncDispose]();
  }
}
