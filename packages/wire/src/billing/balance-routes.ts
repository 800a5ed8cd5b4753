import { route } from '../contract.ts';
import { idempotencyHeaders } from '../tasks/schemas.ts';
import {
  balance,
  grantBody,
  granted,
  grantParams,
  limitsBody,
  statement,
  statementCsv,
  statementQuery,
} from './balance-schemas.ts';

export const getBalance = route({
  method: 'GET',
  path: '/v1/billing/balance',
  operationId: 'getBalance',
  tag: 'Billing',
  summary: 'What you can spend',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  responses: { 200: { description: 'The balance as it is now', schema: balance } },
  errors: [],
});

export const getStatement = route({
  method: 'GET',
  path: '/v1/billing/statement',
  operationId: 'getStatement',
  tag: 'Billing',
  summary: 'What came in, and what was spent, day by day',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  query: statementQuery,
  responses: { 200: { description: 'One page', schema: statement } },
  errors: [],
});

export const getStatementCsv = route({
  method: 'GET',
  path: '/v1/billing/statement.csv',
  operationId: 'getStatementCsv',
  tag: 'Billing',
  summary: 'The whole statement as CSV',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  responses: {
    200: {
      description: 'CSV with a header line',
      schema: statementCsv,
      contentTypes: ['text/csv'],
      streams: true,
    },
  },
  errors: [],
});

export const setBalanceLimits = route({
  method: 'PUT',
  path: '/v1/billing/limits',
  operationId: 'setBalanceLimits',
  tag: 'Billing',
  summary: 'Limit what is spent a day, and say when to warn you',
  description:
    'Replaces both limits. Tasks beyond the limit of the day are refused; what is set aside counts on the day of the submission, also where it is not spent in the end.',
  auth: 'customer',
  may: 'money',
  limit: 'caller',
  body: limitsBody,
  responses: { 200: { description: 'The balance with its new limits', schema: balance } },
  errors: [],
});

export const adminGetBalance = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}/balance',
  operationId: 'adminGetBalance',
  tag: 'Admin',
  summary: 'What a customer can spend',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: grantParams,
  responses: { 200: { description: 'The balance as it is now', schema: balance } },
  errors: ['customer_not_found'],
});

export const adminGetStatement = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}/statement',
  operationId: 'adminGetStatement',
  tag: 'Admin',
  summary: 'What came into a customer’s balance, and what was spent',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: grantParams,
  query: statementQuery,
  responses: { 200: { description: 'One page', schema: statement } },
  errors: ['customer_not_found'],
});

export const adminGetStatementCsv = route({
  method: 'GET',
  path: '/v1/admin/customers/{customer_id}/statement.csv',
  operationId: 'adminGetStatementCsv',
  tag: 'Admin',
  summary: 'A customer’s whole statement as CSV',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  params: grantParams,
  responses: {
    200: {
      description: 'CSV with a header line',
      schema: statementCsv,
      contentTypes: ['text/csv'],
      streams: true,
    },
  },
  errors: ['customer_not_found'],
});

export const adminGrantSats = route({
  method: 'POST',
  path: '/v1/admin/customers/{customer_id}/grants',
  operationId: 'adminGrantSats',
  tag: 'Admin',
  summary: 'Give a customer satoshis to spend',
  description: 'From the treasury: they are paid out as the customer’s tasks are. Taken back by nobody.',
  auth: 'admin',
  may: 'payments',
  limit: 'address',
  params: grantParams,
  headers: idempotencyHeaders,
  body: grantBody,
  responses: {
    201: { description: 'Given', schema: granted },
    200: { description: 'Given before under the same key', schema: granted },
  },
  errors: ['customer_not_found', 'idempotency_conflict'],
});
