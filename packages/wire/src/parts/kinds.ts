import { namesIn, taskKinds } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, maybe, nullable, requestObject } from './fields.ts';

const kindNames = [...new Set(namesIn(taskKinds).map((type) => taskKinds[type]))];

/** What the labels of a task are. */
export const kind = choice(kindNames, {
  description:
    'What its labels are. choice: one of the options. comparison: the best of some items, or a tie. multi_label: all options that apply. rating: a step of a scale',
});
/** The same of what customers read: tasks whose kind is choice have what they always had. */
export const kindField = Type.Optional(
  choice(
    kindNames.filter((name) => name !== kindNames[0]),
    { description: 'What its labels are. Not there: one of the options' },
  ),
);

/** A label of a kind other than choice. Each form has members of its own, by which they are told apart. */
export const labelValue = Type.Unsafe<unknown>({
  title: 'LabelValue',
  description: 'A label of a comparison, of a multi_label task or a rating',
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
      { title: 'NoneValue', description: 'multi_label: none applies' },
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
    'How near the consensus a label is that is paid. multi_label: the Jaccard index, above 0 and at most 1. Default: 0.5. rating: whole steps. Default: 1, on scales of less than 5 steps 0',
  examples: [0.5],
};
/** null: a label is paid where it is equal. */
export const nullableBar = nullable(Type.Number(agreementBar));

/** Of a result. */
export const unitsField = Type.Optional(
  Type.Array(
    Type.Object({
      name: Type.String({ description: 'multi_label: an option', examples: ['toxic'] }),
      answer: Type.String({ examples: ['present'] }),
      confidence: Type.Number({ description: '0 to 1', examples: [0.97] }),
    }),
    {
      description:
        'With `include=units`: the questions with few answers that the value was decided by. A choice has none',
    },
  ),
);
