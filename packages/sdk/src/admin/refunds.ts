import type {
  AdminListDepositsQuery,
  AdminListRefundsQuery,
  BillingDetails,
  Deposits,
  Refund,
  RefundCustomer,
  Refunds as RefundsPage,
  SetBillingDetails,
} from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

export interface RefundOptions extends CallOptions {
  /** Names it: asked for again under the same key, there is no second one. */
  readonly idempotencyKey?: string;
}

/** How the operator is named on invoices. */
export class Seller {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** An empty name: nothing was said yet. */
  get({ signal }: CallOptions = {}): Promise<BillingDetails> {
    return this.#transport.get('/v1/admin/seller', { signal });
  }

  set(details: SetBillingDetails, { signal }: CallOptions = {}): Promise<BillingDetails> {
    const path = '/v1/admin/seller';
    return this.#transport.json({ method: 'PUT', path, body: details, repeatable: true, signal });
  }
}

/** What customers paid in, and what they are given back. */
export class Refunds {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Gives free money of a customer's balance back. Sent again after a lost answer only with an `idempotencyKey`. */
  ask(
    customerId: string,
    refund: RefundCustomer,
    { idempotencyKey, signal }: RefundOptions = {},
  ): Promise<Refund> {
    return this.#transport.json({
      method: 'POST',
      path: pathOf(customerId, 'refunds'),
      body: refund,
      ...(idempotencyKey === undefined ? {} : { headers: { 'idempotency-key': idempotencyKey } }),
      repeatable: idempotencyKey !== undefined,
      signal,
    });
  }

  page(
    customerId: string,
    query: AdminListRefundsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<RefundsPage> {
    return this.#transport.get(pathOf(customerId, 'refunds'), { query, signal });
  }

  depositsPage(
    customerId: string,
    query: AdminListDepositsQuery = {},
    { signal }: CallOptions = {},
  ): Promise<Deposits> {
    return this.#transport.get(pathOf(customerId, 'deposits'), { query, signal });
  }
}

function pathOf(customerId: string, what: 'refunds' | 'deposits'): string {
  return `/v1/admin/customers/${encodeURIComponent(customerId)}/${what}`;
}
