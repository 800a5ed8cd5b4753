import { fraction, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { RatingSpec } from '../../../packages/kinds/src/index.ts';
import {
  type CrowdPlan,
  type CrowdTask,
  drawn,
  normal,
  type SimulatedWorker,
  simulatedWorkers,
} from './crowds.ts';

export function ratingSpec(steps: number): RatingSpec {
  return { from: 1, to: steps, tolerance: 1 };
}

export function ratingCrowd(
  plan: CrowdPlan,
  steps: number,
  random: Random,
): readonly CrowdTask<RatingSpec, number>[] {
  const workers = simulatedWorkers(plan, random);
  const spec = ratingSpec(steps);
  return Array.from({ length: plan.tasks }, () => {
    const truth = 1 + Math.floor(fraction(random) * steps);
    const labels = drawn(plan.labelsPerTask, plan.workers, random).map((worker) => ({
      worker,
      value: rated(at(workers, worker), truth, steps, random),
    }));
    return { spec, truth, labels };
  });
}

function rated({ habit, skill }: SimulatedWorker, truth: number, steps: number, random: Random): number {
  if (habit === 'lazy') return Math.ceil(steps / 2);
  if (habit === 'spammer') return 1 + Math.floor(fraction(random) * steps);
  // Who is odd is harsh.
  const mean = habit === 'odd' ? truth - 1.5 : truth;
  const noise = (1.4 - skill) * (steps / 5) * 0.8;
  return Math.max(1, Math.min(steps, Math.round(mean + noise * normal(random))));
}
