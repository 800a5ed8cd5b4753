export type { Accuracies } from './accuracies.ts';
export { type Accuracy, lookBelow } from './accuracy.ts';
export type { Distribution } from './distribution.ts';
export type { Distributions, ResultsOf } from './distributions.ts';
export * from './parts.ts';
export type { FoundRanking, RankingOf, Rankings } from './ranking/rankings.ts';
export type { RelabelRefusal, Relabels } from './relabels.ts';
export type { Reviews } from './reviews.ts';
