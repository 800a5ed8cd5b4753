import type { Push, SetPush } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

const path = '/v1/workers/me/push';

/** Where a worker is told that there is work. */
export class WorkerPush {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Your devices, and the key that a browser makes a subscription for. */
  get({ signal }: CallOptions = {}): Promise<Push> {
    return this.#transport.get(path, { signal });
  }

  /** Has this browser told; without `keys` no more, and with `endpoint: null` no browser. */
  set(subscription: SetPush, { signal }: CallOptions = {}): Promise<Push> {
    return this.#transport.json({ method: 'PUT', path, body: subscription, repeatable: true, signal });
  }
}
