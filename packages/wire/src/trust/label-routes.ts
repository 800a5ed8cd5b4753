import { adminWorkerParams } from '../accounts/admin-schemas.ts';
import { route } from '../contract.ts';
import { taskParams } from '../tasks/schemas.ts';
import { itemErrors, itemQuery, itemResponses } from '../work/item-schemas.ts';
import { adminWorkerLabels, adminWorkerLabelsQuery } from './label-schemas.ts';

export const adminListWorkerLabels = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/labels',
  operationId: 'adminListWorkerLabels',
  tag: 'Admin',
  summary: 'What a worker answered, and what others did',
  description:
    'The newest first, with the items, the others’ answers and what looks odd about each. Every page that is read is entered in the operator’s trail.',
  auth: 'admin',
  may: 'gold',
  limit: 'address',
  params: adminWorkerParams,
  query: adminWorkerLabelsQuery,
  responses: { 200: { description: 'One page', schema: adminWorkerLabels } },
  errors: ['worker_not_found'],
});

export const adminGetTaskItem = route({
  method: 'GET',
  path: '/v1/admin/tasks/{task_id}/item',
  operationId: 'adminGetTaskItem',
  tag: 'Admin',
  summary: 'What a task is about, as workers are shown it',
  description:
    'Whoever’s it is, unless it was taken down. That it was looked at is entered in the operator’s trail.',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  params: taskParams,
  query: itemQuery,
  responses: itemResponses,
  errors: ['task_not_found', ...itemErrors],
});
