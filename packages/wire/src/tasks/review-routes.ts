import { batchBodyBytesMax, route } from '../contract.ts';
import { keptReviews, review, reviewTaskBody, reviewTasksBody } from './review-schemas.ts';
import { idempotencyHeaders, relabelTaskBody, submittedTask, task, taskParams } from './schemas.ts';

export const reviewTask = route({
  method: 'PUT',
  path: '/v1/tasks/{task_id}/review',
  operationId: 'reviewTask',
  tag: 'Tasks',
  summary: 'Accept or correct the label of a task',
  description:
    'Your own layer beside the consensus, which stays as it is, and so do payment and receipt. Sent again it changes nothing; another takes its place. A task that expired without a label can be corrected, too.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  body: reviewTaskBody,
  responses: { 200: { description: 'The review', schema: review } },
  errors: ['task_not_found', 'not_reviewable'],
});

export const withdrawReview = route({
  method: 'DELETE',
  path: '/v1/tasks/{task_id}/review',
  operationId: 'withdrawReview',
  tag: 'Tasks',
  summary: 'Take back what you said of a label',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  responses: { 200: { description: 'The task, without a review', schema: task } },
  errors: ['task_not_found'],
});

export const reviewTasks = route({
  method: 'POST',
  path: '/v1/tasks/reviews',
  operationId: 'reviewTasks',
  tag: 'Tasks',
  summary: 'Review up to 1,000 tasks at once',
  description:
    'As one at a time, but that all are kept or none: `details` names each review that cannot be, by its index and field.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  body: reviewTasksBody,
  bodyBytesMax: batchBodyBytesMax,
  responses: { 200: { description: 'The reviews', schema: keptReviews } },
  errors: [],
});

export const relabelTask = route({
  method: 'POST',
  path: '/v1/tasks/{task_id}/relabel',
  operationId: 'relabelTask',
  tag: 'Tasks',
  summary: 'Ask others about a task again',
  description:
    'Makes a second task with the same item, question and options, for workers who did not label the first: its own cost, its own receipt, `relabel_of` the first. One at a time; with an idempotency key it is safe to send again, as a submission is.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  headers: idempotencyHeaders,
  body: relabelTaskBody,
  responses: {
    202: { description: 'Accepted', schema: submittedTask },
    200: { description: 'An earlier request under the same key made it', schema: submittedTask },
  },
  errors: [
    'task_not_found',
    'task_open',
    'item_gone',
    'already_relabelled',
    'quota_exhausted',
    'insufficient_funds',
    'idempotency_conflict',
  ],
});
