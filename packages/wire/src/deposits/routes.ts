import { route } from '../contract.ts';
import { idempotencyHeaders } from '../tasks/schemas.ts';
import {
  deposit,
  depositParams,
  deposits,
  depositsQuery,
  openDepositBody,
  postTransactionBody,
  refund,
  refundBody,
  refundParams,
  refunds,
  refundsQuery,
} from './schemas.ts';

export const openDeposit = route({
  method: 'POST',
  path: '/v1/billing/deposits',
  operationId: 'openDeposit',
  tag: 'Billing',
  summary: 'Get an address to pay to',
  description:
    'The address is yours for good. What arrives there is credited once it is deep enough in the chain, late and double payments too. At most 20 a day.',
  auth: 'customer',
  may: 'money',
  limit: 'caller',
  body: openDepositBody,
  bodyOptional: true,
  responses: { 201: { description: 'The deposit, nothing paid yet', schema: deposit } },
  errors: ['too_many_deposits'],
});

export const listDeposits = route({
  method: 'GET',
  path: '/v1/billing/deposits',
  operationId: 'listDeposits',
  tag: 'Billing',
  summary: 'Your deposits',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  query: depositsQuery,
  responses: { 200: { description: 'One page', schema: deposits } },
  errors: [],
});

export const getDeposit = route({
  method: 'GET',
  path: '/v1/billing/deposits/{deposit_id}',
  operationId: 'getDeposit',
  tag: 'Billing',
  summary: 'A deposit with what was paid',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  params: depositParams,
  responses: { 200: { description: 'The deposit', schema: deposit } },
  errors: ['deposit_not_found'],
});

export const watchDeposit = route({
  method: 'POST',
  path: '/v1/billing/deposits/{deposit_id}/watch',
  operationId: 'watchDeposit',
  tag: 'Billing',
  summary: 'Look for a payment now',
  description: 'And often for a while: for an old deposit, which is looked at seldom by itself.',
  auth: 'customer',
  may: 'money',
  limit: 'caller',
  params: depositParams,
  responses: { 200: { description: 'The deposit as it is before the look', schema: deposit } },
  errors: ['deposit_not_found'],
});

export const postDepositTransaction = route({
  method: 'POST',
  path: '/v1/billing/deposits/{deposit_id}/transactions',
  operationId: 'postDepositTransaction',
  tag: 'Billing',
  summary: 'Hand in the transaction that pays',
  description:
    'It is checked, sent to the network if that does not have it, and found at once. Handing in the same one again is harmless. Without this the payment is found by itself, some seconds or minutes later.',
  auth: 'customer',
  may: 'money',
  limit: 'caller',
  params: depositParams,
  body: postTransactionBody,
  responses: { 200: { description: 'The deposit with the payment', schema: deposit } },
  errors: ['deposit_not_found'],
});

export const adminListDeposits = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}/deposits',
  operationId: 'adminListDeposits',
  tag: 'Admin',
  summary: 'A customer’s deposits',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: refundParams,
  query: depositsQuery,
  responses: { 200: { description: 'One page', schema: deposits } },
  errors: [],
});

export const adminRefund = route({
  method: 'POST',
  path: '/v1/admin/customers/{customer_id}/refunds',
  operationId: 'adminRefund',
  tag: 'Admin',
  summary: 'Give a customer’s free money back',
  description:
    'Stored at once; the settler takes it from the balance and pays the address. Refused, with the reason, where so much is not free by then beside what is left of the allowance of a sandbox account. With the header Idempotency-Key asking again makes no second one.',
  auth: 'admin',
  may: 'payments',
  limit: 'address',
  params: refundParams,
  headers: idempotencyHeaders,
  body: refundBody,
  responses: { 202: { description: 'Asked for', schema: refund } },
  errors: ['customer_not_found', 'idempotency_conflict'],
});

export const adminListRefunds = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}/refunds',
  operationId: 'adminListRefunds',
  tag: 'Admin',
  summary: 'What was given back to a customer',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: refundParams,
  query: refundsQuery,
  responses: { 200: { description: 'One page', schema: refunds } },
  errors: [],
});
