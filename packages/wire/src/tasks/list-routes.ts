import { route } from '../contract.ts';
import { taskListQuery, taskPage } from './list-schemas.ts';

export const listTasks = route({
  method: 'GET',
  path: '/v1/tasks',
  operationId: 'listTasks',
  tag: 'Tasks',
  summary: 'Your tasks',
  description:
    'With `status`, `type` or `search` a page looks at 1,000 tasks at most: it can be short, even empty, and still have a `next_cursor`.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: taskListQuery,
  responses: { 200: { description: 'A page, the newest first', schema: taskPage } },
  errors: [],
});
