export { adaptiveDefaults, predictionsMax } from '../adaptive-defaults.ts';
export { indexOfMax, softmax } from './arithmetic.ts';
export {
  basisOf,
  checkedByAllLabels,
  checkedByGold,
  fullTasksOneIn,
  type GoldRun,
  limitsFor,
} from './gold.ts';
export {
  expectedInformationGain,
  type LikelihoodMatrix,
  likelihoodsOf,
  mutualInformation,
  posteriorOf,
} from './information.ts';
export { joinedWorker } from './joining.ts';
export { learnFrom, lessonOf, taughtTemplate, taughtWorker } from './learning.ts';
export { logLikelihoodsOf, type TemplateView, viewOf } from './likelihood.ts';
export {
  type AdaptiveConsensus,
  type AdaptivePolicy,
  type DecisionBasis,
  decideAdaptive,
  decideNow,
  logPosterior,
  type OrderedAdaptive,
  type WeighedLabel,
} from './policy.ts';
export { type Reliability, reliabilityOf } from './reliability.ts';
export { firstLabels, type ModelKeys, mayTeachAll, modelKeysOf } from './shares.ts';
export { newTemplate, optionPrecisions, unknownWorker, type WorkerStatistics } from './statistics.ts';
export * from './training.ts';
