import type { SubmitTask } from '@asg/sdk';
import type { ItemHost } from './item-host.ts';

const question = {
  comparison: 'Which answer helps the customer more?',
  pictures: 'Which picture is more like the first one?',
  multi: 'What does the review speak of?',
  rating: 'How content is the customer?',
  boxes: 'Where are clouds, hills and the sun?',
  spans: 'Who and what is spoken of?',
} as const;

/** What is compared as texts, by the customer's names: no worker may be told these. */
export const comparedTexts = {
  'model-a': 'Unscrew the lid, rinse it with vinegar, and let it dry overnight.',
  'model-b': 'Buy a new one.',
} as const;

const topics = ['price', 'quality', 'delivery', 'service'] as const;

/** Two texts, below what was asked for. */
export const comparisonTask = (): SubmitTask => ({
  type: 'comparison',
  data: { text: 'A customer asks: my kettle is full of chalk. What can I do?' },
  items: Object.entries(comparedTexts).map(([id, text]) => ({ id, data: { text } })),
  label_spec: { question: question.comparison },
  consensus_threshold: 2,
});

/** Pictures, below another one, and no tie. */
export const pictureComparisonTask = (host: ItemHost, count = 3): SubmitTask => ({
  type: 'comparison',
  data_url: `${host.url}/image/0.png`,
  items: Array.from({ length: count }, (_, i) => ({
    id: `generator-${i}`,
    data_url: `${host.url}/image/${i}.png`,
  })),
  label_spec: { question: question.pictures, tie: false },
  consensus_threshold: 2,
});

export const multiLabelTask = (host: ItemHost): SubmitTask => ({
  type: 'multi_label',
  data_url: `${host.url}/text/0.txt`,
  label_spec: { question: question.multi, options: [...topics], agreement_bar: 0.75 },
  consensus_threshold: 2,
});

export const ratingTask = (host: ItemHost): SubmitTask => ({
  type: 'rating',
  data_url: `${host.url}/text/1.txt`,
  label_spec: {
    question: question.rating,
    scale: { from: -2, to: 2, labels: ['furious', 'cross', 'neither', 'content', 'delighted'] },
  },
  consensus_threshold: 2,
});

export const boxesTask = (host: ItemHost, image: number, classes: readonly string[]): SubmitTask => ({
  type: 'bounding_boxes',
  data_url: `${host.url}/image/${image}.png`,
  label_spec: { question: question.boxes, classes: [...classes] },
  consensus_threshold: 2,
});

export const spansTask = (text: string, classes: readonly string[]): SubmitTask => ({
  type: 'text_spans',
  data: { text },
  label_spec: { question: question.spans, classes: [...classes] },
  consensus_threshold: 2,
});

export const questions = question;
