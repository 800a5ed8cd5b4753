import { route } from '../contract.ts';
import {
  adminCustomer,
  adminCustomerParams,
  adminCustomers,
  adminCustomersQuery,
  adminLinkParams,
  adminWorker,
  adminWorkerParams,
  adminWorkers,
  adminWorkersQuery,
  adminWorkerTrustParams,
  changeCustomerBody,
  changedCustomer,
  customersMoney,
  customersMoneyQuery,
  suspendWorkerBody,
  workerPay,
  workerTrust,
} from './admin-schemas.ts';

export const adminListCustomers = route({
  method: 'GET',
  path: '/v1/admin/customers',
  operationId: 'adminListCustomers',
  tag: 'Admin',
  summary: 'All customers',
  auth: 'admin',
  may: 'accounts',
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
  may: 'accounts',
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
  may: 'customers',
  limit: 'address',
  params: adminCustomerParams,
  body: changeCustomerBody,
  responses: { 200: { description: 'Changed', schema: changedCustomer } },
  errors: ['customer_not_found'],
});

export const adminListMoney = route({
  method: 'GET',
  path: '/v1/admin/money',
  operationId: 'adminListMoney',
  tag: 'Admin',
  summary: 'Customers by their money',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  query: customersMoneyQuery,
  responses: { 200: { description: 'One page', schema: customersMoney } },
  errors: [],
});

export const adminListWorkers = route({
  method: 'GET',
  path: '/v1/admin/workers',
  operationId: 'adminListWorkers',
  tag: 'Admin',
  summary: 'All workers',
  auth: 'admin',
  may: 'accounts',
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
  may: 'accounts',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'The worker', schema: adminWorker } },
  errors: ['worker_not_found'],
});

export const adminGetWorkerTrust = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/trust/{customer_id}',
  operationId: 'adminGetWorkerTrust',
  tag: 'Admin',
  summary: 'What is known of a worker for a customer’s tasks',
  description:
    'By your gold and the agreement on funded tasks, as for everybody, and by the gold and the tasks of this customer, which bear on no other’s.',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  params: adminWorkerTrustParams,
  responses: { 200: { description: 'What is known', schema: workerTrust } },
  errors: ['worker_not_found', 'customer_not_found'],
});

export const adminGetWorkerPay = route({
  method: 'GET',
  path: '/v1/admin/workers/{worker_id}/pay',
  operationId: 'adminGetWorkerPay',
  tag: 'Admin',
  summary: 'What is held of a worker’s pay, why, and what was forfeited',
  auth: 'admin',
  may: 'accounts',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'As it is now', schema: workerPay } },
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
  may: 'suspend',
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
  may: 'suspend',
  limit: 'address',
  params: adminWorkerParams,
  responses: { 200: { description: 'Active', schema: adminWorker } },
  errors: ['worker_not_found'],
});

export const adminDissolveLink = route({
  method: 'DELETE',
  path: '/v1/admin/workers/{worker_id}/links/{account_id}',
  operationId: 'adminDissolveLink',
  tag: 'Admin',
  summary: 'Dissolve a false link',
  description:
    'The two are different people: no evidence links them any more, now or later. Other links of theirs stay.',
  auth: 'admin',
  may: 'suspend',
  limit: 'address',
  params: adminLinkParams,
  responses: { 200: { description: 'The worker without it', schema: adminWorker } },
  errors: ['worker_not_found', 'link_not_found'],
});
