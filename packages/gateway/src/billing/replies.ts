import { addSats } from '@asg/domain';
import type { Bill } from '@asg/engines';
import type { AnswerOf, routes } from '@asg/wire';

type Usage = AnswerOf<typeof routes.getUsage>['body'];
type Invoice = AnswerOf<typeof routes.listInvoices>['body']['invoices'][number];
/** A month with its days, as the billing engine gives it. */
export interface BilledDays {
  readonly bill: Bill;
  readonly days: readonly Day[];
}
type Day = Pick<Bill, 'tasksSettled' | 'tasksPaidUnlabelled' | 'payoutSats' | 'feeSats' | 'labelsSaved'> & {
  readonly date: string;
};

export function usageReply({ bill, days }: BilledDays, tier: string): Usage {
  return {
    customer_id: bill.customerId,
    month: bill.month,
    tier,
    ...sumsOf(bill),
    daily_breakdown: days.map((day) => ({
      date: day.date,
      tasks: day.tasksSettled,
      cost_sats: addSats(day.payoutSats, day.feeSats),
    })),
  };
}

export function invoiceReply(bill: Bill): Invoice {
  return { month: bill.month, status: statusOf(bill), ...sumsOf(bill) };
}

const csvColumns = [
  'month',
  'status',
  'date',
  'tasks_settled',
  'tasks_paid_unlabelled',
  'worker_payouts_sats',
  'platform_fee_sats',
  'total_cost_sats',
  'labels_saved',
];

/** A line for each day and one with the total, under a header; no field needs quotes. */
export function invoiceCsvText({ bill, days }: BilledDays): string {
  const line = (day: Day): string =>
    [
      bill.month,
      statusOf(bill),
      day.date,
      day.tasksSettled,
      day.tasksPaidUnlabelled,
      day.payoutSats,
      day.feeSats,
      addSats(day.payoutSats, day.feeSats),
      day.labelsSaved,
    ].join(',');
  const lines = [csvColumns.join(','), ...days.map(line), line({ ...bill, date: 'total' })];
  return `${lines.join('\r\n')}\r\n`;
}

function statusOf(bill: Bill): 'open' | 'closed' {
  return bill.closed === null ? 'open' : 'closed';
}

function sumsOf(bill: Bill): Omit<Invoice, 'month' | 'status'> {
  return {
    tasks_settled: bill.tasksSettled,
    total_cost_sats: bill.costSats,
    total_cost_usd_estimate: bill.costUsdEstimate,
    worker_payouts_sats: bill.payoutSats,
    platform_fee_sats: bill.feeSats,
    labels_saved: bill.labelsSaved,
    tasks_paid_unlabelled: bill.tasksPaidUnlabelled,
    usd_price: bill.price.usd,
    usd_price_source: bill.price.source,
  };
}
