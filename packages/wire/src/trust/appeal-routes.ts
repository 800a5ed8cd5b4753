import { route } from '../contract.ts';
import {
  adminAppeal,
  adminAppealParams,
  adminAppeals,
  answerAppealBody,
  appeal,
  appeals,
  appealsQuery,
  history,
  historyQuery,
  openAppealBody,
} from './appeal-schemas.ts';

export const listHistory = route({
  method: 'GET',
  path: '/v1/workers/me/history',
  operationId: 'listHistory',
  tag: 'Workers',
  summary: 'What you labelled, and how it came out',
  auth: 'worker',
  limit: 'caller',
  query: historyQuery,
  responses: { 200: { description: 'Labels, the newest first', schema: history } },
  errors: [],
});

export const openAppeal = route({
  method: 'POST',
  path: '/v1/workers/me/appeals',
  operationId: 'openAppeal',
  tag: 'Workers',
  summary: 'Contest a label that earned nothing, or your suspension',
  description: 'Each is contested once; up to 20 appeals may wait for an answer. The operator answers.',
  auth: 'worker',
  limit: 'caller',
  body: openAppealBody,
  responses: { 201: { description: 'Opened', schema: appeal } },
  errors: ['assignment_not_found', 'not_contestable', 'not_suspended', 'contested', 'too_many_appeals'],
});

export const listAppeals = route({
  method: 'GET',
  path: '/v1/workers/me/appeals',
  operationId: 'listAppeals',
  tag: 'Workers',
  summary: 'Your appeals and their answers',
  auth: 'worker',
  limit: 'caller',
  query: appealsQuery,
  responses: { 200: { description: 'Appeals, the newest first', schema: appeals } },
  errors: [],
});

export const adminListAppeals = route({
  method: 'GET',
  path: '/v1/admin/appeals',
  operationId: 'adminListAppeals',
  tag: 'Admin',
  summary: 'Appeals that wait for your answer',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  query: appealsQuery,
  responses: { 200: { description: 'One page', schema: adminAppeals } },
  errors: [],
});

export const adminAnswerAppeal = route({
  method: 'POST',
  path: '/v1/admin/appeals/{appeal_id}/answer',
  operationId: 'adminAnswerAppeal',
  tag: 'Admin',
  summary: 'Answer an appeal',
  description: 'The first answer stands. To uphold it pays the label, or ends the suspension.',
  auth: 'admin',
  may: 'moderation',
  limit: 'address',
  params: adminAppealParams,
  body: answerAppealBody,
  responses: { 200: { description: 'Answered, now or before', schema: adminAppeal } },
  errors: ['appeal_not_found'],
});
