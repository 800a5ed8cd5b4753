import { Type } from 'typebox';
import { route } from '../contract.ts';
import {
  adminAuditLogExportQuery,
  adminAuditLogQuery,
  auditLogExportQuery,
  auditLogPage,
  auditLogQuery,
} from './schemas.ts';

const page = { description: 'One page', schema: auditLogPage };
const file = {
  description: 'A file, as it is made',
  schema: Type.String(),
  contentTypes: ['application/x-ndjson', 'text/csv'],
  streams: true,
} as const;
const lines =
  'The newest first. In jsonl each line has `canonical` too: the text whose SHA-256 is `hash`, so that the chain can be checked without us.';

export const listAuditLog = route({
  method: 'GET',
  path: '/v1/audit-log',
  operationId: 'listAuditLog',
  tag: 'Customers',
  summary: 'Who did what in your organisation',
  description:
    'Every change that matters: keys, money, webhooks, exports, deletions, log-ins, and what the operator did. Entries are never changed or removed; each has the hash of the one before, and settlements commit to the chain.',
  auth: 'customer',
  may: 'audit',
  limit: 'caller',
  query: auditLogQuery,
  responses: { 200: page },
  errors: [],
});

export const exportAuditLog = route({
  method: 'GET',
  path: '/v1/audit-log/export',
  operationId: 'exportAuditLog',
  tag: 'Customers',
  summary: 'The audit log as a file',
  description: lines,
  auth: 'customer',
  may: 'audit',
  limit: 'caller',
  query: auditLogExportQuery,
  responses: { 200: file },
  errors: [],
});

export const listWorkerAuditLog = route({
  method: 'GET',
  path: '/v1/workers/me/audit-log',
  operationId: 'listWorkerAuditLog',
  tag: 'Workers',
  summary: 'What happened to your account',
  description: 'Log-ins, and changes of password, e-mail, wallet and profile.',
  auth: 'worker',
  limit: 'caller',
  query: auditLogQuery,
  responses: { 200: page },
  errors: [],
});

export const adminListAuditLog = route({
  method: 'GET',
  path: '/v1/admin/audit-log',
  operationId: 'adminListAuditLog',
  tag: 'Admin',
  summary: 'Who did what, in all organisations and accounts',
  description:
    'The uses of the admin token, and its failures, are in the operator’s own trail, `owner_id=house`: each at most once an hour and network.',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  query: adminAuditLogQuery,
  responses: { 200: page },
  errors: [],
});

export const adminExportAuditLog = route({
  method: 'GET',
  path: '/v1/admin/audit-log/export',
  operationId: 'adminExportAuditLog',
  tag: 'Admin',
  summary: 'The audit log as a file',
  description: lines,
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  query: adminAuditLogExportQuery,
  responses: { 200: file },
  errors: [],
});
