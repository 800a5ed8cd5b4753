import { unit } from './arithmetic.ts';
import { calibrated, canReach, type DecisionCurve, topOf } from './calibration.ts';

/** The rule that decides now. A decision keeps the number of its own, so that it replays. */
export const stopRule = 2;
export type StopRule = typeof stopRule;

/** Where gold puts the share of tasks that no label settles below 1 in so many, less doubt is left than the target allows. */
const surelySettled = 4;
/** Weight, in such tasks, of what gold does not know yet. */
const goldUnknown = 2;

/** What a stop rule reads of a decision's basis. */
interface StopBasis {
  readonly curve: DecisionCurve;
  readonly stopRule?: StopRule;
}

/**
 * Whether no more labels are needed: the calibrated posterior reaches the target, or the doubt that labels can remove is
 * less than the target leaves. On one basis a higher target never needs fewer labels. Work does not grow with the options.
 */
export function isEnough(posterior: number, { curve, stopRule: rule }: StopBasis, target: number): boolean {
  if (calibrated(curve, posterior) >= target) return true;
  const doubt = curve.resolvable * (1 - posterior);
  const left = (1 - target) * unit;
  if (rule === undefined) return !canReach(curve, target) && doubt <= left;
  return doubt <= left * leftShare(curve);
}

/**
 * The share of what the target leaves that may stay in doubt: 1, but less the surer gold is that labels settle nearly every
 * task, since there the target can be reached, and stopping at a doubt below it would miss it.
 */
function leftShare(curve: DecisionCurve): number {
  const tasksUnknown = (goldUnknown * unit) / curve.checked;
  return Math.min(1, surelySettled * (1 - topOf(curve) + tasksUnknown));
}
