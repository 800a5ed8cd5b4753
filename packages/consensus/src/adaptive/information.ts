import { exp, ln, unit } from './arithmetic.ts';
import { logLikelihoodsOf, type TemplateView } from './likelihood.ts';
import type { WorkerStatistics } from './statistics.ts';

/** Likelihoods of a worker's labels: given label (first index) by true option. Work grows with options². */
export type LikelihoodMatrix = readonly (readonly number[])[];

export function likelihoodsOf(view: TemplateView, worker: WorkerStatistics): LikelihoodMatrix {
  return view.prior.map((_, label) => logLikelihoodsOf(view, worker, label).map((log) => exp(log / unit)));
}

/**
 * The expected information gain of a worker's next label, in nats: the mutual information of truth and label
 * (C. E. Shannon, 1948) under the posterior so far (`shares`). Work grows with options².
 */
export function mutualInformation(likelihoods: LikelihoodMatrix, shares: readonly number[]): number {
  let information = 0;
  for (const given of likelihoods) {
    let chance = 0;
    for (let truth = 0; truth < shares.length; truth++) chance += shares[truth]! * given[truth]!;
    for (let truth = 0; truth < shares.length; truth++) {
      if (shares[truth]! > 0) information += shares[truth]! * given[truth]! * ln(given[truth]! / chance);
    }
  }
  return information;
}

export function expectedInformationGain(
  view: TemplateView,
  worker: WorkerStatistics,
  shares: readonly number[],
): number {
  return mutualInformation(likelihoodsOf(view, worker), shares);
}
