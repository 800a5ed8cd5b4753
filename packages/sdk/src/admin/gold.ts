import type { AddGold, AdminListGoldQuery, GoldAdded, Gold as GoldItem, GoldPage } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Items whose label is known: they test workers. */
export class Gold {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  add(gold: AddGold, { signal }: CallOptions = {}): Promise<GoldItem> {
    return this.#transport.json({ method: 'POST', path: '/v1/admin/gold', body: gold, signal });
  }

  /** All are added, or none. `lines`: an item a row, JSON lines, a JSON list or CSV. */
  import(lines: string, { signal }: CallOptions = {}): Promise<GoldAdded> {
    const headers = { 'content-type': 'application/x-ndjson' };
    const path = '/v1/admin/gold/import';
    return this.#transport.json({ method: 'POST', path, rawBody: lines, headers, signal });
  }

  page(query: AdminListGoldQuery = {}, { signal }: CallOptions = {}): Promise<GoldPage> {
    return this.#transport.get('/v1/admin/gold', { query, signal });
  }

  /** It is offered no more. */
  retire(goldId: string, { signal }: CallOptions = {}): Promise<GoldItem> {
    const path = `/v1/admin/gold/${encodeURIComponent(goldId)}/retire`;
    return this.#transport.json({ method: 'POST', path, repeatable: true, signal });
  }
}
