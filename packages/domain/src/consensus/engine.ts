/** The engine that decides units of any kind of task: numbers alone, nothing of tasks. */
export { exp, indexOfMax, ln, softmax, toUnits, unit } from './adaptive/arithmetic.ts';
export { calibrated } from './adaptive/calibration.ts';
export { basisOf } from './adaptive/gold.ts';
export { lessonOf, taughtTemplate, taughtWorker } from './adaptive/learning.ts';
export { logLikelihoodsOf, type TemplateView, viewOf } from './adaptive/likelihood.ts';
export { type AdaptivePolicy, type DecisionBasis, decideNow, logPosterior } from './adaptive/policy.ts';
export {
  newTemplate,
  type TemplateStatistics,
  unknownWorker,
  type WorkerStatistics,
} from './adaptive/statistics.ts';
export { isEnough } from './adaptive/stop-rule.ts';
export { decideConsensus, type ThresholdPolicy } from './threshold.ts';
