import type { DeleteAccount, DeletionProgress } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** For somebody who writes to the operator: a worker, a person of the Console or an organisation, by its id. */
export class AccountAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All that is known, as the bytes of one JSON document; of an organisation, one a line. */
  export(accountId: string, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = `/v1/admin/accounts/${encodeURIComponent(accountId)}/export`;
    return this.#transport.stream({ method: 'GET', path, repeatable: true, signal });
  }

  /** In 14 days, or at once. Asked again, it tells how far it is. */
  delete(
    accountId: string,
    deletion: DeleteAccount = {},
    { signal }: CallOptions = {},
  ): Promise<DeletionProgress> {
    const path = `/v1/admin/accounts/${encodeURIComponent(accountId)}/deletion`;
    return this.#transport.json({ method: 'POST', path, body: deletion, repeatable: true, signal });
  }

  /** It is not deleted after all. */
  async keep(accountId: string, { signal }: CallOptions = {}): Promise<void> {
    const path = `/v1/admin/accounts/${encodeURIComponent(accountId)}/deletion`;
    await this.#transport.json({ method: 'DELETE', path, repeatable: true, signal });
  }
}
