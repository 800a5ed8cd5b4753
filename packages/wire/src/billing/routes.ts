import { route } from '../contract.ts';
import { billingDetails, billingDetailsBody, invoice } from './invoice-schemas.ts';
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

export const getInvoice = route({
  method: 'GET',
  path: '/v1/billing/invoices/{month}/document',
  operationId: 'getInvoice',
  tag: 'Billing',
  summary: 'An invoice as it is printed',
  description:
    'Number, seller, buyer, period, lines, total, and what it was paid from. The Console prints it. Of a closed month seller and buyer are as they were said when it closed.',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  params: invoiceParams,
  responses: { 200: { description: 'The invoice', schema: invoice } },
  errors: ['invoice_not_found'],
});

const said = { 200: { description: 'As it is said on invoices', schema: billingDetails } } as const;

export const getBillingDetails = route({
  method: 'GET',
  path: '/v1/billing/details',
  operationId: 'getBillingDetails',
  tag: 'Billing',
  summary: 'How you are named on invoices',
  description: 'Until it is set, it is the name of your account.',
  auth: 'customer',
  may: 'billing',
  limit: 'caller',
  responses: said,
  errors: [],
});

export const setBillingDetails = route({
  method: 'PUT',
  path: '/v1/billing/details',
  operationId: 'setBillingDetails',
  tag: 'Billing',
  summary: 'Say how you are named on invoices',
  description: 'Holds for the present month and those to come.',
  auth: 'customer',
  may: 'money',
  limit: 'caller',
  body: billingDetailsBody,
  responses: said,
  errors: [],
});

export const adminGetSeller = route({
  method: 'GET',
  path: '/v1/admin/seller',
  operationId: 'adminGetSeller',
  tag: 'Admin',
  summary: 'How the operator is named on invoices',
  auth: 'admin',
  may: 'ledger',
  limit: 'address',
  responses: {
    200: { description: 'As it is said on invoices; an empty name: it was not said', schema: billingDetails },
  },
  errors: [],
});

export const adminSetSeller = route({
  method: 'PUT',
  path: '/v1/admin/seller',
  operationId: 'adminSetSeller',
  tag: 'Admin',
  summary: 'Say how the operator is named on invoices',
  description: 'Holds for the present month and those to come.',
  auth: 'admin',
  may: 'payments',
  limit: 'address',
  body: billingDetailsBody,
  responses: said,
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
