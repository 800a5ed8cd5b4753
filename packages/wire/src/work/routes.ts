import { route } from '../contract.ts';
import { itemErrors, itemQuery, itemResponses } from './item-schemas.ts';
import {
  assignmentParams,
  assignments,
  heldAssignments,
  labelAccepted,
  labelBody,
  labelOutcomes,
  labelsBody,
  nextWorkBody,
  questionsQuery,
  reportBody,
  reported,
  skipBody,
  skipped,
} from './schemas.ts';

export const nextWork = route({
  method: 'POST',
  path: '/v1/work/next',
  operationId: 'nextWork',
  tag: 'Work',
  summary: 'Take tasks to label',
  description: 'The system chooses, or you choose a question. Each task is yours until its lease ends.',
  auth: 'worker',
  limit: 'caller',
  body: nextWorkBody,
  bodyOptional: true,
  responses: {
    200: { description: 'Tasks to label', schema: assignments },
    204: { description: 'Nothing waits for you now' },
  },
  errors: ['account_suspended', 'profile_incomplete', 'account_leaving', 'question_not_found'],
});

export const listAssignments = route({
  method: 'GET',
  path: '/v1/work/assignments',
  operationId: 'listAssignments',
  tag: 'Work',
  summary: 'The tasks that you hold',
  description:
    'Each as it was when you took it, under the same id, the lease that ends first before others: what you have neither labelled nor passed on, and can still label. After a reload, or an answer that was lost, go on with these. `questions=true`: and a page of the questions that you can practise and choose, those asked in the last 30 days in your languages; of organisations whose own people you are first, then the latest. Such a page may have fewer than `limit`, or none, and go on.',
  auth: 'worker',
  limit: 'caller',
  query: questionsQuery,
  responses: { 200: { description: 'What you hold; mostly a few tasks, or none', schema: heldAssignments } },
  errors: ['profile_incomplete'],
});

export const getItem = route({
  method: 'GET',
  path: '/v1/work/{assignment_id}/data',
  operationId: 'getItem',
  tag: 'Work',
  summary: 'The image or text to label',
  description:
    'For who holds the assignment, and for a week after they labelled it, or as long as the operator keeps assets of ended tasks if that is shorter. What it is, is found out from its bytes: PNG, JPEG, GIF, WebP, AVIF, BMP, or text, which comes as UTF-8. Up to 10 MiB; `Range` and `If-None-Match` are understood. A picture comes with the width and height of its original in `X-Item-Width` and `X-Item-Height`, in pixels, turned as its EXIF says: what is shown may be smaller, and boxes are told in those. The whole item comes with a token in the header `X-Item-Token`, and so does the refusal of one that cannot be shown: send it back with the label, as `item_token`.',
  auth: 'worker',
  limit: 'caller',
  params: assignmentParams,
  query: itemQuery,
  responses: itemResponses,
  errors: ['assignment_not_found', 'lease_ended', ...itemErrors],
});

export const giveLabel = route({
  method: 'POST',
  path: '/v1/work/{assignment_id}/label',
  operationId: 'giveLabel',
  tag: 'Work',
  summary: 'Label a task',
  description:
    'Final. The same label may be sent again after a lost answer. A label by somebody who never fetched the item earns no trust, and is refused (409, `ITEM_NOT_FETCHED`) where the operator says so. A box outside of the picture that you were shown, or a part past the end of the text, is refused by its field. Of an item of practice the answer says whether it is right, and why.',
  auth: 'worker',
  limit: 'caller',
  params: assignmentParams,
  body: labelBody,
  responses: { 200: { description: 'Accepted, now or before', schema: labelAccepted } },
  errors: ['unknown_option', 'assignment_not_found', 'other_label_given', 'item_not_fetched', 'lease_ended'],
});

export const giveLabels = route({
  method: 'POST',
  path: '/v1/work/labels',
  operationId: 'giveLabels',
  tag: 'Work',
  summary: 'Label up to 100 tasks at once',
  auth: 'worker',
  limit: 'caller',
  body: labelsBody,
  responses: { 200: { description: 'What became of each label', schema: labelOutcomes } },
  errors: [],
});

export const skipTask = route({
  method: 'POST',
  path: '/v1/work/{assignment_id}/skip',
  operationId: 'skipTask',
  tag: 'Work',
  summary: 'Pass on a task',
  description: 'It is never offered to you again.',
  auth: 'worker',
  limit: 'caller',
  params: assignmentParams,
  body: skipBody,
  bodyOptional: true,
  responses: { 200: { description: 'Passed on', schema: skipped } },
  errors: ['assignment_not_found', 'already_labelled', 'lease_ended'],
});

export const reportItem = route({
  method: 'POST',
  path: '/v1/work/{assignment_id}/report',
  operationId: 'reportItem',
  tag: 'Work',
  summary: 'Report an item',
  description:
    'For an item that should not be shown, or not like this: the operator looks at it. The task stays yours, to label or to pass on. Sent again, it is the same report.',
  auth: 'worker',
  limit: 'caller',
  params: assignmentParams,
  body: reportBody,
  responses: { 200: { description: 'Reported, now or before', schema: reported } },
  errors: ['assignment_not_found', 'lease_ended'],
});
