import { type Static, Type } from 'typebox';
import { choice, id, maybe, nullable, requestObject, timestamp } from '../parts/fields.ts';

const nameMax = 200;
const addressMax = 1_000;
const taxIdMax = 50;

const name = { description: 'Of the person or company', examples: ['Meadow Labs Ltd'] };
const address = { description: 'Its lines', examples: ['1 Meadow Road\nSpringfield'] };
const taxId = { description: 'E.g. a VAT number', examples: ['GB123456789'] };
const amount = (description: string, example: number) => Type.Integer({ description, examples: [example] });

export const billingDetailsBody = requestObject(
  {
    name: Type.String({
      minLength: 1,
      maxLength: nameMax,
      pattern: '\\S',
      'x-must': 'not be blank',
      ...name,
    }),
    address: maybe(Type.String({ maxLength: addressMax, ...address })),
    tax_id: maybe(Type.String({ maxLength: taxIdMax, ...taxId })),
  },
  {
    title: 'SetBillingDetails',
    examples: [{ name: 'Meadow Labs Ltd', address: '1 Meadow Road\nSpringfield', tax_id: 'GB123456789' }],
  },
);

const party = {
  name: Type.String(name),
  address: Type.String({ ...address, description: 'Its lines; empty: none was said' }),
  tax_id: nullable(Type.String(taxId)),
};
export const billingDetails = Type.Object(party, {
  title: 'BillingDetails',
  description:
    'How somebody is named on invoices. The buyer: as the billing details say, or by the name of the account. The seller: the operator; null: they did not say',
});

const lineKinds = ['worker_payouts', 'platform_fee'] as const;

export const invoice = Type.Object(
  {
    number: Type.String({ description: 'Unlike that of any other invoice', examples: ['2026-04-01J8X'] }),
    customer_id: id('cust_', 'The customer'),
    month: Type.String({ description: 'UTC', examples: ['2026-04'] }),
    status: choice(['open', 'closed'], { description: 'closed: it never changes any more' }),
    period: Type.Object({
      from: Type.String({ description: 'First UTC day', examples: ['2026-04-01'] }),
      to: Type.String({ description: 'Last UTC day', examples: ['2026-04-30'] }),
    }),
    closed_at: nullable(timestamp('When the month closed; null: it did not yet')),
    seller: nullable(Type.Object(party, { title: 'InvoiceSeller', description: 'Null: they did not say' })),
    buyer: billingDetails,
    lines: Type.Array(
      Type.Object({
        kind: choice(lineKinds, {
          description: 'worker_payouts: to the workers. platform_fee: to the platform',
        }),
        tasks: amount('Tasks that it is for', 120),
        sats: amount('Satoshis', 78000),
      }),
    ),
    days: Type.Array(
      Type.Object({
        date: Type.String({ description: 'UTC', examples: ['2026-04-09'] }),
        tasks: amount('Tasks that got their label and their payment', 12),
        sats: amount('Payouts and fee', 7800),
      }),
      { description: 'Days with payments' },
    ),
    total_sats: amount('The sum of the lines', 78000),
    total_usd_estimate: Type.Number({ description: 'The total at `usd_price`', examples: [0.0156] }),
    usd_price: Type.Number({ description: 'US dollars for one BSV', examples: [20] }),
    paid: Type.Object(
      {
        from_balance_sats: amount('From the balance of the account', 78000),
        by_operator_sats: amount('By the operator: tasks from before there were balances', 0),
      },
      { description: 'Together the total: an invoice is paid when it is written' },
    ),
  },
  { title: 'InvoiceDocument' },
);

export type BillingDetailsBody = Static<typeof billingDetailsBody>;
