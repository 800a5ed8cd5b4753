import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export interface ToGuess {
  readonly id: number;
  readonly password: string;
  readonly known: readonly string[];
}
export interface Guessed {
  readonly id: number;
  readonly score: number;
}

/** What these are worth tells enough; the time to look at a password grows with more than its length. */
const lookedAtMax = 32;
const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

parentPort?.on('message', ({ id, password, known }: ToGuess) => {
  const { score } = guesser.check(password.normalize('NFKC').slice(0, lookedAtMax), [...known]);
  parentPort?.postMessage({ id, score } satisfies Guessed);
});
