import type { Static } from 'typebox';
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
  },
  { title: 'ManifestLine', ...urlUnlessData },
);

export type ManifestLine = Static<typeof manifestLine>;
