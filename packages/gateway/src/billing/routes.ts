import type { BillingParty } from '@asg/domain';
import { last } from '@asg/values/present';
import { monthForm, pageLimitDefault, routes } from '@asg/wire';
import { customerOf } from '../caller.ts';
import type { GatewayOptions } from '../options.ts';
import { refuse } from '../refusals/refusal.ts';
import type { Serve } from '../serving/serve.ts';
import { tellTrail } from '../trail/told.ts';
import { detailsReply, invoiceDocument, partyOf } from './invoice-replies.ts';
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

  serve(routes.getInvoice, async (request) => {
    const { month } = request.params;
    const { customerId } = customerOf(request);
    if (!aMonth.test(month)) return refuse('invoice_not_found');
    const found = await billing.invoice(customerId, month);
    if (found === null) return refuse('invoice_not_found');
    const parties = await billing.parties(found.bill);
    return { status: 200, body: invoiceDocument(found, parties) };
  });

  serve(routes.getBillingDetails, async (request) => {
    return { status: 200, body: detailsReply(await billing.details(customerOf(request).customerId)) };
  });

  serve(routes.setBillingDetails, async (request) => {
    const { customerId } = customerOf(request);
    tellTrail(request, { personal: saidBefore(await billing.details(customerId)) });
    const party = partyOf(request.body);
    await billing.setDetails(customerId, party);
    return { status: 200, body: detailsReply(party) };
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

/** How the operator is named on invoices. */
export function serveSeller(serve: Serve, { billing }: GatewayOptions): void {
  serve(routes.adminGetSeller, async () => {
    return { status: 200, body: detailsReply((await billing.seller()) ?? nobody) };
  });

  serve(routes.adminSetSeller, async (request) => {
    tellTrail(request, { personal: saidBefore(await billing.seller()) });
    const party = partyOf(request.body);
    await billing.setSeller(party);
    return { status: 200, body: detailsReply(party) };
  });
}

const nobody: BillingParty = { name: '', address: '', taxId: null };

/** As texts of the trail, which can be erased: names, addresses and tax ids may be a person's. */
function saidBefore(party: BillingParty | null): Readonly<Record<string, string>> {
  const said = Object.entries(party === null ? {} : detailsReply(party));
  return Object.fromEntries(said.flatMap(([name, text]) => (text ? [[`${name}_before`, text]] : [])));
}
