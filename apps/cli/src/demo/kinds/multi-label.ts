import { fraction, pick } from '@asg/runtime';
import type { DemoKind } from './known-task.ts';

const sentences: Readonly<Record<string, readonly string[]>> = {
  delivery: ['It came a week late.', 'The parcel was at my door the next morning.'],
  price: ['For that money I expected more.', 'You will not find it cheaper.'],
  quality: ['The seam came apart after two days.', 'It is solidly made, nothing wobbles.'],
  service: ['Nobody answers the phone.', 'The woman on the phone sorted it out in a minute.'],
  size: ['It is smaller than in the picture.', 'It fits exactly into the gap.'],
};
const plain = ['I bought it in March.', 'It is for my sister.', 'Blue, as ordered.'];
const topicShare = 0.35;

/** All that a review speaks of; some speak of nothing that anybody asked for. */
export const multiLabel: DemoKind = {
  about: 'what reviews speak of, all that applies',
  batchSize: 100,
  isRanked: false,
  draw: (random) => {
    const topics = Object.keys(sentences).filter(() => fraction(random) < topicShare);
    const text = [pick(plain, random), ...topics.map((topic) => pick(sentences[topic] ?? [], random))];
    const sorted = topics.toSorted();
    return {
      answers: 2,
      task: {
        type: 'multi_label',
        label_spec: {
          question: 'What does the review speak of?',
          options: Object.keys(sentences),
          instructions: 'Tick all that applies. Praise counts as much as blame.',
        },
        data: { text: text.join(' ') },
        language: 'en',
      },
      truth: { kind: 'multi_label', options: topics },
      describes: topics.length === 0 ? 'none of these' : topics.join(', '),
      label: JSON.stringify(sorted.length === 0 ? { none: true } : { options: sorted }),
    };
  },
};
