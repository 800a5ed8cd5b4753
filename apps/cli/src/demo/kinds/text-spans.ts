import { textSpans as rules, type Span } from '@asg/kinds';
import { pick } from '@asg/runtime';
import type { DemoKind } from './known-task.ts';
import { isRightBy, type Marks } from './marks.ts';

const names: Readonly<Record<string, readonly string[]>> = {
  ORG: ['Ferry & Sons', 'the Harbour Trust', 'Café Nørd'],
  PERSON: ['Zoë Müller', 'Amina Diallo', '李雷', 'Pat 😀 O’Neill'],
  PLACE: ['Lisbon', 'São Paulo', 'Køge', 'the old harbour'],
};
const classes = Object.keys(names).sort();

/** Parts of a sentence: words as they are, or something of a class. */
type Part = string | { readonly of: string };

const sentences: readonly (readonly Part[])[] = [
  [{ of: 'PERSON' }, ' of ', { of: 'ORG' }, ' came to ', { of: 'PLACE' }, ' on Monday.'],
  ['The contract with ', { of: 'ORG' }, ' was signed in ', { of: 'PLACE' }, '.'],
  [{ of: 'PERSON' }, ' met ', { of: 'PERSON' }, ' there, and nobody else.'],
  ['On Sundays ', { of: 'PLACE' }, ' is quiet.'],
  ['It rained all day, and the shop stayed closed.'],
];

/** Who and what a sentence names. */
export const textSpans: DemoKind = {
  about: 'the people, places and organisations that sentences name',
  batchSize: 100,
  isRanked: false,
  draw: (random) => {
    let text = '';
    const spans: Span[] = [];
    for (const part of pick(sentences, random)) {
      const start = Array.from(text).length;
      const words = typeof part === 'string' ? part : pick(names[part.of] ?? [], random);
      text += words;
      if (typeof part !== 'string') spans.push({ start, end: Array.from(text).length, label: part.of });
    }
    const truth: Marks = { kind: 'text_spans', spans };
    return {
      answers: 2,
      task: {
        type: 'text_spans',
        label_spec: {
          question: 'Mark every person, place and organisation.',
          classes: [...classes],
          instructions: 'The whole name, without the word before it. Some sentences name nobody.',
        },
        data: { text },
        language: 'en',
      },
      truth,
      describes: spans.length === 0 ? 'nobody' : spans.map(({ label }) => label).join(', '),
      ...isRightBy(rules, spans),
    };
  },
};
