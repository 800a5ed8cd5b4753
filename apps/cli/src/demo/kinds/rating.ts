import { pick } from '@asg/runtime';
import { at } from '@asg/values/present';
import type { DemoKind } from './known-task.ts';

const scale = { from: 1, to: 5, labels: ['useless', 'poor', 'fair', 'good', 'excellent'] } as const;

/** Answers of a help desk, from the worst. */
const answers: Readonly<Record<number, readonly string[]>> = {
  1: ['No idea.', 'Read the manual.'],
  2: ['Did you try to switch it off?', 'That can have many reasons.'],
  3: ['Switch it off and on, that helps sometimes.', 'It may be the cable, or the socket.'],
  4: [
    'Hold the power key for ten seconds, then start it again.',
    'Use the cable that came with it: others charge too slowly.',
  ],
  5: [
    'Hold the power key for ten seconds, then start it again. If the lamp stays red, the battery is empty: charge it for an hour. If that does not help, write to us, we replace it.',
    'Use the cable that came with it, others charge too slowly; the lamp is green when it is full, after about two hours. Tell us if it stays red.',
  ],
};

/** How good an answer is, on a scale of five steps. */
export const rating: DemoKind = {
  about: 'how good answers of a help desk are, from 1 to 5',
  batchSize: 100,
  isRanked: false,
  draw: (random) => {
    const step = pick(Object.keys(answers).map(Number), random);
    return {
      answers: 2,
      task: {
        type: 'rating',
        label_spec: {
          question: 'How helpful is the answer?',
          scale: { ...scale, labels: [...scale.labels] },
          instructions: 'The customer wrote: “It does not switch on.”',
        },
        data: { text: pick(answers[step] ?? [], random) },
        language: 'en',
      },
      truth: { kind: 'rating', step },
      describes: at(scale.labels, step - 1),
      label: JSON.stringify(step),
    };
  },
};
