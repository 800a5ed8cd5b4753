import { at } from '@asg/values/present';
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
export const goldBeforeSuspension = 12;

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

/** Answers on gold that are looked back at: who answered well once and does no more has a sum that is slow to say so. */
export const latestGold = 4;
/** So many of them wrong, and a worker gets gold alone until they answer right again. */
const latestMissesMax = 2;
/** How often gold is to come, by how many of the latest are wrong, against how often it comes to a new worker. */
const shareByMisses = [0, 0.5, 1, 1, 1] as const;

/** `latest`: as in `WorkerSignals`. */
function latestMisses(latest: string): number {
  return latest.split('0').length - 1;
}

export type Standing = 'open' | 'gold_only' | 'suspended';

/** What all that is known of a worker means for what they are given. `latest`: their latest answers on gold. */
export function standing(overall: TrustSums, { floor, suspendBelow }: TrustRules, latest = ''): Standing {
  const score = overallScore(overall);
  const gold = goldAnswers(overall);
  if (gold >= goldBeforeSuspension && score < Math.min(suspendBelow, floor)) return 'suspended';
  if (floor > 0 && latestMisses(latest) > latestMissesMax) return 'gold_only';
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

/** Gold answers after which the share of gold has halved. */
const goldHalf = 8;
/** How much more than to a new worker gold comes before a first word can be said, and to someone at the floor. */
const firstFactor = 2;
const floorFactor = 6;
/** Whoever is not kept from tasks gets some. */
const shareMax = 0.9;

/**
 * How often gold comes by how well someone answers. The nearer to the floor, the more: who is often wrong is measured instead of
 * asked. Squared, so that it costs little where people are a bit worse than the best. None for this where nothing is known.
 */
function factorByScore(overall: TrustSums, template: TrustSums, { floor }: TrustRules): number {
  if (goldAnswers(overall) < goldBeforeFloor || floor >= trustedScore) return 0;
  const below = bounded((trustedScore - templateScore(overall, template)) / (trustedScore - floor));
  return floorFactor * below ** 2;
}

/**
 * How probable it should be that the worker's next task of a template is a gold one: by how much is not known of them, by how
 * well they answer, and by how many of their latest answers on gold are wrong. The same for everybody where both of the
 * operator's shares are.
 */
export function goldShare(overall: TrustSums, template: TrustSums, rules: TrustRules, latest = ''): number {
  const { goldShareMin, goldShareNew } = rules;
  const gold = goldAnswers(overall);
  const byNeed = (goldShareNew * goldHalf) / (goldHalf + gold);
  const byMisses = goldShareNew * at(shareByMisses, latestMisses(latest));
  const factor = gold < goldBeforeFloor ? firstFactor : factorByScore(overall, template, rules);
  const more = Math.min(shareMax, goldShareMin + Math.max(0, goldShareNew - goldShareMin) * factor);
  return Math.max(goldShareMin, byNeed, byMisses, more);
}
