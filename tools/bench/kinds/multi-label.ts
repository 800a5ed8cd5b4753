import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { Labels, MultiLabelSpec } from '../../../packages/kinds/src/index.ts';
import { type CrowdPlan, type CrowdTask, drawn, type SimulatedWorker, simulatedWorkers } from './crowds.ts';

const options = ['bicycle', 'car', 'dog', 'person', 'sign', 'tree'];
/** How frequent each is. */
const rates = [0.08, 0.3, 0.12, 0.5, 0.2, 0.4];
export const multiLabelSpec: MultiLabelSpec = { options, bar: 32_768 };

export function multiLabelCrowd(
  plan: CrowdPlan,
  random: Random,
): readonly CrowdTask<MultiLabelSpec, Labels>[] {
  const workers = simulatedWorkers(plan, random);
  return Array.from({ length: plan.tasks }, () => {
    const truth = options.filter((_, i) => fraction(random) < at(rates, i));
    const labels = drawn(plan.labelsPerTask, plan.workers, random).map((worker) => ({
      worker,
      value: ticked(at(workers, worker), truth, random),
    }));
    return { spec: multiLabelSpec, truth, labels };
  });
}

function ticked({ habit, skill }: SimulatedWorker, truth: Labels, random: Random): Labels {
  if (habit === 'lazy') return options;
  if (habit === 'spammer') return options.filter(() => fraction(random) < 0.5);
  // Who is odd ticks only the first thing that they see.
  if (habit === 'odd') return truth.length === 0 ? [] : [pick(truth, random)];
  const [sensitivity, specificity] = [0.6 + 0.35 * skill, 0.85 + 0.12 * skill];
  return options.filter((option) =>
    truth.includes(option) ? fraction(random) < sensitivity : fraction(random) >= specificity,
  );
}
