import { fraction, pick, type Random, seededRandom } from '@asg/runtime';
import type { SubmitTask } from '@asg/sdk';
import { at } from '@asg/values/present';
import { type Template, templates } from './templates.ts';

/** Every tenth task wants five labels before it is decided, the others three. */
const carefulEvery = 10;
const carefulThreshold = 5;
const threshold = 3;

/** A task of which the right label is known. */
export interface KnownTask {
  readonly task: SubmitTask;
  readonly truth: string;
}

/** `count` tasks over all templates, the same for the same seed. */
export function demoTasks(count: number, seed: string): readonly KnownTask[] {
  const random = seededRandom(`demo|${seed}`);
  return Array.from({ length: count }, (_, i) => knownTask(i, templateFor(random), random));
}

/** The commoner templates more often. */
function templateFor(random: Random): Template {
  const whole = templates.reduce((sum, template) => sum + template.weight, 0);
  let rest = fraction(random) * whole;
  for (const template of templates) {
    rest -= template.weight;
    if (rest < 0) return template;
  }
  return at(templates, 0);
}

function knownTask(index: number, template: Template, random: Random): KnownTask {
  const truth = pick(template.options, random);
  const wanted = index % carefulEvery === carefulEvery - 1 ? carefulThreshold : threshold;
  const number = String(index + 1).padStart(6, '0');
  return {
    truth,
    task: {
      type: template.type,
      data_url: `https://items.demo.example/${template.folder}/${number}.${template.extension}`,
      label_spec: {
        question: template.question,
        options: [...template.options],
        // Workers see no id of a task: this is how the demo's know it.
        instructions: `${template.instructions}\n\nItem ${index + 1} of the demo.`,
      },
      consensus_threshold: wanted,
      consensus: { max_labels: labelsThatDecide(template.options.length, wanted) },
      metadata: { item: template.describe(truth, random), number: index + 1 },
      ...(template.language === undefined ? {} : { language: template.language }),
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
