import { type Judgement, type Ranking, rankingOf } from '@asg/kinds';
import { answering } from '@asg/runtime/answering';

export interface ToRank {
  readonly judgements: readonly Judgement[];
  readonly mayTie: boolean;
}

answering(({ judgements, mayTie }: ToRank): Ranking['items'] => rankingOf(judgements, mayTie).items);
