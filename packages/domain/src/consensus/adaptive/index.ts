export { placeOfMost, sharesOf } from './arithmetic.ts';
export {
  checkedByAllLabels,
  checkedByGold,
  fullTasksOneIn,
  type GoldRun,
  groundOf,
  limitsFor,
} from './gold.ts';
export {
  type Chances,
  chancesOf,
  expectedInformation,
  informationOf,
  sharesSoFar,
} from './information.ts';
export { learnFrom } from './learning.ts';
export * from './lesson.ts';
export { likelihoodColumn, type TemplateView, viewOf } from './likelihood.ts';
export {
  type AdaptivePolicy,
  adaptiveDefaults,
  type DecisionGround,
  decideAdaptive,
  decideNow,
  logPosterior,
  type OrderedAdaptive,
  type WeighedLabel,
} from './policy.ts';
export { type Reliability, reliabilityOf } from './reliability.ts';
export { newTemplate, optionPrecisions, unknownWorker, type WorkerStatistics } from './statistics.ts';
