import { batchBodyBytesMax, route } from '../contract.ts';
import { taskParams } from '../tasks/schemas.ts';
import { itemErrors, itemQuery, itemResponses } from '../work/item-schemas.ts';
import { goldAdded, goldParams } from './gold-schemas.ts';
import {
  addOwnGoldBody,
  changeGoldBody,
  ownGold,
  ownGoldPage,
  ownGoldQuery,
  taskGoldBody,
} from './own-gold-schemas.ts';

export const listGold = route({
  method: 'GET',
  path: '/v1/gold',
  operationId: 'listGold',
  tag: 'Gold',
  summary: 'Your gold items, with hits and misses',
  description:
    'However they came: by hand, by file, as lines of jobs, or from tasks. No worker sees any of this.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: ownGoldQuery,
  responses: { 200: { description: 'One page', schema: ownGoldPage } },
  errors: [],
});

export const addGold = route({
  method: 'POST',
  path: '/v1/gold',
  operationId: 'addGold',
  tag: 'Gold',
  summary: 'Add an item whose answer is known',
  description:
    'With `use` test it goes among your tasks of the same type and options, unmarked. Each answer is paid from your balance as a task is, and says something of its worker for your tasks alone.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  body: addOwnGoldBody,
  responses: { 201: { description: 'Added', schema: ownGold } },
  errors: ['unsupported_task_type', 'question_required'],
});

export const importGold = route({
  method: 'POST',
  path: '/v1/gold/import',
  operationId: 'importGold',
  tag: 'Gold',
  summary: 'Add many items',
  description:
    'JSONL (`application/x-ndjson`), whose line is what `POST /v1/gold` takes, or CSV (`text/csv`) with the columns type, data_url or text, question, options (cat|dog), gold_label, language, gold_feedback, gold_practice (true: for practice), gold_explanation (the reason); told by its content. Up to 10,000 rows and 8 MiB. All are added, or none: then each bad row is named, 100 at most.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  bodyBytesMax: batchBodyBytesMax,
  responses: { 201: { description: 'Added', schema: goldAdded } },
  errors: [
    'validation_failed',
    'body_required',
    'body_too_large',
    'unsupported_media_type',
    'malformed_request',
  ],
});

export const makeTaskGold = route({
  method: 'POST',
  path: '/v1/tasks/{task_id}/gold',
  operationId: 'makeTaskGold',
  tag: 'Gold',
  summary: 'Make gold of a task of yours that was decided',
  description:
    'Once for each task: again, it answers with the same item. Who labelled the task, or passed on it, never gets the item in a test.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: taskParams,
  body: taskGoldBody,
  bodyOptional: true,
  responses: {
    201: { description: 'Added', schema: ownGold },
    200: { description: 'It was added before', schema: ownGold },
  },
  errors: ['task_not_found', 'task_open', 'task_undecided', 'item_gone', 'gold_exists'],
});

export const changeGold = route({
  method: 'PATCH',
  path: '/v1/gold/{gold_id}',
  operationId: 'changeGold',
  tag: 'Gold',
  summary: 'Set an item apart for practice, or mix it among tasks',
  description: 'What somebody practised measures nobody any more: it goes back to tests only before that.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: goldParams,
  body: changeGoldBody,
  responses: { 200: { description: 'As it is now', schema: ownGold } },
  errors: ['gold_not_found', 'gold_told', 'gold_retired'],
});

export const retireGold = route({
  method: 'POST',
  path: '/v1/gold/{gold_id}/retire',
  operationId: 'retireGold',
  tag: 'Gold',
  summary: 'Give an item out no more',
  description: 'Its answers stay counted. Who holds it now may still answer.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  params: goldParams,
  responses: { 200: { description: 'Retired, now or before', schema: ownGold } },
  errors: ['gold_not_found'],
});

export const getGoldItem = route({
  method: 'GET',
  path: '/v1/gold/{gold_id}/item',
  operationId: 'getGoldItem',
  tag: 'Gold',
  summary: 'What the item is, as workers are shown it',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  params: goldParams,
  query: itemQuery,
  responses: itemResponses,
  errors: ['gold_not_found', ...itemErrors],
});
