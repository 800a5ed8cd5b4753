import { parentPort } from 'node:worker_threads';
import { type Judgement, type Ranking, rankingOf } from '@asg/kinds';

export interface ToRank {
  readonly id: number;
  readonly judgements: readonly Judgement[];
  readonly mayTie: boolean;
}
export interface Ranked {
  readonly id: number;
  readonly items: Ranking['items'];
}

parentPort?.on('message', ({ id, judgements, mayTie }: ToRank) => {
  const { items } = rankingOf(judgements, mayTie);
  parentPort?.postMessage({ id, items } satisfies Ranked);
});
