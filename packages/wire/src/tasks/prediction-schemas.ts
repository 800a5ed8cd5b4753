import { predictionsMax } from '@asg/consensus/adaptive-defaults';
import { Type } from 'typebox';
import { maybe, modelName, nullable, numbersByName, requestObject } from '../parts/fields.ts';
import { submittedValue, valueField } from '../parts/kinds.ts';

const model = {
  description:
    'Your name for the model: what is known of it is kept under it. Another version is another model',
  examples: ['classifier-3'],
};
const label = { description: 'The option that it is for, to the letter', examples: ['cat'] };
const scores = {
  description:
    'In place of `label` or `value`: its score of each option, by option, none below 0; an option that is not there has 0. They count by their share of the sum, as far as scores like these were right before. comparison: by id of the item, and `tie`. rating: by step. multi_label: how likely each option is to apply, 0 to 1',
  examples: [{ cat: 0.92, dog: 0.08 }],
};
const confidence = {
  description:
    '0 to 1: how sure it is of its label or value. It counts for how often confidences like this one were right before',
  examples: [0.92],
};

const submittedPrediction = requestObject(
  {
    model: Type.String({ ...modelName, ...model }),
    label: maybe(
      Type.String({
        minLength: 1,
        maxLength: 10_200,
        ...label,
        description:
          'The option that it is for, to the letter. In place of a `value`: the id of the better item or `tie`, the step, options with | between, or the text of a value, `{"none":true}`',
      }),
    ),
    value: Type.Optional(submittedValue),
    confidence: maybe(Type.Number({ minimum: 0, maximum: 1, ...confidence })),
    scores: maybe(numbersByName({ minimum: 0, maximum: 1_000_000_000 }, scores)),
  },
  {
    title: 'SubmittedPrediction',
    description:
      'What a model of yours says of a task: an answer as workers give it, but by ids of items; or scores',
  },
);

/** Of a task or a line of a job's file. */
export const submittedPredictions = Type.Array(submittedPrediction, {
  minItems: 1,
  maxItems: predictionsMax,
  description:
    'adaptive: what models of yours say. Each counts beside the labels for what it was worth on your tasks of the same type and options, at first for nothing. It is never paid, no worker sees it but as the start that `label_spec.start_with` asks for, and no option is the answer that no person has given. Of a line with a `gold_label` all but the start is passed over',
});

export const predictTaskBody = requestObject(
  { predictions: submittedPredictions },
  { title: 'PredictTask', examples: [{ predictions: [{ model: 'classifier-3', label: 'cat' }] }] },
);

/** As they are kept. */
export const keptPredictions = Type.Optional(
  Type.Array(
    Type.Object(
      {
        model: Type.String(model),
        label: Type.String({
          ...label,
          description: 'The option that it is for, or the canonical text of the value',
        }),
        value: valueField,
        confidence: Type.Optional(Type.Number(confidence)),
        scores: Type.Optional(
          numbersByName(
            {},
            {
              ...scores,
              description: 'By option, as shares of their sum; multi_label: how likely each is to apply',
            },
          ),
        ),
      },
      { title: 'Prediction' },
    ),
    { description: 'What models of yours say, where you told. Not there: nothing' },
  ),
);

/** What predictions contributed to a decision. */
export const contribution = Type.Optional(
  Type.Object(
    {
      models: Type.Array(
        Type.Object({
          model: Type.String(model),
          label: Type.String({
            ...label,
            description: 'The option that it was for, or the canonical text of the value',
          }),
          value: valueField,
          confidence_without: Type.Number({
            description: 'The confidence in the consensus label if this one were left out',
            examples: [0.83],
          }),
        }),
      ),
      confidence_without: Type.Number({
        description: 'The confidence in the consensus label by people’s labels alone',
        examples: [0.83],
      }),
    },
    {
      title: 'PredictionsCounted',
      description:
        'What predictions of your models contributed; `worker_count` and `agreement_count` are of people alone. Not there: none counted',
    },
  ),
);

/** Labels of a task's template, by what their workers began with. */
const beginFigures = (description: string) =>
  Type.Object(
    {
      labels: Type.Integer({ examples: [630] }),
      same: nullable(
        Type.Number({
          description: 'Share of them that say what the model says; null: no labels',
          examples: [0.4],
        }),
      ),
      distance: nullable(
        Type.Number({
          description:
            '0 to 1: how far they are on average from what the model says. Boxes: 1 less their mean IoU, spans: 1 less their F1. Null: no labels',
          examples: [0.18],
        }),
      ),
    },
    { description },
  );

/** How labels that began with a model's marks differ from those that did not. */
export const startFigures = Type.Object(
  {
    model: Type.String(model),
    with_start: beginFigures('Labels whose workers began with its marks'),
    without_start: beginFigures('Labels of the same tasks whose workers began with nothing, one in 64'),
    anchoring: nullable(
      Type.Object(
        {
          nearer: Type.Number({
            description: 'How much nearer labels are to the marks of the model where they began with them',
            examples: [0.12],
          }),
          low: Type.Number({ description: 'Lower end of its interval of 95 %', examples: [0.03] }),
          high: Type.Number({ description: 'Upper end', examples: [0.21] }),
        },
        { description: 'Null: fewer than two labels of either are known' },
      ),
    ),
  },
  { title: 'StartFigures' },
);

/** How a model does on the tasks of a template. */
export const modelFigures = Type.Object(
  {
    model: Type.String(model),
    tasks: Type.Integer({ description: 'Closed tasks that it was there for', examples: [812] }),
    counted: Type.Integer({ description: 'Decisions that it counted in', examples: [760] }),
    accuracy: nullable(
      Type.Number({
        description: 'Its share of right predictions, as far as is known; old ones count half',
        examples: [0.9],
      }),
    ),
    weight: Type.Number({
      description:
        '0 to 1: how far it counts for what its matrix says, less while it seems to have become worse',
      examples: [0.98],
    }),
    measured_tasks: Type.Integer({
      description: 'Tasks that people labelled fully without it, one in 64',
      examples: [12],
    }),
    measured_accuracy: nullable(
      Type.Number({
        description: 'How often it said on these what all their labels say; null: there are none',
        examples: [0.9],
      }),
    ),
    labels_saved: nullable(
      Type.Number({
        description:
          'Labels that it saved, by what it would have saved on the fully labelled tasks; null: there are none',
        examples: [1640.5],
      }),
    ),
    drifts: Type.Integer({ description: 'How often it was found to have become worse', examples: [0] }),
    confusion: Type.Array(Type.Array(Type.Number()), {
      description:
        'By right option (row) and predicted option (column), in the order of `options`: how often, old ones half. multi_label: of all options together, absent and present',
      examples: [
        [
          [90, 10],
          [8, 92],
        ],
      ],
    }),
  },
  { title: 'ModelFigures' },
);
