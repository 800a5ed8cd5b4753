import { addSats, type BillingParty, invoiceNumber } from '@asg/domain';
import type { InvoiceParties } from '@asg/engines';
import type { AnswerOf, BillingDetailsBody, routes } from '@asg/wire';
import type { BilledDays } from './replies.ts';

type Details = AnswerOf<typeof routes.getBillingDetails>['body'];
type Document = AnswerOf<typeof routes.getInvoice>['body'];

export const detailsReply = ({ name, address, taxId }: BillingParty): Details => ({
  name,
  address,
  tax_id: taxId,
});

export function partyOf({ name, address, tax_id: taxId }: BillingDetailsBody): BillingParty {
  const tax = (taxId ?? '').trim();
  return { name: name.trim(), address: (address ?? '').trim(), taxId: tax === '' ? null : tax };
}

export function invoiceDocument({ bill, days }: BilledDays, { buyer, seller }: InvoiceParties): Document {
  const { customerId, month, closed, tasksSettled: tasks, balanceSats } = bill;
  return {
    number: invoiceNumber(customerId, month),
    customer_id: customerId,
    month,
    status: closed === null ? 'open' : 'closed',
    period: { from: `${month}-01`, to: lastDayOf(month) },
    closed_at: closed === null ? null : new Date(closed.atMs).toISOString(),
    seller: seller === null ? null : detailsReply(seller),
    buyer: detailsReply(buyer),
    lines: [
      { kind: 'worker_payouts', tasks, sats: bill.payoutSats },
      { kind: 'platform_fee', tasks, sats: bill.feeSats },
    ],
    days: days.map((day) => ({
      date: day.date,
      tasks: day.tasksSettled,
      sats: addSats(day.payoutSats, day.feeSats),
    })),
    total_sats: bill.costSats,
    total_usd_estimate: bill.costUsdEstimate,
    usd_price: bill.price.usd,
    paid: { from_balance_sats: balanceSats, by_operator_sats: bill.costSats - balanceSats },
  };
}

function lastDayOf(month: string): string {
  const [year = Number.NaN, number = Number.NaN] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
