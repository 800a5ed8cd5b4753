import type { TrustLevel } from '../names.ts';
import type { TrustSums } from './sums.ts';

/** The operator's rules; scores and shares from 0 to 1. */
export interface TrustRules {
  /** Below it a worker gets only gold tasks. 0: no worker is restricted. */
  readonly floor: number;
  /** Below it a worker is suspended. */
  readonly suspendBelow: number;
  /** Share of gold tasks for someone of whom nothing is known, and for someone who has proven themselves. */
  readonly goldShareNew: number;
  readonly goldShareMin: number;
}

/** What someone is taken to be before anything is known, and how many gold answers it takes to weigh as much. */
const priorScore = 0.55;
const priorWeight = 4;
/** How much evidence on a template weighs as much as all that is known of the worker. */
const templateWeight = 6;
/** No worker is restricted before so many gold answers, nor suspended before so many: the crowd's opinion alone excludes nobody. */
export const goldBeforeFloor = 4;
export const goldBeforeSuspension = 8;

const micros = 1_000_000;
const bounded = (score: number): number => Math.min(1, Math.max(0, score));

export const goldAnswers = (sums: TrustSums): number => sums.goldRight + sums.goldMissed;

/** How much better than chance the worker answers, over all templates, from 0 to 1. */
export function overallScore({ weightMicros, creditMicros }: TrustSums): number {
  return bounded((priorScore * priorWeight + creditMicros / micros) / (priorWeight + weightMicros / micros));
}

/** The same on one template, where what is known of the worker is the prior. */
export function templateScore(overall: TrustSums, template: TrustSums): number {
  const { weightMicros, creditMicros } = template;
  const known = overallScore(overall) * templateWeight;
  return bounded((known + creditMicros / micros) / (templateWeight + weightMicros / micros));
}

/** Whether the worker may be given tasks of a template, or gold tasks of it alone. */
export function isKeptFrom(overall: TrustSums, template: TrustSums, { floor }: TrustRules): boolean {
  return goldAnswers(overall) >= goldBeforeFloor && templateScore(overall, template) < floor;
}

export type Standing = 'open' | 'gold_only' | 'suspended';

/** What all that is known of a worker means for what they are given. */
export function standing(overall: TrustSums, { floor, suspendBelow }: TrustRules): Standing {
  const score = overallScore(overall);
  const gold = goldAnswers(overall);
  if (gold >= goldBeforeSuspension && score < Math.min(suspendBelow, floor)) return 'suspended';
  return gold >= goldBeforeFloor && score < floor ? 'gold_only' : 'open';
}

const reliableScore = 0.65;
const trustedScore = 0.8;
/** Evidence, in gold answers, before someone is more than new, and trusted. */
const knownWeight = 3;
const trustedWeight = 15;

export function trustLevel(overall: TrustSums, rules: TrustRules): TrustLevel {
  if (standing(overall, rules) !== 'open') return 'review';
  const weight = overall.weightMicros / micros;
  const score = overallScore(overall);
  if (weight < knownWeight) return 'new';
  if (score >= trustedScore && weight >= trustedWeight) return 'trusted';
  return score >= reliableScore ? 'reliable' : 'fair';
}

const claimShares: Readonly<Record<TrustLevel, number>> = {
  review: 0.1,
  fair: 0.25,
  new: 0.5,
  reliable: 0.75,
  trusted: 1,
};

/** Higher trust is routed more: the share of the largest number of tasks that a worker may hold at once. */
export function claimShare(overall: TrustSums, rules: TrustRules): number {
  return rules.floor === 0 ? 1 : claimShares[trustLevel(overall, rules)];
}

/** Gold answers after which the share of gold has halved. */
const goldHalf = 8;
/** So near above the floor someone is looked at more closely. */
const floorMargin = 0.15;

/** How probable it should be that the worker's next task of a template is a gold one: by how much is not known of them. */
export function goldShare(overall: TrustSums, template: TrustSums, rules: TrustRules): number {
  const { floor, goldShareMin, goldShareNew } = rules;
  const byNeed = (goldShareNew * goldHalf) / (goldHalf + goldAnswers(overall));
  const isNear = goldAnswers(overall) > 0 && templateScore(overall, template) < floor + floorMargin;
  return Math.max(goldShareMin, byNeed, isNear ? goldShareNew / 2 : 0);
}
