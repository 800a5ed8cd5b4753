import { fraction, pick, type Random } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { DemoKind } from './known-task.ts';

/** Logarithms of how often a model's answer is better: the difference of two is the logarithm of the odds. */
const strengths: Readonly<Record<string, number>> = {
  'model-a': 1.2,
  'model-b': 0.5,
  'model-c': -0.2,
  'model-d': -1,
};
const tieShare = 0.15;

/** A question and answers to it, the best first. */
interface Prompt {
  readonly text: string;
  readonly answers: readonly [string, string, string];
}

const prompts: readonly Prompt[] = [
  {
    text: 'How do I get a red wine stain out of a cotton tablecloth?',
    answers: [
      'Blot it, cover it with salt for ten minutes, then rinse from the back with cold water and wash at 40 degrees. Do not rub.',
      'Put salt on it and wash it as usual.',
      'Red wine is made of grapes. Stains can be hard to remove.',
    ],
  },
  {
    text: 'Explain to a ten-year-old why the sky is blue.',
    answers: [
      'Sunlight has all colours in it. Air bounces the blue part around much more than the red, so blue comes to your eyes from everywhere.',
      'Because of the way in which light is scattered by the air.',
      'The sky reflects the sea, which is blue.',
    ],
  },
  {
    text: 'Write one sentence that declines a meeting politely and offers another day.',
    answers: [
      'Thank you for the invitation; Tuesday is not possible for me, but I would gladly meet on Wednesday or Thursday afternoon.',
      'I cannot come on Tuesday, maybe another day.',
      'No.',
    ],
  },
  {
    text: 'What should I pack for a day’s walk in the mountains in May?',
    answers: [
      'Firm shoes, a rain jacket, a warm layer, sun cream, two litres of water, something to eat, a map, and a charged phone.',
      'Shoes, water and a jacket.',
      'Mountains are high. Enjoy the view!',
    ],
  },
];

/** Which of two answers of models is better: Bradley and Terry say how often. */
export const comparison: DemoKind = {
  about: 'which of two models answers better',
  batchSize: 1_000,
  isRanked: true,
  draw: (random) => {
    const prompt = pick(prompts, random);
    const first = pick(Object.keys(strengths), random);
    const second = pick(
      Object.keys(strengths).filter((model) => model !== first),
      random,
    );
    const [better, worse] = isBetter(first, second, random) ? [first, second] : [second, first];
    const isTie = fraction(random) < tieShare;
    const place = isTie ? 0 : Math.floor(fraction(random) * 2);
    const best = at(prompt.answers, place);
    // Alike, but not the same: one of them says so twice.
    const other = isTie ? `${best} I hope that this helps.` : at(prompt.answers, place + 1);
    return {
      answers: 3,
      task: {
        type: 'comparison',
        label_spec: {
          question: 'Which answer is better?',
          instructions: 'Better is what helps more: right, complete, and no longer than it has to be.',
        },
        data: { text: prompt.text },
        items: [
          { id: better, data: { text: best } },
          { id: worse, data: { text: other } },
        ],
        language: 'en',
      },
      truth: { kind: 'comparison', best: isTie ? null : best },
      describes: `${better} or ${worse}`,
      label: JSON.stringify(isTie ? { tie: true } : { item: better }),
    };
  },
};

function isBetter(one: string, other: string, random: Random): boolean {
  const lead = (strengths[one] ?? 0) - (strengths[other] ?? 0);
  return fraction(random) < 1 / (1 + Math.exp(-lead));
}
