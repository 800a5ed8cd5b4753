import { fraction, pick, type Random } from '@asg/runtime';
import type { OfflineQuestion, OfflineRun } from '../../../apps/cli/src/replay/offline/order.ts';

export const workerKinds = ['honest', 'spammer', 'inverter', 'sleeper', 'biased'] as const;
export type WorkerKind = (typeof workerKinds)[number];

/** A crowd that labels made-up tasks; shares sum to at most 1, the rest is honest. */
export interface CrowdPlan {
  readonly name: string;
  readonly options: number;
  readonly tasks: number;
  readonly workers: number;
  readonly labelsPerTask: number;
  /** Mean accuracy of an honest worker; each is within 0.15 of it. */
  readonly accuracy: number;
  readonly shares: Partial<Record<WorkerKind, number>>;
  /** Share of the first option; the others share the rest. Absent: all alike. */
  readonly firstClass?: number;
  /** Share of tasks where half of all answers go to one wrong option. */
  readonly misleading?: number;
}

interface SimulatedWorker {
  readonly kind: WorkerKind;
  readonly accuracy: number;
  readonly favourite: number;
  labels: number;
}

/** A sleeper labels well up to here, then at random. */
const awakeLabels = 100;
const spread = 0.15;
const biasedShare = 0.5;

export interface SimulatedCrowd {
  readonly run: OfflineRun;
  readonly kinds: readonly WorkerKind[];
}

/** Questions in random order, each answered by random workers in random order. */
export function simulatedCrowd(plan: CrowdPlan, random: Random): SimulatedCrowd {
  const workers = Array.from({ length: plan.workers }, (_, i) => newWorker(plan, i, random));
  const questions = Array.from({ length: plan.tasks }, (_, i) => newQuestion(plan, i, workers, random));
  return {
    run: { options: plan.options, gold: [], questions },
    kinds: workers.map(({ kind }) => kind),
  };
}

function newWorker(plan: CrowdPlan, number: number, random: Random): SimulatedWorker {
  // Kinds by number, so that the shares are exact.
  let place = (number + 0.5) / plan.workers;
  const kind = workerKinds.find((one) => {
    place -= plan.shares[one] ?? 0;
    return place < 0;
  });
  const accuracy = Math.min(0.98, plan.accuracy + (2 * fraction(random) - 1) * spread);
  return {
    kind: kind ?? 'honest',
    accuracy,
    favourite: Math.floor(fraction(random) * plan.options),
    labels: 0,
  };
}

function newQuestion(
  plan: CrowdPlan,
  number: number,
  workers: readonly SimulatedWorker[],
  random: Random,
): OfflineQuestion {
  const all = Array.from({ length: plan.options }, (_, option) => option);
  const isFirst = plan.firstClass !== undefined && fraction(random) < plan.firstClass;
  const truth = isFirst ? 0 : pick(plan.firstClass === undefined ? all : all.slice(1), random);
  const others = all.filter((option) => option !== truth);
  const lure = fraction(random) < (plan.misleading ?? 0) ? pick(others, random) : null;
  const asked = new Set<SimulatedWorker>();
  while (asked.size < Math.min(plan.labelsPerTask, workers.length)) asked.add(pick(workers, random));
  const answers = [...asked].map((worker) => ({
    worker: workers.indexOf(worker),
    option: answerOf(worker, { truth, others, all, lure }, random),
  }));
  return { question: `task ${number}`, answers, truth, isJudged: true, isFull: number % 64 === 0 };
}

interface Item {
  readonly truth: number;
  readonly others: readonly number[];
  readonly all: readonly number[];
  readonly lure: number | null;
}

function answerOf(worker: SimulatedWorker, { truth, others, all, lure }: Item, random: Random): number {
  worker.labels++;
  const isAsleep = worker.kind === 'sleeper' && worker.labels > awakeLabels;
  if (worker.kind === 'spammer' || isAsleep) return pick(all, random);
  if (worker.kind === 'biased' && fraction(random) < biasedShare) return worker.favourite;
  if (lure !== null && fraction(random) < 0.5) return lure;
  const isRight = fraction(random) < worker.accuracy;
  if (worker.kind === 'inverter') return isRight ? others[truth % others.length]! : truth;
  return isRight ? truth : pick(others, random);
}
