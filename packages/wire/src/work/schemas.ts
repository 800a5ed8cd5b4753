import { reportReasons, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import { errorCodes } from '../errors.ts';
import { choice, maybe, nullable, pathId, requestObject, timestamp } from '../parts/fields.ts';
import { classes, kind, labelValue, nullableBar, scale, submittedValue, valueField } from '../parts/kinds.ts';
import { pageFields, pageOf } from '../parts/page.ts';

const label = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'One of the options, to the letter',
  examples: ['cat'],
});
const itemToken = maybe(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description:
      'What came with the item, in `X-Item-Token`: says that you looked, and how large the item is. A label without counts and is paid all the same, but earns no trust where the server knows of no look',
    examples: ['kY3n…'],
  }),
);
/** A label is a text or, of a kind other than choice, a value. That it is one of both alone is a rule of labels. */
const answer = { label: Type.Optional(label), value: Type.Optional(submittedValue) };
const labelUnlessValue = {
  if: { properties: { value: {} }, required: ['value'] },
  else: { properties: { label: {} }, required: ['label'] },
};
const labelsMax = 100;

const questionName = { minLength: 1, maxLength: 100, examples: ['qst_…'] };

export const nextWorkBody = requestObject(
  {
    count: maybe(Type.Integer({ minimum: 1, maximum: 20, description: 'Tasks wanted at once. Default: 1' })),
    question: maybe(
      Type.String({
        ...questionName,
        description:
          'Tasks of this question first, as `GET /v1/work/assignments?questions=true` names it. Where none is left for you, others',
      }),
    ),
    practice: maybe(
      Type.String({
        ...questionName,
        description:
          'Items of this question’s practice, and no tasks: unpaid, and you are told at once whether you are right. Up to 20 in a round; the next round is a day later',
      }),
    ),
  },
  { title: 'NextWork', examples: [{ count: 5 }] },
);

const shownData = (description: string) =>
  Type.Object({
    url: Type.String({ description, examples: ['/v1/work/asn_…/data'] }),
    content_type: nullable(
      Type.String({
        description:
          'What an item of this type mostly is; null: one of several images or a text, as the item itself says',
      }),
    ),
  });

const shownItem = Type.Object({
  id: Type.String({ description: 'What you call it in your label: its place', examples: ['1'] }),
  data: shownData('Where it is, on this server, for you alone'),
});
const shownItems = {
  description: 'comparison: what is compared, in the order that is yours; others see another',
};
const assignment = Type.Object(
  {
    assignment_id: Type.String({ description: 'Names your claim on the task', examples: ['asn_…'] }),
    type: choice(taskTypes),
    kind,
    question: Type.String({ examples: ['Animal?'] }),
    instructions: nullable(Type.String({ description: 'Markdown' })),
    options: Type.Array(Type.String(), {
      description: 'To choose from, one or, of the kind multi_label, any; other kinds have none',
      examples: [['cat', 'dog']],
    }),
    agreement_bar: nullableBar,
    tie: Type.Optional(Type.Boolean({ description: 'comparison: you may say that none is better' })),
    scale: Type.Optional(scale),
    classes: Type.Optional(Type.Array(Type.String(), classes)),
    items: Type.Optional(Type.Array(shownItem, shownItems)),
    start: valueField,
    data: nullable(shownData('Where the item is, on this server, for you alone')),
    sensitive: Type.Boolean({
      description: 'The item may disturb: show it covered, until the worker wants to see it',
      examples: [false],
    }),
    lease_expires_at: timestamp('The task is yours until then'),
    reward_sats: Type.Integer({ description: 'Paid if your label is with the consensus', examples: [100] }),
    organisation: nullable(
      Type.String({
        description:
          'The organisation for which you label it as one of its own people; null: for the public crowd’s pay',
        examples: ['Acme Labs'],
      }),
    ),
    practice: Type.Optional(
      Type.Literal(true, { description: 'It is practice: unpaid, and answered at once' }),
    ),
  },
  {
    title: 'Assignment',
    description:
      '`start`: marks of a program to begin with, which nobody has checked: correct them, remove those that are wrong, add those that are missing. Not there: begin with nothing',
  },
);

export const assignments = Type.Object({ assignments: Type.Array(assignment) }, { title: 'Assignments' });

export const assignmentParams = Type.Object({ assignment_id: pathId('asn_', 'Your claim on the task') });
export const labelBody = requestObject(
  { ...answer, item_token: itemToken },
  { title: 'GiveLabel', ...labelUnlessValue, examples: [{ label: 'cat' }] },
);

/** How far a round of practice is. */
const practiceScore = {
  answered: Type.Integer({ description: 'Items of the round that you answered', examples: [7] }),
  items: Type.Integer({ description: 'Items of the round', examples: [10] }),
  right: Type.Integer({ description: 'Of those answered', examples: [6] }),
};

export const labelAccepted = Type.Object(
  {
    assignment_id: Type.String({ examples: ['asn_…'] }),
    accepted: Type.Literal(true),
    practice: Type.Optional(
      Type.Object(
        {
          is_right: Type.Boolean({ examples: [true] }),
          answer: Type.String({ description: 'The right one of the options', examples: ['cat'] }),
          value: Type.Optional(labelValue),
          explanation: nullable(Type.String({ description: 'Why, in the customer’s words' })),
          ...practiceScore,
        },
        {
          title: 'PracticeFeedback',
          description: 'Of an item of practice: what came of the first answer to it',
        },
      ),
    ),
  },
  { title: 'LabelAccepted' },
);

export const labelsBody = requestObject(
  {
    labels: Type.Array(
      requestObject(
        { assignment_id: Type.String({ minLength: 1, maxLength: 100 }), ...answer, item_token: itemToken },
        { title: 'AssignedLabel', ...labelUnlessValue },
      ),
      { minItems: 1, maxItems: labelsMax, description: 'Each stands on its own' },
    ),
  },
  { title: 'GiveLabels' },
);

const labelOutcome = Type.Object(
  {
    assignment_id: Type.String({ examples: ['asn_…'] }),
    accepted: Type.Boolean(),
    error: Type.Optional(Type.String({ description: 'Why it was not accepted' })),
    code: Type.Optional(choice(errorCodes)),
  },
  { title: 'LabelOutcome' },
);

export const labelOutcomes = Type.Object(
  { outcomes: Type.Array(labelOutcome, { description: 'In the order of the labels' }) },
  { title: 'LabelOutcomes' },
);

export const skipBody = requestObject(
  { reason: maybe(Type.String({ maxLength: 500, description: 'Why, for the operator' })) },
  { title: 'Skip', examples: [{ reason: 'The image does not load' }] },
);
export const skipped = Type.Object(
  { assignment_id: Type.String({ examples: ['asn_…'] }), skipped: Type.Literal(true) },
  { title: 'Skipped' },
);

export const reportBody = requestObject(
  {
    reason: choice(reportReasons, { description: 'What is wrong with the item' }),
    note: maybe(Type.String({ maxLength: 1000, description: 'In your words, for the operator' })),
  },
  { title: 'ReportItem', examples: [{ reason: 'violence' }] },
);
export const reported = Type.Object(
  { assignment_id: Type.String({ examples: ['asn_…'] }), reported: Type.Literal(true) },
  { title: 'Reported' },
);

const question = Type.Object(
  {
    question_id: Type.String({
      description: 'Names it for you, in `POST /v1/work/next`',
      examples: ['qst_…'],
    }),
    type: choice(taskTypes),
    question: Type.String({ examples: ['Animal?'] }),
    options: Type.Array(Type.String(), { examples: [['cat', 'dog']] }),
    organisation: nullable(
      Type.String({
        description: 'Whose own people alone label it, you among them; null: the public crowd',
        examples: ['Acme Labs'],
      }),
    ),
    sensitive: Type.Boolean({ description: 'Its items may disturb', examples: [false] }),
    reward_sats: Type.Integer({
      description:
        'For each label with the consensus; 0: own people are unpaid unless the task says otherwise',
      examples: [325],
    }),
    seconds_each: nullable(
      Type.Integer({
        description:
          'What an answer to its practice takes, in the middle of the latest; null: too few are known',
        examples: [8],
      }),
    ),
    practice: Type.Object(
      {
        ...practiceScore,
        best: nullable(
          Type.Number({
            description: 'The best share right in a whole round of yours; null: you ended none',
            examples: [0.9],
          }),
        ),
        again_at: nullable(timestamp('When the next round can begin; null: now')),
      },
      {
        title: 'PracticeState',
        description: 'How far you are in its practice; tasks can ask for a share right',
      },
    ),
  },
  { title: 'Question' },
);
const questionPage = pageOf(question, 'QuestionPage');
export const heldAssignments = Type.Object(
  {
    assignments: Type.Array(assignment),
    questions: Type.Optional(questionPage),
  },
  { title: 'HeldAssignments' },
);
export const questionsQuery = requestObject({
  questions: Type.Optional(Type.Boolean({ description: 'Questions that you can practise and choose, too' })),
  limit: pageFields('qst_').limit,
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'Of the page before' })),
});

export type Assignment = Static<typeof assignment>;
export type Assignments = Static<typeof assignments>;
export type LabelAccepted = Static<typeof labelAccepted>;
export type LabelsBody = Static<typeof labelsBody>;
export type LabelOutcome = Static<typeof labelOutcome>;
export type LabelOutcomes = Static<typeof labelOutcomes>;
export type Question = Static<typeof question>;
