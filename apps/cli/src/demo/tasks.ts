import { type Random, seededRandom } from '@asg/runtime';
import type { DemoKind, KnownTask } from './kinds/known-task.ts';
import { type DemoKindName, demoKinds } from './kinds/registry.ts';

/** Every tenth task wants five labels before it is decided, the others three. */
const carefulEvery = 10;
const carefulThreshold = 5;
const threshold = 3;

/** `count` tasks of the kind, the same for the same seed. */
export function demoTasks(kind: DemoKindName, count: number, seed: string): readonly KnownTask[] {
  const random = seededRandom(`demo|${seed}`);
  return Array.from({ length: count }, (_, i) => knownTask(demoKinds[kind], i, random));
}

function knownTask(kind: DemoKind, index: number, random: Random): KnownTask {
  const { task, answers, describes, ...known } = kind.draw(random, index + 1);
  const wanted = index % carefulEvery === carefulEvery - 1 ? carefulThreshold : threshold;
  return {
    ...known,
    task: {
      ...task,
      label_spec: {
        ...task.label_spec,
        // Workers see no id of a task: this is how the demo's know it.
        instructions: `${task.label_spec.instructions}\n\nItem ${index + 1} of the demo.`,
      },
      consensus_threshold: wanted,
      consensus: { max_labels: labelsThatDecide(answers, wanted) },
      metadata: { item: describes, number: index + 1 },
    },
  };
}

/**
 * With this many labels one option must have the majority (pigeonhole: each of the others may hold one label less),
 * so no task of the demo can end undecided.
 */
export function labelsThatDecide(optionCount: number, wanted: number): number {
  return Math.max(wanted, optionCount * Math.floor(wanted / 2) + 1);
}
