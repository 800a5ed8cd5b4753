import { exp, ln, unit } from './arithmetic.ts';
import { likelihoodColumn, type TemplateView } from './likelihood.ts';
import type { WorkerStatistics } from './statistics.ts';

/**
 * How much this worker's next label is expected to tell about the task, in nats: the mutual information of truth and
 * label (C. E. Shannon, 1948) under the posterior so far (`shares`). Work grows with options².
 */
export function expectedInformation(
  view: TemplateView,
  worker: WorkerStatistics,
  shares: readonly number[],
): number {
  let information = 0;
  for (let label = 0; label < shares.length; label++) {
    const chances = likelihoodColumn(view, worker, label).map((log) => exp(log / unit));
    let chance = 0;
    chances.forEach((given, truth) => {
      chance += shares[truth]! * given;
    });
    chances.forEach((given, truth) => {
      if (shares[truth]! > 0) information += shares[truth]! * given * ln(given / chance);
    });
  }
  return information;
}
