import { route } from '../contract.ts';
import {
  adminCustomer,
  adminCustomerParams,
  adminCustomers,
  adminCustomersQuery,
  adminWorker,
  adminWorkerParams,
  adminWorkers,
  adminWorkersQuery,
  changeCustomerBody,
  changedCustomer,
  suspendWorkerBody,
} from './admin-schemas.ts';

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
