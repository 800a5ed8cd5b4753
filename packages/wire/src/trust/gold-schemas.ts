import { taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import {
  choice,
  id,
  languageTag,
  maybe,
  nullable,
  pathId,
  requestObject,
  timestamp,
} from '../parts/fields.ts';
import { valueField } from '../parts/kinds.ts';
import { pageFields, pageOf } from '../parts/page.ts';
import { submittedData, submittedItems, submittedUrl, urlUnlessData } from '../tasks/item-schemas.ts';
import { labelSpec, submittedLabelSpec } from '../tasks/label-spec-schemas.ts';
import { submittedPredictions } from '../tasks/prediction-schemas.ts';
import { sensitive, taskType } from '../tasks/schemas.ts';

/** Of a label's value: 50 options of 200 characters, each of which JSON may write as two. */
const answerTextMax = 25_000;

export const goldLabel = Type.String({
  minLength: 1,
  maxLength: answerTextMax,
  description:
    'The right answer: one of the options, to the letter, or, of a kind other than choice, its value as JSON: `4`, `{"item":"model-a"}`, `{"options":["spam"]}`',
  examples: ['cat'],
});

/** As of tasks; what is no start is passed over. */
export const goldPredictions = {
  ...submittedPredictions,
  description:
    'Only what `label_spec.start_with` names is kept: the item begins as your tasks do, and goes among those of them that have a start',
};

const example = {
  type: 'image_classification',
  data_url: 'https://example.com/cat.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  gold_label: 'cat',
};

export const goldFeedback = Type.Boolean({
  description:
    'true: with the outcome its workers are told the right answer, and so that it was known; nobody meets an item twice. Default: false',
});

export const addGoldBody = requestObject(
  {
    type: taskType,
    data_url: maybe(submittedUrl),
    data: maybe(submittedData),
    items: maybe(submittedItems),
    label_spec: submittedLabelSpec,
    predictions: maybe(goldPredictions),
    gold_label: goldLabel,
    feedback: maybe(goldFeedback),
    language: maybe(languageTag('BCP 47: only workers who list this language get it')),
    sensitive: maybe(sensitive),
  },
  { title: 'AddGold', ...urlUnlessData, examples: [example] },
);

export const gold = Type.Object(
  {
    gold_id: id('gld_', 'The item'),
    owner: nullable(id('cust_', 'The customer among whose tasks it is mixed; null: among everybody’s')),
    job_id: nullable(id('job_', 'The job whose manifest it came from')),
    type: choice(taskTypes),
    data_url: Type.String({ examples: ['https://example.com/cat.jpg'] }),
    label_spec: labelSpec,
    gold_label: Type.String({ examples: ['cat'] }),
    gold_value: valueField,
    start: valueField,
    feedback: Type.Boolean({ description: 'Its workers are told the right answer' }),
    practice: Type.Boolean({
      description: 'Its customer’s, for practice: it is mixed among no tasks, and nobody is measured by it',
    }),
    language: nullable(Type.String({ description: 'BCP 47, lower case', examples: ['en'] })),
    answered_right: Type.Integer({ description: 'Workers who gave this answer', examples: [12] }),
    answered_wrong: Type.Integer({ description: 'Workers who gave another', examples: [1] }),
    created_at: timestamp('When it was added'),
    retired_at: nullable(timestamp('When it was taken out: by you, or because most workers missed it')),
  },
  { title: 'Gold' },
);
export const goldPage = pageOf(gold, 'GoldPage');
export const goldQuery = requestObject({
  ...pageFields('gld_'),
  owner: Type.Optional(
    Type.String({
      pattern: '^(operator|cust_[0-9A-HJKMNP-TV-Z]{26})$',
      description: 'Only those of this customer, or of the `operator`',
      'x-must': 'be operator or the id of a customer',
    }),
  ),
});
export const goldParams = Type.Object({ gold_id: pathId('gld_', 'The item') });
export const goldAdded = Type.Object(
  { added: Type.Integer({ description: 'Items that were added', examples: [100] }) },
  { title: 'GoldAdded' },
);

export type AddGoldBody = Static<typeof addGoldBody>;
export type Gold = Static<typeof gold>;
