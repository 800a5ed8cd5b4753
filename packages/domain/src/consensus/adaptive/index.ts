export { placeOfMost, sharesOf } from './arithmetic.ts';
export { checkedByAllLabels, checkedByGold, fullTasksOneIn, groundOf, limitsFor } from './gold.ts';
export { expectedInformation } from './information.ts';
export { learnFrom } from './learning.ts';
export { likelihoodColumn, type TemplateView, viewOf } from './likelihood.ts';
export {
  type AdaptivePolicy,
  adaptiveDefaults,
  decideAdaptive,
  logPosterior,
  type WeighedLabel,
} from './policy.ts';
export { newTemplate, unknownWorker, type WorkerStatistics } from './statistics.ts';
