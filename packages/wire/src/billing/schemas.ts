import type { UsageField } from '@asg/domain/names';
import { Type } from 'typebox';
import { choice, id, nullable, requestObject } from '../parts/fields.ts';
import { pageLimitDefault } from '../parts/page.ts';

/** YYYY-MM. */
export const monthForm = '^2\\d{3}-(0[1-9]|1[0-2])$';
const aMonth = { pattern: monthForm, examples: ['2026-04'], 'x-must': 'be a month, e.g. 2026-04' };
const invoicesMax = 100;

export const usageQuery = requestObject({
  month: Type.Optional(Type.String({ ...aMonth, description: 'UTC. Default: the present one' })),
});
export const invoicesQuery = requestObject({
  limit: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: invoicesMax,
      description: `Entries of a page. Default: ${pageLimitDefault}`,
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: monthForm,
      description: '`next_cursor` of the page before',
      'x-must': 'be the next_cursor of an earlier answer',
    }),
  ),
});
export const invoiceParams = Type.Object({
  month: Type.String({ minLength: 1, maxLength: 20, description: 'UTC', examples: ['2026-04'] }),
});

const amount = (description: string, example: number) => Type.Integer({ description, examples: [example] });
const sums = {
  tasks_settled: amount('Tasks that got their label and their payment', 120),
  total_cost_sats: amount('Payouts and fee, the real figures of the transactions', 78000),
  total_cost_usd_estimate: Type.Number({ description: 'The cost at `usd_price`', examples: [0.0156] }),
  worker_payouts_sats: amount('To the workers', 78000),
  platform_fee_sats: amount('To the platform', 0),
  labels_saved: amount(
    'Labels that tasks with `early_stop` or the policy adaptive were decided without, against the threshold policy on the same labels; below 0 where more were asked for',
    14,
  ),
  tasks_paid_unlabelled: amount('Tasks that ended without a label and whose workers were paid', 2),
  gold_answers_paid: amount('Right answers to your own gold items, which are paid as labels are', 3),
  from_balance_sats: amount(
    'Of the cost, paid from the balance; the rest was on the operator: tasks from before there were balances',
    78000,
  ),
  usd_price: Type.Number({ description: 'US dollars for one BSV', examples: [20] }),
  usd_price_source: choice(['configured', 'default'], { description: 'Whether the operator set the price' }),
} satisfies Readonly<Record<UsageField, unknown> & Record<string, unknown>>;
const month = Type.String({ description: 'UTC', examples: ['2026-04'] });

export const usage = Type.Object(
  {
    customer_id: id('cust_', 'The customer'),
    month,
    tier: Type.String({ examples: ['sandbox'] }),
    ...sums,
    daily_breakdown: Type.Array(
      Type.Object({
        date: Type.String({ description: 'UTC', examples: ['2026-04-09'] }),
        tasks: amount('Tasks that got their label and their payment', 12),
        cost_sats: amount('Payouts and fee', 7800),
      }),
      { description: 'Days with payments' },
    ),
  },
  { title: 'Usage' },
);

export const invoices = Type.Object(
  {
    invoices: Type.Array(
      Type.Object({
        month,
        status: choice(['open', 'closed'], { description: 'closed: it never changes any more' }),
        ...sums,
      }),
      { description: 'Months with payments and the present one, the newest first' },
    ),
    next_cursor: nullable(Type.String({ description: 'For the next page; null: this is the last' })),
  },
  { title: 'Invoices' },
);

export const invoiceCsv = Type.String({
  description: 'A line for each day with payments; there is no line with a total',
});
