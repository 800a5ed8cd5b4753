import { route } from '../contract.ts';
import { queues } from '../operations/queue-schemas.ts';
import {
  adminCustomer,
  adminCustomerParams,
  adminCustomers,
  adminCustomersQuery,
  adminSettlementDetail,
  adminSettlementParams,
  adminSettlements,
  adminSettlementsQuery,
  adminWorker,
  adminWorkerParams,
  adminWorkers,
  adminWorkersQuery,
  auditReport,
  changeCustomerBody,
  changedCustomer,
  confusionQuery,
  decisionAudit,
  requestMoveBody,
  suspendWorkerBody,
  treasury,
  treasuryMove,
  treasuryMoveParams,
  workerConfusions,
} from './schemas.ts';

export const adminListCustomers = route({
  method: 'GET',
  path: '/v1/admin/customers',
  operationId: 'adminListCustomers',
  tag: 'Admin',
  summary: 'All customers',
  auth: 'admin',
  limit: 'address',
  query: adminCustomersQuery,
  responses: { 200: { description: 'One page', schema: adminCustomers } },
  errors: [],
});

export const adminGetCustomer = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}',
  operationId: 'adminGetCustomer',
  tag: 'Admin',
  summary: 'A customer',
  auth: 'admin',
  limit: 'address',
  params: adminCustomerParams,
  responses: { 200: { description: 'The customer', schema: adminCustomer } },
  errors: ['customer_not_found'],
});

export const adminChangeCustomer = route({
  method: 'PATCH',
  path: '/v1/admin/customers/{customer_id}',
  operationId: 'adminChangeCustomer',
  tag: 'Admin',
  summary: 'Change tier, quota or access',
  description:
    'What is left out stays. Leaving the sandbox issues an `sk_live_` key; the keys of before stay in force.',
  auth: 'admin',
  limit: 'address',
  params: adminCustomerParams,
  body: changeCustomerBody,
  responses: { 200: { description: 'Changed', schema: changedCustomer } },
  errors: ['customer_not_found'],
});

export const adminListWorkers = route({
  method: 'GET',
  path: '/v1/admin/workers',
  operationId: 'adminListWorkers',
  tag: 'Admin',
  summary: 'All workers',
  auth: 'admin',
  limit: 'address',
  query: adminWorkersQuery,
  responses: { 200: { description: 'One page', schema: adminWorkers } },
  errors: [],
});

export const adminGetWorker = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}',
  operationId: 'adminGetWorker',
  tag: 'Admin',
  summary: 'A worker',
  auth: 'admin',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'The worker', schema: adminWorker } },
  errors: ['worker_not_found'],
});

export const adminGetConfusion = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/confusion',
  operationId: 'adminGetConfusion',
  tag: 'Admin',
  summary: 'Which options a worker takes for which',
  description:
    'A matrix for each type and set of options that they labelled, by what closed tasks and gold tell.',
  auth: 'admin',
  limit: 'address',
  params: adminWorkerParams,
  query: confusionQuery,
  responses: { 200: { description: 'One page', schema: workerConfusions } },
  errors: ['worker_not_found'],
});

export const adminSuspendWorker = route({
  method: 'POST',
  path: '/v1/admin/workers/{worker_id}/suspend',
  operationId: 'adminSuspendWorker',
  tag: 'Admin',
  summary: 'Suspend a worker',
  description: 'No more tasks; what was earned is still paid.',
  auth: 'admin',
  limit: 'address',
  params: adminWorkerParams,
  body: suspendWorkerBody,
  responses: { 200: { description: 'Suspended', schema: adminWorker } },
  errors: ['worker_not_found'],
});

export const adminReinstateWorker = route({
  method: 'POST',
  path: '/v1/admin/workers/{worker_id}/reinstate',
  operationId: 'adminReinstateWorker',
  tag: 'Admin',
  summary: 'End a suspension',
  auth: 'admin',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'Active', schema: adminWorker } },
  errors: ['worker_not_found'],
});

export const adminGetQueues = route({
  method: 'GET',
  path: '/v1/admin/queues',
  operationId: 'adminGetQueues',
  tag: 'Admin',
  summary: 'What waits',
  auth: 'admin',
  limit: 'address',
  responses: { 200: { description: 'The queues', schema: queues } },
  errors: [],
});

export const adminGetTreasury = route({
  method: 'GET',
  path: '/v1/admin/treasury',
  operationId: 'adminGetTreasury',
  tag: 'Admin',
  summary: 'The wallet that pays, and how settlement stands',
  auth: 'admin',
  limit: 'address',
  responses: { 200: { description: 'The treasury', schema: treasury } },
  errors: [],
});

export const adminListSettlements = route({
  method: 'GET',
  path: '/v1/admin/settlements',
  operationId: 'adminListSettlements',
  tag: 'Admin',
  summary: 'Settlements, by state',
  auth: 'admin',
  limit: 'address',
  query: adminSettlementsQuery,
  responses: { 200: { description: 'One page', schema: adminSettlements } },
  errors: [],
});

export const adminGetSettlement = route({
  method: 'GET',
  path: '/v1/admin/settlements/{settlement_id}',
  operationId: 'adminGetSettlement',
  tag: 'Admin',
  summary: 'One settlement with its transaction',
  auth: 'admin',
  limit: 'address',
  params: adminSettlementParams,
  responses: { 200: { description: 'The settlement', schema: adminSettlementDetail } },
  errors: ['settlement_not_found'],
});

export const adminRequestMove = route({
  method: 'POST',
  path: '/v1/admin/treasury/moves',
  operationId: 'adminRequestMove',
  tag: 'Admin',
  summary: 'Make coins for more lanes, or one coin of many',
  description: 'Stored at once, made by the settler as soon as a lane is free.',
  auth: 'admin',
  limit: 'address',
  body: requestMoveBody,
  responses: { 202: { description: 'Asked for', schema: treasuryMove } },
  errors: [],
});

export const adminGetMove = route({
  method: 'GET',
  path: '/v1/admin/treasury/moves/{settlement_id}',
  operationId: 'adminGetMove',
  tag: 'Admin',
  summary: 'What became of a treasury move',
  auth: 'admin',
  limit: 'address',
  params: treasuryMoveParams,
  responses: { 200: { description: 'The move', schema: treasuryMove } },
  errors: ['settlement_not_found'],
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
  limit: 'address',
  responses: { 200: { description: 'Whether they come out the same', schema: decisionAudit } },
  errors: [],
});
