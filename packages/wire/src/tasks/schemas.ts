import { recordOf, taskStates, taskTypes } from '@asg/domain/names';
import { type Static, Type } from 'typebox';
import {
  anyObject,
  choice,
  id,
  languageTag,
  maybe,
  nullable,
  pathId,
  requestObject,
  timestamp,
} from '../parts/fields.ts';
import { kindField } from '../parts/kinds.ts';
import { chosenCrowd, crowdFields } from './crowd-schemas.ts';
import { decision } from './decision-schemas.ts';
import {
  contentDeletedAt,
  expiryReason,
  itemUnseen,
  submittedData,
  submittedItems,
  submittedUrl,
  urlUnlessData,
} from './item-schemas.ts';
import { labelSpec, submittedLabelSpec } from './label-spec-schemas.ts';
import { chosenPolicy, consensusPolicy } from './policy-schemas.ts';
import { keptPredictions, submittedPredictions } from './prediction-schemas.ts';
import { keptReview } from './review-schemas.ts';

export const taskType = choice(taskTypes, {
  description: 'What kind of labelling it is',
  'x-error': 'unsupported_task_type',
});
export const taskStatus = choice(taskStates, {
  description: 'pending → in_progress → verified → settled; or expired, or cancelled',
});

const quickstart = {
  type: 'image_classification',
  data_url: 'https://example.com/image.jpg',
  label_spec: { question: 'Animal?', options: ['cat', 'dog'] },
  consensus_threshold: 3,
};
const batchTasksMax = 1000;
const expiresInMax = 30 * 24 * 3600;

export const idempotencyKey = Type.String({
  minLength: 1,
  maxLength: 255,
  description: 'Your own name for this submission: sent again, it gives the same task, not another',
  examples: ['order-4711'],
});

export const callbackUrl = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'https URL to be told of the outcome',
});

/** Of a task, a batch, a job or a gold item. */
export const sensitive = Type.Boolean({
  description:
    'true: the item may disturb. Only workers who take such items get it, and see it covered first. Default: false',
});

export const submitTaskBody = requestObject(
  {
    type: taskType,
    data_url: maybe(submittedUrl),
    data: maybe(submittedData),
    items: maybe(submittedItems),
    label_spec: submittedLabelSpec,
    consensus_threshold: maybe(
      Type.Integer({
        minimum: 2,
        maximum: 10,
        description:
          'Labels that are collected before the first evaluation. Default: 3. With the policy adaptive: what `labels_saved` is counted against',
        examples: [3],
      }),
    ),
    consensus: maybe(consensusPolicy),
    callback_url: maybe(callbackUrl),
    idempotency_key: maybe(idempotencyKey),
    metadata: maybe(
      anyObject({
        description: 'Your own JSON object, up to 4 KiB; comes back unchanged, its numbers to the digit',
      }),
    ),
    language: maybe(languageTag('BCP 47: only workers who list this language get the task')),
    sensitive: maybe(sensitive),
    ...crowdFields,
    predictions: maybe(submittedPredictions),
    priority: maybe(Type.Integer({ minimum: 0, maximum: 9, description: '9 is served first. Default: 5' })),
    expires_in: maybe(
      Type.Integer({
        minimum: 1,
        maximum: expiresInMax,
        description: 'Seconds after which an undecided task expires; up to 30 days. Default: never',
      }),
    ),
  },
  { title: 'SubmitTask', ...urlUnlessData, examples: [quickstart] },
);

const { consensus_threshold, consensus, callback_url, idempotency_key, priority, expires_in } =
  submitTaskBody.properties;

export const relabelTaskBody = requestObject(
  {
    redundancy: maybe(
      Type.Integer({
        minimum: 2,
        maximum: 10,
        description:
          'Labels that are collected before the first evaluation, by the policy threshold; in place of consensus and consensus_threshold',
        examples: [5],
      }),
    ),
    consensus_threshold,
    consensus,
    ...crowdFields,
    callback_url,
    idempotency_key,
    priority,
    expires_in,
  },
  {
    title: 'RelabelTask',
    description: 'What is left out is as the first task had it',
    examples: [{ redundancy: 5 }],
  },
);

export const submitBatchBody = requestObject(
  {
    tasks: Type.Array(submitTaskBody, {
      minItems: 1,
      maxItems: batchTasksMax,
      description: 'All are accepted, or none',
    }),
    callback_url: maybe(callbackUrl),
    sensitive: maybe(sensitive),
    ...crowdFields,
  },
  { title: 'SubmitBatch', examples: [{ tasks: [quickstart] }] },
);

export const idempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({ minLength: 1, maxLength: 255, description: 'Works as the field `idempotency_key` does' }),
  ),
});
export const batchIdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Your own name for this batch: sent again, it gives the same batch',
    }),
  ),
});

export const warnings = Type.Optional(
  Type.Array(Type.String(), { description: 'What was accepted but deserves a look' }),
);
const idempotent = Type.Optional(
  Type.Boolean({ description: 'true: an earlier submission under the same key made it', examples: [true] }),
);

export const submittedTask = Type.Object(
  {
    task_id: id('tsk_', 'The task'),
    status: choice(['pending'], { description: 'Status of a task when it is accepted' }),
    created_at: timestamp('When it was accepted'),
    idempotent,
    warnings,
  },
  { title: 'SubmittedTask' },
);

export const submittedBatch = Type.Object(
  {
    batch_id: id('bat_', 'The batch'),
    task_count: Type.Integer({ examples: [1000] }),
    status: choice(['accepted']),
    task_ids: Type.Array(Type.String(), { description: 'In the order of submission' }),
    idempotent,
    warnings,
  },
  { title: 'SubmittedBatch' },
);

export const batchProgress = Type.Object(
  {
    batch_id: id('bat_', 'The batch'),
    task_count: Type.Integer({ examples: [1000] }),
    counts: Type.Object(
      recordOf(taskStates, () => Type.Integer()),
      { description: 'Tasks by status' },
    ),
    created_at: timestamp('When it was accepted'),
  },
  { title: 'Batch' },
);

export const task = Type.Object(
  {
    task_id: id('tsk_', 'The task'),
    status: taskStatus,
    task_type: choice(taskTypes, { description: 'What kind of labelling it is' }),
    kind: kindField,
    data_url: Type.String({ examples: ['https://example.com/image.jpg'] }),
    created_at: timestamp('When it was accepted'),
    label_spec: labelSpec,
    consensus_threshold: Type.Integer({ examples: [3] }),
    consensus: chosenPolicy,
    labels_received: Type.Integer({ examples: [2] }),
    decision,
    metadata: nullable(anyObject({ description: 'As submitted' })),
    expires_at: nullable(timestamp('When it expires if it is still undecided')),
    priority: Type.Integer({ examples: [5] }),
    language: nullable(Type.String({ description: 'BCP 47, lower case', examples: ['en'] })),
    sensitive: Type.Boolean({ description: 'Only workers who take such items get it', examples: [false] }),
    predictions: keptPredictions,
    ...chosenCrowd,
    own_until: nullable(
      timestamp('When the public gets it, or got it; null: never, or it was the public’s from the first'),
    ),
    taken_down: Type.Boolean({
      description: 'The operator took its item down after a report: nobody is shown it any more',
      examples: [false],
    }),
    batch_id: nullable(id('bat_', 'The batch it came in')),
    job_id: nullable(id('job_', 'The job whose manifest it came from')),
    review: keptReview,
    relabel_of: Type.Optional(id('tsk_', 'The task that it asks others about again')),
    relabelled_by: Type.Optional(id('tsk_', 'The latest task that asks others about it again')),
    content_deleted_at: contentDeletedAt,
    reason: Type.Optional(expiryReason),
    item: Type.Optional(itemUnseen),
    webhook_failed: Type.Optional(
      Type.Boolean({ description: 'true: a webhook delivery for it was given up', examples: [true] }),
    ),
  },
  { title: 'Task' },
);

export const taskParams = Type.Object({ task_id: pathId('tsk_', 'The task') });
export const batchParams = Type.Object({ batch_id: pathId('bat_', 'The batch') });

export type SubmitTaskBody = Static<typeof submitTaskBody>;
export type SubmitBatchBody = Static<typeof submitBatchBody>;
export type SubmittedTask = Static<typeof submittedTask>;
export type SubmittedBatch = Static<typeof submittedBatch>;
export type BatchProgress = Static<typeof batchProgress>;
export type Task = Static<typeof task>;
