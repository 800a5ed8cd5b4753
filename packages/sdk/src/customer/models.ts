import type { AddModel, ChangeModel, OwnModel, OwnModels } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

const pathOf = (name: string): string => `/v1/models/${encodeURIComponent(name)}`;

/** Models of yours that the server asks for predictions. */
export class Models {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** It is asked of tasks that come from then on, or of all that were submitted since `from`. */
  add(model: AddModel, { signal }: CallOptions = {}): Promise<OwnModel> {
    return this.#transport.json({ method: 'POST', path: '/v1/models', body: model, signal });
  }

  /** By name, each with how it gets on. */
  async list({ signal }: CallOptions = {}): Promise<readonly OwnModel[]> {
    return (await this.#transport.get<OwnModels>('/v1/models', { signal })).data;
  }

  /** Switches it on or off, changes its endpoint, its key or its budget; what is left out stays. */
  update(name: string, change: ChangeModel, { signal }: CallOptions = {}): Promise<OwnModel> {
    const path = pathOf(name);
    return this.#transport.json({ method: 'PATCH', path, body: change, repeatable: true, signal });
  }

  /** What it said of tasks stays with them. */
  remove(name: string, { signal }: CallOptions = {}): Promise<void> {
    return this.#transport.json({ method: 'DELETE', path: pathOf(name), repeatable: true, signal });
  }
}
