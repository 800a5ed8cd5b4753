import { route } from '../contract.ts';
import { push, pushBody } from './schemas.ts';

export const getPush = route({
  method: 'GET',
  path: '/v1/workers/me/push',
  operationId: 'getPush',
  tag: 'Workers',
  summary: 'Where you are told of work',
  description: 'With the key that a browser makes a subscription for (Web Push, VAPID).',
  auth: 'worker',
  limit: 'caller',
  responses: { 200: { description: 'Your devices', schema: push } },
  errors: [],
});

export const setPush = route({
  method: 'PUT',
  path: '/v1/workers/me/push',
  operationId: 'setPush',
  tag: 'Workers',
  summary: 'Set whether a browser is told of work',
  description:
    'It gets a message when tasks wait in your languages that you may be given: at most one in 6 hours, none while you hold tasks or labelled in the last 30 minutes, of items that may disturb only if your profile takes those. The message says nothing of any item. 5 browsers at most: a further one takes the place of the first. One whose service answers 404 or 410, or fails 8 times in a row, is forgotten.',
  auth: 'worker',
  limit: 'caller',
  body: pushBody,
  responses: { 200: { description: 'Your devices', schema: push } },
  errors: [],
});
