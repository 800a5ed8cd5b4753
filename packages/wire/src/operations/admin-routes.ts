import { route } from '../contract.ts';
import { auditReport, decisionAudit } from './audit-schemas.ts';
import { queues } from './queue-schemas.ts';
import { vitals, vitalsQuery } from './vitals-schemas.ts';

export const adminGetQueues = route({
  method: 'GET',
  path: '/v1/admin/queues',
  operationId: 'adminGetQueues',
  tag: 'Admin',
  summary: 'What waits',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  responses: { 200: { description: 'The queues', schema: queues } },
  errors: [],
});

export const adminGetVitals = route({
  method: 'GET',
  path: '/v1/admin/vitals',
  operationId: 'adminGetVitals',
  tag: 'Admin',
  summary: 'How the server was in the last day',
  description: 'By the minute, or by some minutes where that would be too many points.',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  query: vitalsQuery,
  responses: { 200: { description: 'The figures', schema: vitals } },
  errors: [],
});

export const adminAudit = route({
  method: 'GET',
  path: '/v1/admin/audit',
  operationId: 'adminAudit',
  tag: 'Admin',
  summary: 'Prove the money',
  description:
    'Reads every settlement and task once, recomputes all payouts and commitments, and compares them with the chain. Takes as long as there is to read; one runs at a time.',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  responses: { 200: { description: 'What was proven, and what was not', schema: auditReport } },
  errors: [],
});

export const adminAuditDecisions = route({
  method: 'GET',
  path: '/v1/admin/audit/decisions',
  operationId: 'adminAuditDecisions',
  tag: 'Admin',
  summary: 'Replay every decision',
  description:
    'Reads every task once and works its decision out anew from the record alone, bit for bit. Takes as long as there is to read; one runs at a time.',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  responses: { 200: { description: 'Whether they come out the same', schema: decisionAudit } },
  errors: [],
});
