/** Who buys or sells, as it stands on invoices. */
export interface BillingParty {
  readonly name: string;
  /** Its lines. */
  readonly address: string;
  readonly taxId: string | null;
}

/** Names an invoice of a customer, unlike any other. */
export const invoiceNumber = (customerId: string, month: string): string =>
  `${month}-${customerId.slice(customerId.indexOf('_') + 1)}`;
