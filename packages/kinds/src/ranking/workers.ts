import { at } from '@asg/values/present';
import type { NumberedJudgement } from './judgement.ts';

/** How a worker comes to verdicts, as shares of 1: by looking, by looking and saying the opposite, by guessing. */
export interface WorkerMix {
  readonly honest: number;
  readonly inverted: number;
  readonly guessed: number;
  /** What they guess: left, right, tie. */
  readonly guesses: readonly number[];
}

/** What a judgement counts as, in shares of 1. */
export interface Responsibility {
  readonly honest: number;
  readonly inverted: number;
  readonly guessed: number;
  /** The chance of the verdict. */
  readonly chance: number;
}

/** What is believed of a worker before anything is seen, and its weight in judgements. Not the crowd's mean: most look, and some never do. */
const mixExpected = { honest: 0.9, inverted: 0.02, guessed: 0.08 };
const mixWeight = 2;
const guessWeight = 4;

export const expectedMix = (mayTie: boolean): WorkerMix => ({
  ...mixExpected,
  guesses: mayTie ? [1 / 3, 1 / 3, 1 / 3] : [1 / 2, 1 / 2],
});

/** The place of a verdict as its worker saw it: left, right, tie. */
const seenPlace = ({ side, verdict }: NumberedJudgement): number =>
  verdict === 2 || side === 0 ? verdict : 1 - verdict;

/** `chances`: of the verdicts where the worker looks. */
export function responsibility(
  judgement: NumberedJudgement,
  chances: readonly number[],
  mix: WorkerMix,
): Responsibility {
  const { verdict } = judgement;
  const opposite = verdict === 2 ? 2 : 1 - verdict;
  const honest = mix.honest * at(chances, verdict);
  const inverted = mix.inverted * at(chances, opposite);
  const guessed = mix.guessed * at(mix.guesses, seenPlace(judgement));
  const chance = honest + inverted + guessed;
  return { honest: honest / chance, inverted: inverted / chance, guessed: guessed / chance, chance };
}

/** The mixes that make what was found likeliest, each pulled towards what is expected. */
export function fittedMixes(
  before: readonly WorkerMix[],
  judgements: readonly NumberedJudgement[],
  found: readonly Responsibility[],
): readonly WorkerMix[] {
  const tallies = before.map(({ guesses }) => ({
    honest: 0,
    inverted: 0,
    guessed: 0,
    guesses: guesses.map(() => 0),
  }));
  for (const [i, judgement] of judgements.entries()) {
    const { honest, inverted, guessed } = at(found, i);
    const tally = at(tallies, judgement.worker);
    tally.honest += honest;
    tally.inverted += inverted;
    tally.guessed += guessed;
    const place = seenPlace(judgement);
    tally.guesses[place] = at(tally.guesses, place) + guessed;
  }
  return tallies.map((tally) => {
    const even = 1 / tally.guesses.length;
    return {
      ...mixed(tally, mixExpected, mixWeight),
      guesses: tally.guesses.map((count) => (count + guessWeight * even) / (tally.guessed + guessWeight)),
    };
  });
}

type Shares = Pick<WorkerMix, 'honest' | 'inverted' | 'guessed'>;

function mixed(tally: Shares, prior: Shares, weight: number): Shares {
  const all = tally.honest + tally.inverted + tally.guessed + weight;
  return {
    honest: (tally.honest + weight * prior.honest) / all,
    inverted: (tally.inverted + weight * prior.inverted) / all,
    guessed: (tally.guessed + weight * prior.guessed) / all,
  };
}
