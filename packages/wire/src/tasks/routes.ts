import { batchBodyBytesMax, route } from '../contract.ts';
import { itemErrors, itemQuery, itemResponses } from '../work/item-schemas.ts';
import { predictTaskBody } from './prediction-schemas.ts';
import { receipt, receiptHeaders } from './receipt-schemas.ts';
import { result, resultGone, resultHeaders, resultPending, resultQuery } from './result-schemas.ts';
import {
  batchIdempotencyHeaders,
  batchParams,
  batchProgress,
  idempotencyHeaders,
  submitBatchBody,
  submitTaskBody,
  submittedBatch,
  submittedTask,
  task,
  taskParams,
} from './schemas.ts';
import { timeline } from './timeline-schemas.ts';

export const submitTask = route({
  method: 'POST',
  path: '/v1/tasks',
  operationId: 'submitTask',
  tag: 'Tasks',
  summary: 'Submit a task',
  description:
    'Takes 1 from the quota. With an idempotency key (field or header) it is safe to send again: the same key gives the same task, and takes nothing.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  headers: idempotencyHeaders,
  body: submitTaskBody,
  responses: {
    202: { description: 'Accepted', schema: submittedTask },
    200: { description: 'An earlier submission under the same key made it', schema: submittedTask },
  },
  errors: [
    'unsupported_task_type',
    'question_required',
    'data_url_required',
    'quota_exhausted',
    'insufficient_funds',
    'idempotency_conflict',
  ],
});

export const submitBatch = route({
  method: 'POST',
  path: '/v1/tasks/batch',
  operationId: 'submitBatch',
  tag: 'Tasks',
  summary: 'Submit up to 1,000 tasks at once',
  description:
    'All are accepted or none: one bad task refuses the batch, and `details` names each bad index and field. Up to 8 MiB, unpacked where it has a `Content-Encoding`.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  headers: batchIdempotencyHeaders,
  body: submitBatchBody,
  bodyBytesMax: batchBodyBytesMax,
  responses: {
    202: { description: 'Accepted', schema: submittedBatch },
    200: { description: 'An earlier submission under the same key made it', schema: submittedBatch },
  },
  errors: ['unsupported_task_type', 'quota_exhausted', 'insufficient_funds', 'idempotency_conflict'],
});

export const getBatch = route({
  method: 'GET',
  path: '/v1/batches/{batch_id}',
  operationId: 'getBatch',
  tag: 'Tasks',
  summary: 'How the tasks of a batch stand',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: batchParams,
  responses: { 200: { description: 'Tasks counted by status', schema: batchProgress } },
  errors: ['batch_not_found'],
});

export const getTask = route({
  method: 'GET',
  path: '/v1/tasks/{task_id}',
  operationId: 'getTask',
  tag: 'Tasks',
  summary: 'A task',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: taskParams,
  responses: { 200: { description: 'The task', schema: task } },
  errors: ['task_not_found'],
});

export const getTimeline = route({
  method: 'GET',
  path: '/v1/tasks/{task_id}/timeline',
  operationId: 'getTimeline',
  tag: 'Tasks',
  summary: 'What happened to a task, and how its labels are distributed',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: taskParams,
  responses: { 200: { description: 'Its history', schema: timeline } },
  errors: ['task_not_found'],
});

export const getTaskItem = route({
  method: 'GET',
  path: '/v1/tasks/{task_id}/item',
  operationId: 'getTaskItem',
  tag: 'Tasks',
  summary: 'What the task is about, as workers are shown it',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: taskParams,
  query: itemQuery,
  responses: itemResponses,
  errors: ['task_not_found', ...itemErrors],
});

export const getResult = route({
  method: 'GET',
  path: '/v1/tasks/{task_id}/result',
  operationId: 'getResult',
  tag: 'Tasks',
  summary: 'The label of a task',
  description:
    '202 while it is being labelled. `?wait=N` (or `Prefer: wait=N`) holds the answer until the outcome is known, for up to N seconds; `until=settled` waits for the payment too.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: taskParams,
  query: resultQuery,
  headers: resultHeaders,
  responses: {
    200: { description: 'Decided; once settled, with the transaction', schema: result },
    202: { description: 'Still being labelled', schema: resultPending },
    410: { description: 'It ended without a label', schema: resultGone },
  },
  errors: ['task_not_found'],
});

export const getReceipt = route({
  method: 'GET',
  path: '/v1/tasks/{task_id}/receipt',
  operationId: 'getReceipt',
  tag: 'Tasks',
  summary: 'The proof that the label was paid for',
  description:
    'A file to keep beside the label: it proves offline, to anyone and without this service, that the label is in the transaction that paid for it. `asg verify FILE` checks it. It stays the same, byte for byte, until its `status` changes: fetch it again when the transaction is mined. The transaction tells nothing of the task but a salted hash; the receipt itself holds the label, and only hashes of `data_url` and `label_spec`.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: taskParams,
  headers: receiptHeaders,
  responses: {
    200: { description: 'Settled', schema: receipt },
    304: { description: 'It is what `If-None-Match` names' },
  },
  errors: ['task_not_found', 'receipt_not_ready', 'task_expired', 'task_cancelled'],
});

export const predictTask = route({
  method: 'PUT',
  path: '/v1/tasks/{task_id}/predictions',
  operationId: 'predictTask',
  tag: 'Tasks',
  summary: 'Say what models of yours think of an open task',
  description:
    'They count from its next label on, as predictions that came with it do. One of a model that the task has already takes its place; others stay. Sent again it changes nothing.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  body: predictTaskBody,
  responses: { 200: { description: 'The task with its predictions', schema: task } },
  errors: ['task_not_found', 'task_closed'],
});

export const cancelTask = route({
  method: 'POST',
  path: '/v1/tasks/{task_id}/cancel',
  operationId: 'cancelTask',
  tag: 'Tasks',
  summary: 'Cancel a task that is not decided yet',
  description:
    'Gives the quota back if no label arrived. Labels that did arrive are paid if they are with the plurality.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  responses: { 200: { description: 'Cancelled', schema: task } },
  errors: ['task_not_found', 'task_closed'],
});
