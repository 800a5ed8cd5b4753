import { type TaskKind, type TaskType, taskKinds } from '@asg/domain/names';
import type { LabelValue } from '@asg/sdk';
import { listed, messages, number } from '../i18n/index.ts';
import { type Answer, isNone, isTie, letterOf, placeOf, tickedOf } from './answer.ts';
import { boxesOf, countsOf, spansOf } from './marks.ts';

/** What is said of tasks of a kind and of answers to them. */
export interface KindWords {
  /** Null: it goes without saying. */
  readonly name: string | null;
  /** Its items are several. */
  readonly isSeveral: boolean;
  /** An answer as people read it. */
  readonly said: (answer: Answer) => string;
  /** Who is paid, by the bar of the task; reads on after the amount. */
  readonly paidWhere: (bar: number | null) => string;
  /** The same of all tasks of a question, whatever their bars. */
  readonly paidEach: string;
  /** Where nothing is answered yet. */
  readonly missing: string;
}

const choice: KindWords = {
  name: null,
  isSeveral: false,
  said: String,
  paidWhere: () => messages.work.reward,
  paidEach: messages.questions.reward,
  missing: messages.work.chooseFirst,
};

/** How many of each class, or that there is nothing. */
const counted = (answer: Answer, names: readonly string[]): string =>
  isNone(answer)
    ? messages.marks.nothing
    : listed(countsOf(names).map(([name, n]) => messages.marks.counted({ name, n })));

const words: Readonly<Record<TaskKind, KindWords>> = {
  choice,
  comparison: {
    ...choice,
    name: messages.kinds.comparison,
    isSeveral: true,
    said: (answer) => (isTie(answer) ? messages.kinds.tie : letterOf(placeOf(answer) ?? '')),
  },
  multi_label: {
    ...choice,
    name: messages.kinds.multiLabel,
    said: (answer) => (isNone(answer) ? messages.kinds.none : listed(tickedOf(answer))),
    paidWhere: (bar) => (bar === null ? messages.work.reward : messages.kinds.overlap({ share: bar })),
    paidEach: messages.kinds.near,
    missing: messages.kinds.tickFirst,
  },
  bounding_boxes: {
    ...choice,
    name: messages.marks.boxes,
    said: (answer) =>
      counted(
        answer,
        boxesOf(answer).map((box) => box.class),
      ),
    paidWhere: (bar) => (bar === null ? messages.work.reward : messages.marks.boxesPaid({ share: bar })),
    paidEach: messages.kinds.near,
    missing: messages.marks.boxFirst,
  },
  text_spans: {
    ...choice,
    name: messages.marks.spans,
    said: (answer) =>
      counted(
        answer,
        spansOf(answer).map(({ label }) => label),
      ),
    paidWhere: (bar) => (bar === null ? messages.work.reward : messages.marks.spansPaid({ share: bar })),
    paidEach: messages.kinds.near,
    missing: messages.marks.spanFirst,
  },
  rating: {
    ...choice,
    name: messages.kinds.rating,
    said: (answer) => (typeof answer === 'number' ? number(answer) : choice.said(answer)),
    paidWhere: (bar) =>
      bar === null || bar === 0 ? messages.work.reward : messages.kinds.within({ steps: bar }),
    paidEach: messages.kinds.near,
  },
};

export const wordsOf = (type: TaskType): KindWords => words[taskKinds[type]];

/** What a label says, as people read it: its value where it has one, else its text. */
export const saidOf = (type: TaskType, label: string, value: LabelValue | undefined): string =>
  value === undefined ? label : wordsOf(type).said(value);
