import { Type } from 'typebox';
import { deletion } from '../accounts/deletion-schemas.ts';
import { route } from '../contract.ts';
import {
  accountDeletionProgress,
  accountParams,
  confirmedBody,
  deleteAccountBody,
  exportOwnBody,
  leaverParams,
  ownDeletion,
  setDeletionBody,
  stayBody,
} from './leaving-schemas.ts';

const document = {
  description: 'One JSON document, as it is made',
  schema: Type.String(),
  contentTypes: ['application/json'],
  streams: true,
} as const;

const proofErrors = [
  'confirmation_needed',
  'wrong_password',
  'code_needed',
  'wrong_code',
  'codes_wait',
  'passkey_refused',
] as const;
const accountErrors = ['account_not_found'] as const;

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
  path: '/v1/deletion/take-back',
  operationId: 'takeBackDeletionByLink',
  tag: 'Workers',
  summary: 'Keep your account by the link in the mail',
  description: 'For workers and for people of the Console.',
  auth: 'none',
  limit: 'address',
  body: stayBody,
  responses: { 204: { description: 'It stays' } },
  errors: ['link_invalid'],
});

export const exportOwnData = route({
  method: 'POST',
  path: '/v1/console/{leaver}/export',
  operationId: 'exportOwnData',
  tag: 'Console',
  summary: 'All that is known of you, or of your organisation',
  description:
    'Of you: one JSON document; needs a proof that it is you, or a log-in of the last 15 minutes. Of the organisation: a JSON document a line, each with its `part`: account, members, keys without secrets, webhooks, own people, jobs, tasks with their results, items, gold, balance, statement, invoices, deposits, trail; for its owners alone, with a proof. What is left out stands in it, with the reason.',
  auth: 'person',
  limit: 'caller',
  params: leaverParams,
  body: exportOwnBody,
  bodyOptional: true,
  responses: {
    200: { ...document, contentTypes: ['application/json', 'application/x-ndjson'] },
  },
  errors: [...proofErrors, 'organisation_not_found', 'owners_only'],
});

export const setDeletion = route({
  method: 'PUT',
  path: '/v1/console/{leaver}/deletion',
  operationId: 'setDeletion',
  tag: 'Console',
  summary: 'Have yourself, or your organisation, deleted, or not after all',
  description:
    'In 14 days; until then it can be taken back: your own by `wanted` false, the link in the mail that tells of it, or a log-in; the organisation’s by any of its owners, by `wanted` false. Then all that is personal is erased; what was paid, labels and receipts stay under the id alone. Needs a proof that it is you; for yourself a log-in of the last 15 minutes will do. Who is the only owner of an organisation hands it over first, or has it deleted. An organisation goes when nothing is left in its balance, and everybody who labelled for it is paid.',
  auth: 'person',
  limit: 'caller',
  params: leaverParams,
  body: setDeletionBody,
  responses: { 200: { description: 'What is to come', schema: ownDeletion } },
  errors: [
    ...proofErrors,
    'organisation_not_found',
    'owners_only',
    'only_owner',
    'balance_left',
    'payments_pending',
    'deletion_begun',
  ],
});

export const adminExportAccount = route({
  method: 'GET',
  path: '/v1/admin/accounts/{account_id}/export',
  operationId: 'adminExportAccount',
  tag: 'Admin',
  summary: 'All that is known of a worker, a person of the Console, or an organisation',
  description:
    'For somebody who writes to you instead of logging in: be sure that it is they who ask. Of an organisation, a JSON document a line; else one document.',
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: accountParams,
  responses: { 200: { ...document, contentTypes: ['application/json', 'application/x-ndjson'] } },
  errors: accountErrors,
});

export const adminDeleteAccount = route({
  method: 'POST',
  path: '/v1/admin/accounts/{account_id}/deletion',
  operationId: 'adminDeleteAccount',
  tag: 'Admin',
  summary: 'Delete a worker, a person of the Console, or an organisation',
  description:
    'As if they had asked for it: in 14 days, or at once. Labels, payments and receipts stay under the id. Repeated, it tells how far it is.',
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: accountParams,
  body: deleteAccountBody,
  bodyOptional: true,
  responses: { 202: { description: 'How far it is', schema: accountDeletionProgress } },
  errors: [...accountErrors, 'house_stays', 'only_owner', 'balance_left', 'payments_pending'],
});

export const adminKeepAccount = route({
  method: 'DELETE',
  path: '/v1/admin/accounts/{account_id}/deletion',
  operationId: 'adminKeepAccount',
  tag: 'Admin',
  summary: 'Keep a worker, a person of the Console, or an organisation after all',
  auth: 'admin',
  may: 'personal',
  limit: 'address',
  params: accountParams,
  responses: { 204: { description: 'It stays' } },
  errors: [...accountErrors, 'deletion_begun'],
});
