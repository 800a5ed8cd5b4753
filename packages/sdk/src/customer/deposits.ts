import type { Deposit, Deposits as DepositsPage, ListDepositsQuery } from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Money that you pay in: an address each, which stays yours. What arrives is credited once it is deep enough in the chain. */
export class Deposits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** An address to pay to. `amountSats` goes into the payment URI; any other sum is credited as well. */
  open(amountSats?: number, { signal }: CallOptions = {}): Promise<Deposit> {
    const body = amountSats === undefined ? {} : { amount_sats: amountSats };
    return this.#transport.json({ method: 'POST', path: '/v1/billing/deposits', body, signal });
  }

  /** With what was paid. */
  get(depositId: string, { signal }: CallOptions = {}): Promise<Deposit> {
    return this.#transport.get(pathOf(depositId), { signal });
  }

  /** The newest first, all pages. */
  list(query: ListDepositsQuery = {}, options: CallOptions = {}) {
    return everyEntry<Deposit>((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  page(query: ListDepositsQuery = {}, { signal }: CallOptions = {}): Promise<DepositsPage> {
    return this.#transport.get('/v1/billing/deposits', { query, signal });
  }

  /** A payment is on its way: it is looked for now, and often for a while. */
  watch(depositId: string, { signal }: CallOptions = {}): Promise<Deposit> {
    const path = `${pathOf(depositId)}/watch`;
    return this.#transport.json({ method: 'POST', path, repeatable: true, signal });
  }

  /** Hands in the transaction that pays (hex: BEEF, extended or raw), which is sent to the network where it must be. */
  post(depositId: string, transaction: string, { signal }: CallOptions = {}): Promise<Deposit> {
    const path = `${pathOf(depositId)}/transactions`;
    return this.#transport.json({ method: 'POST', path, body: { transaction }, repeatable: true, signal });
  }
}

function pathOf(depositId: string): string {
  return `/v1/billing/deposits/${encodeURIComponent(depositId)}`;
}
