import { last } from '@asg/domain/present';
import { monthForm, pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { invoiceCsvText, invoiceReply, usageReply } from './replies.ts';

const aMonth = new RegExp(monthForm);

export function serveBilling(serve: Serve, { billing }: GatewayOptions): void {
  serve(routes.getUsage, async (request) => {
    const { customerId, tier } = customerOf(request);
    const usage = await billing.usage(customerId, request.query.month ?? billing.month);
    return { status: 200, body: usageReply(usage, tier) };
  });

  serve(routes.listInvoices, async (request) => {
    const { limit = pageLimitDefault, cursor = null } = request.query;
    // One more than the page may have tells that there is a next one.
    const found = await billing.invoices(customerOf(request).customerId, {
      limit: limit + 1,
      before: cursor,
    });
    const page = found.slice(0, limit);
    const nextCursor = found.length > limit ? last(page).month : null;
    return { status: 200, body: { invoices: page.map(invoiceReply), next_cursor: nextCursor } };
  });

  serve(routes.getInvoiceCsv, async (request) => {
    const { month } = request.params;
    if (!aMonth.test(month)) return refuse('invoice_not_found');
    const invoice = await billing.invoice(customerOf(request).customerId, month);
    if (invoice === null) return refuse('invoice_not_found');
    const headers = {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="invoice-${month}.csv"`,
    };
    return { status: 200, body: invoiceCsvText(invoice), headers };
  });
}
