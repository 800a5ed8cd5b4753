import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import { type Template, templates } from '../templates.ts';
import type { DemoKind } from './known-task.ts';

/** One of several options, about pets, crossings, reviews, comments and tickets. */
export const choice: DemoKind = {
  about: 'pictures, reviews, comments and tickets',
  batchSize: 100,
  isRanked: false,
  draw: (random, number) => {
    const template = templateFor(random);
    const truth = pick(template.options, random);
    const file = String(number).padStart(6, '0');
    return {
      answers: template.options.length,
      task: {
        type: template.type,
        data_url: `https://items.demo.example/${template.folder}/${file}.${template.extension}`,
        label_spec: {
          question: template.question,
          options: [...template.options],
          instructions: template.instructions,
        },
        ...(template.language === undefined ? {} : { language: template.language }),
      },
      truth: { kind: 'choice', label: truth },
      label: truth,
      describes: template.describe(truth, random),
    };
  },
};

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
