import { Type } from 'typebox';
import { adminWorkerParams } from '../accounts/admin-schemas.ts';
import { deletion } from '../accounts/deletion-schemas.ts';
import { route } from '../contract.ts';
import { confirmedBody, deleteWorkerBody, stayBody, workerDeletion } from './leaving-schemas.ts';

const document = {
  description: 'One JSON document, as it is made',
  schema: Type.String(),
  contentTypes: ['application/json'],
  streams: true,
} as const;

const contents =
  'One JSON document with all that is known of the worker: account, sessions, mails, labels, payments, appeals, reports, and what tells accounts apart. What is left out stands in it, with the reason.';

export const exportWorkerData = route({
  method: 'POST',
  path: '/v1/workers/me/export',
  operationId: 'exportWorkerData',
  tag: 'Workers',
  summary: 'All that is known of you',
  description: `${contents} Needs a log-in of the last 15 minutes, or your password.`,
  auth: 'worker',
  limit: 'caller',
  body: confirmedBody,
  bodyOptional: true,
  responses: { 200: document },
  errors: ['confirmation_needed'],
});

export const askForDeletion = route({
  method: 'POST',
  path: '/v1/workers/me/deletion',
  operationId: 'askForDeletion',
  tag: 'Workers',
  summary: 'Have your account deleted',
  description:
    'In 14 days; until then a log-in, the link in the mail that tells of it, or `DELETE` of the same takes it back, and there is no work for you. Ends every session but this one. Then all that is personal is erased: payments and labels stay under your worker id alone. What is held for you goes to your wallet, if one is set by then, and else stays held. Needs a log-in of the last 15 minutes, or your password.',
  auth: 'worker',
  limit: 'caller',
  body: confirmedBody,
  bodyOptional: true,
  responses: { 202: { description: 'It is to be deleted', schema: deletion } },
  errors: ['confirmation_needed'],
});

export const takeBackDeletion = route({
  method: 'DELETE',
  path: '/v1/workers/me/deletion',
  operationId: 'takeBackDeletion',
  tag: 'Workers',
  summary: 'Keep your account after all',
  auth: 'worker',
  limit: 'caller',
  responses: { 204: { description: 'It stays' } },
  errors: ['deletion_begun'],
});

export const takeBackDeletionByLink = route({
  method: 'POST',
  path: '/v1/workers/deletion/take-back',
  operationId: 'takeBackDeletionByLink',
  tag: 'Workers',
  summary: 'Keep your account by the link in the mail',
  auth: 'none',
  limit: 'address',
  body: stayBody,
  responses: { 204: { description: 'It stays' } },
  errors: ['link_invalid'],
});

export const adminExportWorker = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/export',
  operationId: 'adminExportWorker',
  tag: 'Admin',
  summary: 'All that is known of a worker',
  description: `${contents} For somebody who writes to you instead of logging in: be sure that it is the worker who asks.`,
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: document },
  errors: ['worker_not_found'],
});

export const adminDeleteWorker = route({
  method: 'POST',
  path: '/v1/admin/workers/{worker_id}/deletion',
  operationId: 'adminDeleteWorker',
  tag: 'Admin',
  summary: 'Delete a worker',
  description:
    'As if the worker had asked for it: in 14 days, or at once. Labels, payments and receipts stay under the worker id. Repeated, it tells how far it is.',
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: adminWorkerParams,
  body: deleteWorkerBody,
  bodyOptional: true,
  responses: { 202: { description: 'How far it is', schema: workerDeletion } },
  errors: ['worker_not_found'],
});

export const adminKeepWorker = route({
  method: 'DELETE',
  path: '/v1/admin/workers/{worker_id}/deletion',
  operationId: 'adminKeepWorker',
  tag: 'Admin',
  summary: 'Keep a worker after all',
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 204: { description: 'The account stays' } },
  errors: ['worker_not_found', 'deletion_begun'],
});
