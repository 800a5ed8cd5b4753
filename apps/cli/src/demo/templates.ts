import { pick, type Random } from '@asg/runtime';
import type { SubmitTask } from '@asg/sdk';

/** A question that many tasks ask. */
export interface Template {
  readonly type: SubmitTask['type'];
  readonly folder: string;
  readonly extension: 'jpg' | 'txt';
  readonly question: string;
  readonly options: readonly string[];
  readonly instructions: string;
  readonly language?: string;
  /** How often it comes, beside the others. */
  readonly weight: number;
  /** What the item says or shows, when `truth` is its label. */
  readonly describe: (truth: string, random: Random) => string;
}

const products = ['kettle', 'rucksack', 'desk lamp', 'bluetooth speaker', 'rain jacket', 'office chair'];
const days = ['two days', 'a week', 'ten days', 'three weeks'];
const people = ['the author', 'everyone here', 'the person above', 'the new neighbours'];

const reviews: Readonly<Record<string, readonly string[]>> = {
  positive: [
    'I use the {product} every day and it still looks like new. Would buy it again.',
    'Arrived after {days}, well packed. The {product} does exactly what I wanted.',
    'Best {product} I have had so far, and my sister ordered one straight away.',
  ],
  negative: [
    'The {product} stopped working after {days}. Nobody answers my mails.',
    'Looks good in the pictures, feels cheap in the hand. Sent the {product} back.',
    'Waited {days} for a {product} with a scratch right across the front.',
  ],
};

const comments: Readonly<Record<string, readonly string[]>> = {
  allowed: [
    'I see it differently, but thank you for the numbers, they helped.',
    'Does anyone know whether the library is open on Sunday?',
    'Strongly disagree with {person}: the plan costs more than it saves.',
  ],
  'not allowed': [
    'Somebody should find out where {person} lives and pay a visit.',
    'Only an idiot like {person} could write such rubbish, get lost.',
    'Make money from home, no experience needed, just message me!!!',
  ],
};

const tickets: Readonly<Record<string, readonly string[]>> = {
  billing: [
    'I was charged twice for the {product} this month.',
    'Please send the invoice to our office instead.',
  ],
  delivery: [
    'The parcel with the {product} has been on its way for {days}.',
    'The courier left it at the wrong door.',
  ],
  technical: [
    'The {product} does not switch on since the last update.',
    'The app closes as soon as I open the map.',
  ],
  account: ['I cannot log in since I changed my phone.', 'How do I delete my account and all my data?'],
};

function fill(text: string, random: Random): string {
  return text
    .replace('{product}', () => pick(products, random))
    .replace('{days}', () => pick(days, random))
    .replace('{person}', () => pick(people, random));
}

const from = (texts: Readonly<Record<string, readonly string[]>>) => (truth: string, random: Random) =>
  fill(pick(texts[truth] ?? [], random), random);

const places = ['on a sofa', 'in a garden', 'beside a window', 'on a beach', 'under a table'];
const streets = ['at dusk', 'in the rain', 'on a clear day', 'through a windscreen'];

export const templates: readonly Template[] = [
  {
    type: 'image_classification',
    folder: 'pets',
    extension: 'jpg',
    question: 'Does the picture show a cat or a dog?',
    options: ['cat', 'dog'],
    instructions: 'If there are several animals, choose the one in front.',
    weight: 30,
    describe: (truth, random) => `a ${truth} ${pick(places, random)}`,
  },
  {
    type: 'image_classification',
    folder: 'crossings',
    extension: 'jpg',
    question: 'Is somebody crossing the street?',
    options: ['yes', 'no'],
    instructions: 'Somebody who waits at the kerb is **not** crossing. A cyclist who rides across is.',
    weight: 20,
    describe: (truth, random) =>
      `${truth === 'yes' ? 'a person on the crossing' : 'an empty crossing'} ${pick(streets, random)}`,
  },
  {
    type: 'sentiment',
    folder: 'reviews',
    extension: 'txt',
    question: 'Is the customer content with the product?',
    options: ['positive', 'negative'],
    instructions: 'Judge the **product**, not the delivery, unless the review speaks of the delivery alone.',
    language: 'en',
    weight: 25,
    describe: from(reviews),
  },
  {
    type: 'moderation',
    folder: 'comments',
    extension: 'txt',
    question: 'May this comment be published?',
    options: ['allowed', 'not allowed'],
    instructions: 'Not allowed: threats, insults and advertising. Disagreement is allowed, however sharp.',
    language: 'en',
    weight: 15,
    describe: from(comments),
  },
  {
    type: 'text_classification',
    folder: 'tickets',
    extension: 'txt',
    question: 'Which team should answer this message?',
    options: ['billing', 'delivery', 'technical', 'account'],
    instructions:
      'If two teams fit, choose the one that can solve the problem, not the one that can explain it.',
    language: 'en',
    weight: 10,
    describe: from(tickets),
  },
];
