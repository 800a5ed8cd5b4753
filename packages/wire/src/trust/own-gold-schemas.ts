import { goldSorts, goldSources, goldStates, goldUses, taskTypes } from '@asg/domain/names';
import { Type } from 'typebox';
import {
  choice,
  id,
  languageTag,
  maybe,
  nullable,
  numbersByName,
  requestObject,
  timestamp,
} from '../parts/fields.ts';
import { valueField } from '../parts/kinds.ts';
import { pageLimit } from '../parts/page.ts';
import { submittedData, submittedItems, submittedUrl, urlUnlessData } from '../tasks/item-schemas.ts';
import { labelSpec, submittedLabelSpec } from '../tasks/label-spec-schemas.ts';
import { sensitive, taskType } from '../tasks/schemas.ts';
import { goldFeedback, goldLabel, goldPredictions } from './gold-schemas.ts';

const use = choice(goldUses, {
  description:
    'test: it goes among your tasks, unmarked, and measures who labels them. practice: workers learn its question by it, and are told the answer',
});
const reason = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'Why the answer is right. Workers are told in practice, and never else',
  examples: ['A cat: the ears are pointed.'],
});
const practiceCrowd = choice(['public', 'own'] as const, {
  description: 'With `practice`: own: for the question as your own people alone get it. Default: public',
});

const example = {
  type: 'image_classification',
  data_url: 'https://example.com/cat.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  gold_label: 'cat',
  reason: 'A cat: the ears are pointed.',
};

export const addOwnGoldBody = requestObject(
  {
    type: taskType,
    data_url: maybe(submittedUrl),
    data: maybe(submittedData),
    items: maybe(submittedItems),
    label_spec: submittedLabelSpec,
    predictions: maybe(goldPredictions),
    gold_label: goldLabel,
    use: maybe(use),
    reason: maybe(reason),
    feedback: maybe(goldFeedback),
    crowd: maybe(practiceCrowd),
    language: maybe(languageTag('BCP 47: only workers who list this language get it')),
    sensitive: maybe(sensitive),
  },
  { title: 'AddOwnGold', ...urlUnlessData, examples: [example] },
);

export const taskGoldBody = requestObject(
  {
    label: maybe({
      ...goldLabel,
      description:
        'The right answer, as `gold_label` of an item. Default: what you corrected it to, else what was decided',
    }),
    reason: maybe(reason),
    use: maybe(use),
  },
  { title: 'MakeTaskGold' },
);

export const changeGoldBody = requestObject(
  { use, crowd: maybe(practiceCrowd) },
  { title: 'ChangeGold', examples: [{ use: 'practice' }] },
);

const count = (description: string, example: number) => Type.Integer({ description, examples: [example] });

export const ownGold = Type.Object(
  {
    gold_id: id('gld_', 'The item'),
    use,
    state: choice(goldStates, { description: 'retired: it is given out no more' }),
    source: choice(goldSources, {
      description:
        'hand, file: it was given as gold. job: a line of a job. task: made of a task that was decided',
    }),
    job_id: nullable(id('job_', 'The job whose line it was')),
    task_id: nullable(id('tsk_', 'The task that it was made of')),
    type: choice(taskTypes),
    template: Type.String({
      description: 'Names the type and the options, whatever their order',
      examples: ['0f1e2d3c4b5a69788796a5b4c3d2e1f0'],
    }),
    data_url: Type.String({
      description: 'A URL, or `asset://…` of an asset of yours; empty: its content was deleted',
      examples: ['https://example.com/cat.jpg'],
    }),
    label_spec: labelSpec,
    gold_label: Type.String({ description: 'The right answer', examples: ['cat'] }),
    gold_value: valueField,
    start: valueField,
    reason: nullable(Type.String({ description: 'Why it is right', examples: ['The ears are pointed.'] })),
    feedback: Type.Boolean({ description: 'Its workers are told the right answer with the outcome' }),
    language: nullable(Type.String({ description: 'BCP 47, lower case', examples: ['en'] })),
    sensitive: Type.Boolean({ description: 'Only workers who take such items get it' }),
    hits: count('Answers that were right, in tests and in practice', 12),
    misses: count('Answers that were not', 3),
    practised: count('Of both, those given in practice: their workers were told the answer', 0),
    answers: numbersByName(
      { minimum: 0 },
      {
        description:
          'How often each option was answered; wrong answers are told apart since this version of the server',
        examples: [{ cat: 12, dog: 3 }],
      },
    ),
    good_workers: Type.Object(
      { hits: count('Right answers of theirs', 8), misses: count('Their other answers', 1) },
      { description: 'Answers in tests of workers who were known to answer well' },
    ),
    suspect: Type.Boolean({
      description:
        'Its answer is more likely wrong than theirs: 3 or more good workers missed it, and more than were right, or 8 or more answers were wrong and three times as many as right',
    }),
    created_at: timestamp('When it was added'),
    retired_at: nullable(timestamp('When it was retired: by you, or because most workers missed it')),
  },
  { title: 'OwnGold' },
);

export const ownGoldPage = Type.Object(
  {
    data: Type.Array(ownGold, { description: 'In the order that was asked for' }),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'OwnGoldPage' },
);

export const ownGoldQuery = requestObject({
  limit: pageLimit,
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{16}_gld_[0-7][0-9A-HJKMNP-TV-Z]{25}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
  state: Type.Optional(choice(goldStates, { description: 'Default: active' })),
  use: Type.Optional(choice(goldUses, { description: 'Only those of this use' })),
  template: Type.Optional(
    Type.String({
      pattern: '^[0-9a-f]{32}$',
      description: 'Only those of this type and these options, as `GET /v1/stats` names them',
      'x-must': 'be 32 hexadecimal digits',
    }),
  ),
  sort: Type.Optional(
    choice(goldSorts, {
      description: 'newest: added last first. misses: answered wrong most often first. Default: newest',
    }),
  ),
});
