import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { TaskKind } from '@asg/domain/names';
import { csvLines } from '@asg/formats';
import type { Box, Span } from '@asg/kinds';
import { fraction, pick, type Random, seededRandom } from '@asg/runtime';

const workerCount = 9;
/** So many of them answer without a look. */
const guessing = 3;

interface Crowd {
  readonly truth: (random: Random) => unknown;
  /** Of somebody who is wrong now and then. */
  readonly answer: (truth: unknown, random: Random) => unknown;
}

const options = ['a', 'b', 'c'];
const isOptions = (value: unknown): readonly string[] =>
  options.filter((option) => JSON.stringify(value).includes(`"${option}"`));
const told = (chosen: readonly string[]) => (chosen.length === 0 ? { none: true } : { options: chosen });

const off = (length: number, random: Random): number => Math.round((fraction(random) - 0.5) * 0.2 * length);

const crowds: Readonly<Record<Exclude<TaskKind, 'choice'>, Crowd>> = {
  bounding_boxes: {
    truth: (random) => {
      const boxes = [0, 100, 200].flatMap((left) =>
        fraction(random) < 0.6
          ? [{ class: pick(['car', 'person'], random), left: left + 10, top: 20, width: 60, height: 40 }]
          : [],
      );
      return boxes.length === 0 ? { none: true } : { boxes };
    },
    answer: (truth, random) => {
      const { boxes = [] } = truth as { readonly boxes?: readonly Box[] };
      const drawn = boxes
        .filter(() => fraction(random) < 0.9)
        .map((box) => ({
          ...box,
          left: box.left + off(box.width, random),
          top: box.top + off(box.height, random),
        }));
      return drawn.length === 0 ? { none: true } : { boxes: drawn };
    },
  },
  text_spans: {
    truth: (random) => {
      const spans = [0, 10, 20].flatMap((start) =>
        fraction(random) < 0.6 ? [{ start, end: start + 6, label: pick(['ORG', 'PERSON'], random) }] : [],
      );
      return spans.length === 0 ? { none: true } : { spans };
    },
    answer: (truth, random) => {
      const { spans = [] } = truth as { readonly spans?: readonly Span[] };
      const marked = spans
        .filter(() => fraction(random) < 0.9)
        .map((span) => ({ ...span, end: span.end - pick([0, 0, 0, 1], random) }));
      return marked.length === 0 ? { none: true } : { spans: marked };
    },
  },
  comparison: {
    truth: (random) => pick([{ item: 'left' }, { item: 'right' }, { tie: true }], random),
    answer: (truth, random) =>
      fraction(random) < 0.65 ? truth : pick([{ item: 'left' }, { item: 'right' }, { tie: true }], random),
  },
  multi_label: {
    truth: (random) => told(options.filter(() => fraction(random) < 0.4)),
    answer: (truth, random) =>
      told(options.filter((option) => isOptions(truth).includes(option) !== fraction(random) < 0.12)),
  },
  rating: {
    truth: (random) => pick([1, 2, 3, 4, 5], random),
    answer: (truth, random) => Math.max(1, Math.min(5, Number(truth) + pick([0, 0, 0, 1, -1], random))),
  },
};

/** Files of a crowd's answers to so many questions, and of what was right. */
export async function recorded(t: TestContext, kind: keyof typeof crowds, questions: number) {
  const random = seededRandom(kind);
  const { truth, answer } = crowds[kind];
  const answers: { question: string; worker: string; answer: string }[] = [];
  const truths: { question: string; truth: string }[] = [];
  for (let q = 0; q < questions; q++) {
    const right = truth(random);
    truths.push({ question: `q${q}`, truth: JSON.stringify(right) });
    for (let w = 0; w < workerCount; w++) {
      const given = w < guessing ? truth(random) : answer(right, random);
      answers.push({ question: `q${q}`, worker: `w${w}`, answer: JSON.stringify(given) });
    }
  }
  const folder = await mkdtemp(join(tmpdir(), 'asg-kinds-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const files = [join(folder, 'answers.csv'), join(folder, 'truth.csv')] as const;
  await writeFile(files[0], [...csvLines(answers)].join(''));
  await writeFile(files[1], [...csvLines(truths)].join(''));
  return files;
}
