import type { SubmitTask } from '@asg/sdk';
import fc from 'fast-check';

const questionCharsMax = 2_000;
const optionCharsMax = 200;
const optionsMax = 50;
const stepsMax = 21;
const edgeMax = 100;
const comparedMax = 6;

/** Words of many scripts, and what cannot be broken between letters or looks like one letter and is many. */
const words: Readonly<Record<string, readonly string[]>> = {
  latin: ['the', 'picture', 'shows', 'A', 'sun', 'Straßenbahnhaltestelle', 'naïve', 'co-operation', 'ﬁne'],
  arabic: ['هل', 'توجد', 'الشمس', 'في', 'الصورة', 'بوضوح', 'لا', 'أعرف', '٣٥', 'وسيستخدمونها'],
  hebrew: ['האם', 'השמש', 'בתמונה', 'כן', 'לא'],
  devanagari: ['क्या', 'चित्र', 'में', 'सूर्य', 'दिखाई', 'देता', 'है', 'स्त्रीत्व', 'ट्रैक्टर'],
  cjk: ['图片中有太阳吗', '太陽', '写真に写っています', '해가', '있습니까', '、', '龘'],
  emoji: ['👩🏽‍🚀', '👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🌞', '1️⃣', '🇧🇷', '☀️'],
  mixed: ['sun', 'شمس', '(50%)', 'सूर्य', '太陽', 'https://example.com/a?b=c', '¿?', '—'],
};
const unbreakable = ['W', 'i', '_', 'ш', 'ﷺ', 'क्ष', '.', '⁠', '𝔚', 'M̷̛'];

/** So many characters at most, and at least one that is seen. */
const textOf = (charsMax: number): fc.Arbitrary<string> =>
  fc
    .record({
      chars: fc.oneof(fc.constant(1), fc.constant(charsMax), fc.integer({ min: 1, max: charsMax })),
      script: fc.constantFrom('unbreakable', ...Object.keys(words)),
      seed: fc.array(fc.nat(1_000), { minLength: 7, maxLength: 7 }),
    })
    .map(({ chars, script, seed }) => {
      const from = words[script] ?? unbreakable;
      const between = words[script] === undefined ? '' : ' ';
      let text = '';
      for (let i = 0; text.length < chars * 2; i++)
        text += `${from[((seed[i % seed.length] ?? 0) + i * i) % from.length]}${between}`;
      return Array.from(text).slice(0, chars).join('').trim();
    })
    .map((text) => (/[\p{L}\p{N}\p{S}]/u.test(text) ? text : 'W'));

const options = fc
  .record({
    count: fc.oneof(fc.constant(2), fc.constant(optionsMax), fc.integer({ min: 2, max: optionsMax })),
    texts: fc.array(textOf(optionCharsMax), { minLength: optionsMax, maxLength: optionsMax }),
    /** Where all are short many stand beside each other. */
    charsMax: fc.constantFrom(4, 24, optionCharsMax, optionCharsMax),
  })
  .map(({ count, texts, charsMax }) =>
    // A number of its own, so that no two look the same.
    texts
      .slice(0, count)
      .map((text, i) => Array.from(`${i}${text}`).slice(0, Math.max(charsMax, 2)).join('').trim()),
  );

/** Where pictures and texts of items come from. */
interface Host {
  readonly url: string;
}

/** What is marked, and the key that marks something of it. */
export interface Markable {
  readonly frame: '.boxes-frame' | '.spans-frame';
  readonly key: 'b' | 'Space';
}

/** A task that may be asked, and the values of the answers that its worker can give. */
export interface StrangeTask {
  readonly task: SubmitTask;
  readonly values: readonly string[];
  readonly marks?: Markable;
}

type Strange = fc.Arbitrary<(host: Host, question: string) => StrangeTask>;

const anyLanguage = { language: null };
const picture = (host: Host, number: number): string => `${host.url}/image/${number}.png`;

const choices = (type: 'image_classification' | 'sentiment'): Strange =>
  options.map((all) => (host, question) => ({
    task: {
      type,
      data_url: type === 'sentiment' ? `${host.url}/text/0.txt` : picture(host, 0),
      label_spec: { question, options: all },
      ...anyLanguage,
    },
    values: all,
  }));

const ticks: Strange = options.map((all) => (host, question) => ({
  task: {
    type: 'multi_label',
    data_url: picture(host, 1),
    label_spec: { question, options: all },
    ...anyLanguage,
  },
  values: [...all, ''],
}));

const scales: Strange = fc
  .record({
    steps: fc.oneof(fc.constant(2), fc.constant(stepsMax), fc.integer({ min: 2, max: stepsMax })),
    edge: fc.integer({ min: -edgeMax, max: edgeMax - stepsMax }),
    labels: fc.option(fc.array(textOf(optionCharsMax), { minLength: stepsMax, maxLength: stepsMax })),
  })
  .map(({ steps, edge, labels }) => (host, question) => ({
    task: {
      type: 'rating',
      data_url: `${host.url}/text/1.txt`,
      label_spec: {
        question,
        scale: {
          from: edge,
          to: edge + steps - 1,
          ...(labels !== null && { labels: labels.slice(0, steps) }),
        },
      },
      ...anyLanguage,
    },
    values: Array.from({ length: steps }, (_, i) => String(edge + i)),
  }));

const comparisons: Strange = fc
  .record({
    texts: fc.array(textOf(questionCharsMax), { minLength: 2, maxLength: comparedMax }),
    arePictures: fc.boolean(),
    context: fc.constantFrom('none', 'picture', 'text'),
    tie: fc.boolean(),
  })
  .map(({ texts, arePictures, context, tie }) => (host, question) => ({
    task: {
      type: 'comparison',
      ...(context === 'picture' && { data_url: picture(host, 3) }),
      ...(context === 'text' && { data: { text: texts.join(' ') } }),
      items: texts.map((text, i) => ({
        id: `item ${i}`,
        ...(arePictures ? { data_url: picture(host, i) } : { data: { text } }),
      })),
      label_spec: { question, tie },
      ...anyLanguage,
    },
    values: [...texts.map((_, i) => String(i + 1)), ...(tie ? ['tie'] : [])],
  }));

const inCodePoints = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Classes stand in the order of their code points; behind them, that there is nothing to mark. */
const marked = (classes: readonly string[], marks: Markable) => ({
  values: [...classes.toSorted(inCodePoints), ''],
  marks,
});

const sides = [1, 12, 900, 3_000] as const;

const boxes: Strange = fc
  .record({ classes: options, width: fc.constantFrom(...sides), height: fc.constantFrom(...sides) })
  .map(({ classes, width, height }) => (host, question) => ({
    task: {
      type: 'bounding_boxes',
      data_url: `${host.url}/sized/${width}x${height}.png`,
      label_spec: { question, classes },
      ...anyLanguage,
    },
    ...marked(classes, { frame: '.boxes-frame', key: 'b' }),
  }));

const spans: Strange = fc
  .record({ classes: options, lines: fc.array(textOf(questionCharsMax), { minLength: 1, maxLength: 4 }) })
  .map(({ classes, lines }) => (_host, question) => ({
    task: {
      type: 'text_spans',
      data: { text: lines.join('\n') },
      label_spec: { question, classes },
      ...anyLanguage,
    },
    ...marked(classes, { frame: '.spans-frame', key: 'Space' }),
  }));

const kinds = [
  choices('image_classification'),
  ticks,
  boxes,
  choices('sentiment'),
  spans,
  scales,
  comparisons,
];

/** So many tasks, the kinds in turn; every third asks what the one before asked. */
export function strangeTasks(count: number, seed: number, host: Host): readonly StrangeTask[] {
  const questions = fc.sample(textOf(questionCharsMax), { numRuns: count, seed });
  const made = kinds.map((kind) => fc.sample(kind, { numRuns: Math.ceil(count / kinds.length), seed }));
  return questions.flatMap((own, i) => {
    const make = made[i % kinds.length]?.[Math.floor(i / kinds.length)];
    const question = i % 3 === 2 ? (questions[i - 1] ?? own) : own;
    return make === undefined ? [] : [make(host, question)];
  });
}

export interface Screen {
  readonly width: number;
  readonly height: number;
  /** The letters that the browser is set to, 16 or 32 px. */
  readonly letterPx: number;
}

const corners: readonly (readonly [width: number, height: number])[] = [
  [320, 568],
  [360, 640],
  [390, 664],
  [390, 844],
  [568, 320],
  [768, 1024],
  [844, 390],
  [960, 600],
  [1024, 600],
  [1280, 720],
  [1440, 900],
];

const screen: fc.Arbitrary<Screen> = fc
  .record({
    size: fc.oneof(
      fc.constantFrom(...corners),
      fc.tuple(fc.integer({ min: 320, max: 1440 }), fc.integer({ min: 568, max: 900 })),
    ),
    letterPx: fc.constantFrom(16, 16, 32),
  })
  .map(({ size: [width, height], letterPx }) => ({ width, height, letterPx }));

export const screens = (count: number, seed: number): readonly Screen[] =>
  fc.sample(screen, { numRuns: count, seed });
