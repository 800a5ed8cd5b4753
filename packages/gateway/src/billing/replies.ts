import { addSats, type UsageSums, usageFields, usageSumNames, usageSums } from '@asg/domain';
import type { Bill } from '@asg/engines';
import { csvLines } from '@asg/formats';
import type { AnswerOf, routes } from '@asg/wire';

type Usage = AnswerOf<typeof routes.getUsage>['body'];
type Invoice = AnswerOf<typeof routes.listInvoices>['body']['invoices'][number];
/** A month with its days, as the billing engine gives it. */
export interface BilledDays {
  readonly bill: Bill;
  readonly days: readonly Day[];
}
type Day = UsageSums & { readonly date: string };

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

interface CsvColumn {
  readonly title: string;
  readonly of: (day: Day) => number;
}
const totalColumn: CsvColumn = {
  title: 'total_cost_sats',
  of: ({ payoutSats, feeSats }) => addSats(payoutSats, feeSats),
};
/** The total stands behind what it is the sum of. */
const csvColumns = usageSums.flatMap((name): readonly CsvColumn[] => {
  const column = { title: usageSumNames[name].field, of: (day: Day) => day[name] };
  return name === 'feeSats' ? [column, totalColumn] : [column];
});

/** A line for each day, under a header: a column sums up to what the invoice says. */
export function invoiceCsvText({ bill, days }: BilledDays): string {
  const columns = ['month', 'status', 'date', ...csvColumns.map(({ title }) => title)];
  const rows = days.map((day) => ({
    month: bill.month,
    status: statusOf(bill),
    date: day.date,
    ...Object.fromEntries(csvColumns.map((column) => [column.title, column.of(day)])),
  }));
  return [...csvLines(rows, { columns, lineEnd: '\r\n' })].join('');
}

function statusOf(bill: Bill): 'open' | 'closed' {
  return bill.closed === null ? 'open' : 'closed';
}

function sumsOf(bill: Bill): Omit<Invoice, 'month' | 'status'> {
  return {
    ...usageFields(bill),
    total_cost_sats: bill.costSats,
    total_cost_usd_estimate: bill.costUsdEstimate,
    usd_price: bill.price.usd,
    usd_price_source: bill.price.source,
  };
}
