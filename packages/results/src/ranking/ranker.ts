import type { Judgement, Ranking } from '@asg/kinds';
import { AskedThread } from '@asg/runtime';
import type { ToRank } from './ranking-thread.ts';

/** Ranks in a thread of its own, one after the other: the largest takes seconds. */
export class Ranker {
  readonly #thread = new AskedThread<ToRank, Ranking['items']>(
    new URL('./ranking-thread.ts', import.meta.url),
    { name: 'asg-rankings' },
  );

  rank(judgements: readonly Judgement[], mayTie: boolean): Promise<Ranking['items']> {
    return this.#thread.ask({ judgements, mayTie });
  }
}
