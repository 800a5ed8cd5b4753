import { namesIn, taskKinds } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, maybe, nullable, requestObject } from './fields.ts';

const kindNames = [...new Set(namesIn(taskKinds).map((type) => taskKinds[type]))];

/** What the labels of a task are. */
export const kind = choice(kindNames, {
  description:
    'What its labels are. choice: one of the options. comparison: the best of some items, or a tie. multi_label: all options that apply. rating: a step of a scale. bounding_boxes: boxes around what is on a picture. text_spans: marked parts of a text',
});
/** The same of what customers read: tasks whose kind is choice have what they always had. */
export const kindField = Type.Optional(
  choice(
    kindNames.filter((name) => name !== kindNames[0]),
    { description: 'What its labels are. Not there: one of the options' },
  ),
);

const box = Type.Object(
  {
    class: Type.String({ description: 'One of `label_spec.classes`', examples: ['car'] }),
    left: Type.Integer({ description: 'From the left edge', examples: [10] }),
    top: Type.Integer({ description: 'From the upper edge', examples: [20] }),
    width: Type.Integer({ examples: [30] }),
    height: Type.Integer({ examples: [40] }),
  },
  {
    title: 'Box',
    description: 'In whole pixels of the original picture as it is seen, turned as its file says',
  },
);
const span = Type.Object(
  {
    start: Type.Integer({ description: 'The first character that is in it, from 0 on', examples: [0] }),
    end: Type.Integer({ description: 'The first one that is no longer in it', examples: [5] }),
    label: Type.String({ description: 'One of `label_spec.classes`', examples: ['PERSON'] }),
  },
  { title: 'Span', description: 'A part of the text, in Unicode code points' },
);

/** A label of a kind other than choice. Each form has members of its own, by which they are told apart. */
export const labelValue = Type.Unsafe<unknown>({
  title: 'LabelValue',
  description: 'A label of a kind other than choice: its members say of which',
  anyOf: [
    Type.Object(
      { item: Type.String({ description: 'What it is called in the task', examples: ['model-a'] }) },
      { title: 'ItemValue', description: 'comparison: the better item' },
    ),
    Type.Object(
      { tie: Type.Literal(true) },
      { title: 'TieValue', description: 'comparison: none is better' },
    ),
    Type.Object(
      {
        options: Type.Array(Type.String(), { description: 'By code points', examples: [['spam', 'toxic']] }),
      },
      { title: 'OptionsValue', description: 'multi_label: all that apply' },
    ),
    Type.Object(
      { none: Type.Literal(true) },
      {
        title: 'NoneValue',
        description: 'multi_label: none applies. bounding_boxes, text_spans: there is nothing to mark',
      },
    ),
    Type.Object(
      { boxes: Type.Array(box, { description: 'By left, top, width, height and class' }) },
      { title: 'BoxesValue', description: 'bounding_boxes: a box around each thing, at most 200' },
    ),
    Type.Object(
      { spans: Type.Array(span, { description: 'In the order of the text, without overlaps' }) },
      { title: 'SpansValue', description: 'text_spans: the marked parts, at most 500' },
    ),
    Type.Integer({ examples: [4] }),
  ],
});

/** The value of a label in an answer; a choice has its text alone. */
export const valueField = Type.Optional(labelValue);

/** A value as clients write it: nothing of it was checked by the schema. */
type WrittenValue =
  | { readonly item: string }
  | { readonly tie: true }
  | { readonly options: readonly string[] }
  | { readonly none: true }
  | { readonly boxes: readonly Static<typeof box>[] }
  | { readonly spans: readonly Static<typeof span>[] }
  | number;

/** A value in a request: its kind says what it may be, and names the member that is wrong. */
export const submittedValue = Type.Unsafe<WrittenValue>({ 'x-told-as': labelValue });

const steps = {
  from: { description: 'The lowest step', examples: [1] },
  to: { description: 'The highest step', examples: [5] },
  labels: {
    description: 'What each step means, the lowest first',
    examples: [['very bad', 'bad', 'so-so', 'good', 'very good']],
  },
};
/** Of bounding_boxes and text_spans. */
export const classes = {
  description: 'bounding_boxes, text_spans: what a box or a part may be, by code points',
  examples: [['bicycle', 'car']],
};

const edge = { minimum: -100, maximum: 100 };

export const submittedScale = requestObject(
  {
    from: Type.Integer({ ...edge, ...steps.from }),
    to: Type.Integer({ ...edge, ...steps.to }),
    labels: maybe(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 2,
        maxItems: 21,
        ...steps.labels,
      }),
    ),
  },
  { title: 'SubmittedScale', description: 'rating: 2 to 21 whole steps' },
);
export const scale = Type.Object(
  {
    from: Type.Integer(steps.from),
    to: Type.Integer(steps.to),
    labels: Type.Optional(Type.Array(Type.String(), steps.labels)),
  },
  { title: 'Scale', description: 'rating: its whole steps' },
);

export const tie = {
  description: 'comparison: whether workers may say that none is better. Default: true',
};
export const agreementBar = {
  description:
    'How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1. Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0. bounding_boxes: F1 of the boxes that lie half on each other at least, default: 0.7. text_spans: F1 of the parts, those that only touch count half, default: 0.6',
  examples: [0.5],
};
/** null: a label is paid where it is equal. */
export const nullableBar = nullable(Type.Number(agreementBar));

/** Of a result. */
export const unitsField = Type.Optional(
  Type.Array(
    Type.Object({
      name: Type.String({
        description: 'multi_label: an option. bounding_boxes, text_spans: `box 1`, `span 1` and so on',
        examples: ['toxic'],
      }),
      answer: Type.String({ examples: ['present'] }),
      confidence: Type.Number({ description: '0 to 1', examples: [0.97] }),
    }),
    {
      description:
        'With `include=units`: the questions with few answers that the value was decided by. A choice has none',
    },
  ),
);
