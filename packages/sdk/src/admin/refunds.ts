import type {
  AdminListDepositsQuery,
  AdminListRefundsQuery,
  Deposits,
  Refund,
  RefundCustomer,
  Refunds as RefundsPage,
} from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

export interface RefundOptions extends CallOptions {
  /** Names it: asked for again under the same key, there is no second one. */
  readonly idempotencyKey?: string;
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
