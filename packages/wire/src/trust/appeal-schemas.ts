import { appealKinds, labelOutcomes, payStates, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { kindField, valueField } from '../parts/kinds.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const appealStatuses = ['open', 'upheld', 'rejected'] as const;
const prose = (description: string) =>
  Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S', description, 'x-must': 'not be blank' });

export const openAppealBody = requestObject(
  {
    assignment_id: maybe(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'A label of your history that is `contestable`; without it you contest your suspension',
      }),
    ),
    message: prose('Why you think that it is wrong'),
  },
  { title: 'OpenAppeal', examples: [{ message: 'The picture shows a cat, behind the dog.' }] },
);

const appealFields = {
  appeal_id: id('apl_', 'The appeal'),
  about: choice(appealKinds, { description: 'What is contested' }),
  assignment_id: nullable(
    Type.String({ description: 'The label that is contested, as in your history', examples: ['asn_…'] }),
  ),
  suspension_reason: nullable(Type.String({ description: 'The reason that is contested' })),
  message: Type.String(),
  status: choice(appealStatuses),
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
    task_id: nullable(id('tsk_', 'The task whose label is contested')),
    task: nullable(
      Type.Object({
        gold_id: nullable(id('gld_', 'The item, where its answer was known; the worker is not told')),
        data_url: Type.String(),
        question: Type.String(),
        gold_label: nullable(Type.String({ description: 'The known answer' })),
        consensus_label: nullable(Type.String({ description: 'What the others agreed upon' })),
        label: Type.String({ description: 'The worker’s answer' }),
        value: valueField,
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
      description:
        'true: the label is paid by you, and counts as right where the answer was known; a suspension ends, and the worker begins anew',
    }),
    answer: prose('What the worker reads'),
  },
  { title: 'AnswerAppeal', examples: [{ upheld: true, answer: 'You are right, the item was wrong.' }] },
);

export const historyQuery = requestObject({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'Default: 20' })),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const history = pageOf(
  Type.Object(
    {
      assignment_id: Type.String({ description: 'Names your label', examples: ['asn_…'] }),
      type: choice(taskTypes),
      question: Type.String({ examples: ['Animal?'] }),
      kind: kindField,
      label: Type.String({ description: 'Your answer', examples: ['cat'] }),
      value: valueField,
      at: timestamp('When you gave it'),
      outcome: choice(labelOutcomes, {
        description:
          'waiting: not known yet. agreed, disagreed: with the answer that was found. undecided: none was. conceded: you contested it, and were right',
      }),
      decided: nullable(
        Type.String({
          description: 'What was decided; null: not known yet, or nothing was',
          examples: ['dog'],
        }),
      ),
      decided_value: valueField,
      pay: choice(payStates, {
        description:
          'waiting: not known yet. due: it is on its way. paid: by `txid`. not_paid: it is not with what was decided. own_people: you gave it as one of an organisation’s own people, who are not paid here',
      }),
      reward_sats: Type.Integer({ description: 'What it is paid if it is', examples: [325] }),
      sensitive: Type.Boolean({
        description: 'The item may disturb: show it covered first',
        examples: [false],
      }),
      item_until: timestamp('Until when `GET /v1/work/{assignment_id}/data` shows you the item'),
      contestable: Type.Boolean({
        description: 'It earned nothing: once, you may contest that (`POST /v1/workers/me/appeals`)',
      }),
      appeal: nullable(
        choice(appealStatuses, { description: 'How it stands with what you contested; null: you did not' }),
      ),
      gold_feedback: nullable(
        Type.String({
          description:
            'The right answer, where it was known and whoever gave the item wants its workers told; null otherwise',
        }),
      ),
      gold_feedback_value: valueField,
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
