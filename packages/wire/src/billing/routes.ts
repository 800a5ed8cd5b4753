import { route } from '../contract.ts';
import { invoiceCsv, invoiceParams, invoices, invoicesQuery, usage, usageQuery } from './schemas.ts';

export const getUsage = route({
  method: 'GET',
  path: '/v1/billing/usage',
  operationId: 'getUsage',
  tag: 'Billing',
  summary: 'What a month has cost so far',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  query: usageQuery,
  responses: { 200: { description: 'The month, and its days', schema: usage } },
  errors: [],
});

export const listInvoices = route({
  method: 'GET',
  path: '/v1/billing/invoices',
  operationId: 'listInvoices',
  tag: 'Billing',
  summary: 'Month by month',
  description: 'A month closes by itself some minutes after its end (UTC); a closed one never changes.',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  query: invoicesQuery,
  responses: { 200: { description: 'A page, the newest first', schema: invoices } },
  errors: [],
});

export const getInvoiceCsv = route({
  method: 'GET',
  path: '/v1/billing/invoices/{month}.csv',
  operationId: 'getInvoiceCsv',
  tag: 'Billing',
  summary: 'An invoice as CSV',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  params: invoiceParams,
  responses: {
    200: { description: 'CSV with a header line', schema: invoiceCsv, contentTypes: ['text/csv'] },
  },
  errors: ['invoice_not_found'],
});
