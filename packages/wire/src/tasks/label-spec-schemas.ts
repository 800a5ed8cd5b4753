import { Type } from 'typebox';
import { maybe, modelName, numbersByName, requestObject } from '../parts/fields.ts';
import { agreementBar, classes, kindField, scale, submittedScale, tie } from '../parts/kinds.ts';

const question = { description: 'What the worker is asked', examples: ['Animal?'] };
const options = {
  description: 'The answers to choose from; no two that look the same',
  examples: [['cat', 'dog']],
};
const instructions = { description: 'How to decide, for the worker; Markdown' };
const classShares = {
  description:
    'adaptive: how frequent you expect each option to be, by option: whole numbers, or shares (6 decimals at most) that sum to 1. It counts as at least half of what is known. Workers are not told. Default: what was learnt so far',
  examples: [{ cat: 0.9, dog: 0.1 }],
};
const ordinal = {
  description:
    'adaptive: true: the options are a scale, in their order: near ones are taken for each other more often. Default: false',
};

const startWith = {
  description:
    'bounding_boxes, text_spans: the model among the `predictions` of a task whose marks workers begin with, and correct. One look in 64 is without, and measures how far they hold to them. A task without a prediction of it begins with nothing. Default: workers see no prediction',
  examples: ['detector-3'],
};

export const submittedLabelSpec = requestObject(
  {
    question: Type.String({ minLength: 1, maxLength: 2000, ...question }),
    options: maybe(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 2,
        maxItems: 50,
        uniqueItems: true,
        ...options,
        description: `${options.description}. Comparisons, ratings, boxes and spans have none`,
      }),
    ),
    instructions: maybe(Type.String({ maxLength: 20_000, ...instructions })),
    class_shares: maybe(numbersByName({ exclusiveMinimum: 0, maximum: 1_000_000_000 }, classShares)),
    ordinal: maybe(Type.Boolean(ordinal)),
    tie: maybe(Type.Boolean(tie)),
    scale: maybe(submittedScale),
    classes: maybe(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 50, ...classes }),
    ),
    start_with: maybe(Type.String({ ...modelName, ...startWith })),
    agreement_bar: maybe(Type.Number({ minimum: 0, maximum: 100, ...agreementBar })),
  },
  { title: 'SubmittedLabelSpec', description: 'The question and its options' },
);

export const labelSpec = Type.Object(
  {
    question: Type.String(question),
    kind: kindField,
    options: Type.Array(Type.String(), {
      ...options,
      description: `${options.description}; of a comparison or a rating its answers as texts`,
    }),
    instructions: Type.Optional(Type.String(instructions)),
    class_shares: Type.Optional(numbersByName({}, classShares)),
    ordinal: Type.Optional(Type.Boolean(ordinal)),
    items: Type.Optional(
      Type.Array(Type.String(), {
        description: 'comparison: your names for what is compared, by code points',
        examples: [['model-a', 'model-b']],
      }),
    ),
    tie: Type.Optional(Type.Boolean(tie)),
    scale: Type.Optional(scale),
    classes: Type.Optional(Type.Array(Type.String(), classes)),
    start_with: Type.Optional(Type.String(startWith)),
    agreement_bar: Type.Optional(Type.Number(agreementBar)),
  },
  { title: 'LabelSpec', description: 'The question and its options' },
);
