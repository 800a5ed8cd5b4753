import { route } from '../contract.ts';
import { listedKeysBody, taskListQuery, taskLists, taskPage } from './list-schemas.ts';

export const listTasks = route({
  method: 'GET',
  path: '/v1/tasks',
  operationId: 'listTasks',
  tag: 'Tasks',
  summary: 'Your tasks',
  description:
    'One list is read for a page, that with the least beside what is wanted: by a listed member of the metadata, else by job, template and answer, answer, template or status. What the filter says beside is looked at for 1,000 tasks at most: a page can be short, even empty, and still have a `next_cursor`.',
  auth: 'customer',
  may: 'read',
  limit: 'caller',
  query: taskListQuery,
  responses: { 200: { description: 'A page', schema: taskPage } },
  errors: [],
});

export const chooseListedKeys = route({
  method: 'PUT',
  path: '/v1/tasks/lists',
  operationId: 'chooseListedKeys',
  tag: 'Tasks',
  summary: 'Choose by which keys of your metadata tasks are listed',
  description:
    'Tasks that are submitted from now on are listed by them at once, those that you have already within a while, the newest first: `filled_to` says how far back. `GET /v1/tasks` with `metadata` then reads no other task, and `search` finds their values however old.',
  auth: 'customer',
  may: 'submit',
  limit: 'caller',
  body: listedKeysBody,
  responses: { 200: { description: 'What your tasks are listed by', schema: taskLists } },
  errors: [],
});
