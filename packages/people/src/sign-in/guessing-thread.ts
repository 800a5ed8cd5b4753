import { answering } from '@asg/runtime/answering';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

export interface ToGuess {
  readonly password: string;
  readonly known: readonly string[];
}

/** What these are worth tells enough; the time to look at a password grows with more than its length. */
const lookedAtMax = 32;
const guesser = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

answering(
  ({ password, known }: ToGuess): number =>
    guesser.check(password.normalize('NFKC').slice(0, lookedAtMax), [...known]).score,
);
