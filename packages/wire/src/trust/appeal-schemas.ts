import { appealKinds, labelOutcomes, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const prose = (description: string) =>
  Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description, 'x-must': 'not be blank' });

export const openAppealBody = requestObject(
  {
    task_id: maybe(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'A task of your history whose outcome is gold_miss; without it you contest your suspension',
      }),
    ),
    message: prose('Why you think that it is wrong'),
  },
  { title: 'OpenAppeal', examples: [{ message: 'The picture shows a cat, behind the dog.' }] },
);

const appealFields = {
  appeal_id: id('apl_', 'The appeal'),
  about: choice(appealKinds, { description: 'What is contested' }),
  task_id: nullable(id('tsk_', 'The task that was missed')),
  suspension_reason: nullable(Type.String({ description: 'The reason that is contested' })),
  message: Type.String(),
  status: choice(['open', 'upheld', 'rejected']),
  answer: nullable(Type.String({ description: 'What the operator says' })),
  opened_at: timestamp('When it was opened'),
  answered_at: nullable(timestamp('When it was answered')),
};

export const appeal = Type.Object(appealFields, { title: 'Appeal' });
export const appeals = pageOf(appeal, 'Appeals');
export const appealsQuery = requestObject(pageFields('apl_'));

export const adminAppeal = Type.Object(
  {
    ...appealFields,
    worker_id: id('wrk_', 'Who contests'),
    task: nullable(
      Type.Object({
        gold_id: id('gld_', 'The item whose answer was known'),
        data_url: Type.String(),
        question: Type.String(),
        gold_label: Type.String({ description: 'The known answer' }),
        label: Type.String({ description: 'The worker’s answer' }),
      }),
    ),
  },
  { title: 'AdminAppeal' },
);
export const adminAppeals = pageOf(adminAppeal, 'AdminAppeals');
export const adminAppealParams = Type.Object({ appeal_id: pathId('apl_', 'The appeal') });
export const answerAppealBody = requestObject(
  {
    upheld: Type.Boolean({
      description: 'true: a miss is paid and counts as right; a suspension ends, and the worker begins anew',
    }),
    answer: prose('What the worker reads'),
  },
  { title: 'AnswerAppeal', examples: [{ upheld: true, answer: 'You are right, the item was wrong.' }] },
);

export const historyQuery = requestObject({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default: 20' })),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,15}\\.tsk_[0-9A-HJKMNP-TV-Z]{26}$',
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const history = pageOf(
  Type.Object(
    {
      task_id: id('tsk_', 'The task'),
      type: choice(taskTypes),
      question: Type.String({ examples: ['Animal?'] }),
      label: Type.String({ description: 'Your answer', examples: ['cat'] }),
      at: timestamp('When you gave it'),
      outcome: choice(labelOutcomes, {
        description:
          'waiting: not decided yet. agreed, disagreed: with the consensus. undecided: there was none. gold_miss: the answer was known, and another; you may contest that. conceded: you did, and were right',
      }),
      paid: Type.Boolean({ description: 'This label is paid for' }),
      txid: nullable(Type.String({ description: 'The transaction that paid' })),
      explorer_url: nullable(Type.String({ description: 'Where a person can look at the transaction' })),
    },
    { title: 'HistoryItem' },
  ),
  'History',
);

export type Appeal = Static<typeof appeal>;
export type Appeals = Static<typeof appeals>;
export type History = Static<typeof history>;
