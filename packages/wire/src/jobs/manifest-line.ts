import { type Static, Type } from 'typebox';
import { maybe, requestObject } from '../parts/fields.ts';
import { urlUnlessData } from '../tasks/item-schemas.ts';
import { submittedLabelSpec } from '../tasks/label-spec-schemas.ts';
import { submitTaskBody, taskType } from '../tasks/schemas.ts';
import { goldFeedback, goldLabel } from '../trust/gold-schemas.ts';

/** What a task may say by itself. */
const {
  type: _type,
  label_spec: _labelSpec,
  crowd: _crowd,
  own_for: _ownFor,
  pay_own: _payOwn,
  qualification: _qualification,
  ...ofTasks
} = submitTaskBody.properties;

/** One row of a manifest: a task, as far as the job does not say it. */
export const manifestLine = requestObject(
  {
    ...ofTasks,
    type: maybe({ ...taskType, description: 'That of the job, where it is said' }),
    label_spec: maybe(submittedLabelSpec),
    gold_label: maybe({
      ...goldLabel,
      description: 'The right answer: the line is no task, but workers on your tasks are measured by it',
    }),
    gold_feedback: maybe(goldFeedback),
    gold_practice: maybe(
      Type.Boolean({
        description:
          'With `gold_label`: true: the item is practice for this question and nothing else. Workers answer it before real items, unpaid, and are told at once whether they were right. The same item again takes the place of the one before. Default: false',
      }),
    ),
    gold_explanation: maybe(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'With `gold_practice`: why the answer is right, for the worker',
        examples: ['The ears are pointed: a cat.'],
      }),
    ),
  },
  { title: 'ManifestLine', ...urlUnlessData },
);

export type ManifestLine = Static<typeof manifestLine>;
