import type {
  AdminListSettlementsQuery,
  AdminSettlementDetail,
  AdminSettlements,
  RequestTreasuryMove,
  TreasuryMove,
  Treasury as TreasuryState,
} from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

export class Settlements {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  page(query: AdminListSettlementsQuery = {}, { signal }: CallOptions = {}): Promise<AdminSettlements> {
    return this.#transport.get('/v1/admin/settlements', { query, signal });
  }

  get(settlementId: string, { signal }: CallOptions = {}): Promise<AdminSettlementDetail> {
    return this.#transport.get(`/v1/admin/settlements/${encodeURIComponent(settlementId)}`, { signal });
  }
}

/** The coins that workers are paid from. */
export class Treasury {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get({ signal }: CallOptions = {}): Promise<TreasuryState> {
    return this.#transport.get('/v1/admin/treasury', { signal });
  }

  /** Moves coins within the treasury. */
  requestMove(move: RequestTreasuryMove, { signal }: CallOptions = {}): Promise<TreasuryMove> {
    return this.#transport.json({ method: 'POST', path: '/v1/admin/treasury/moves', body: move, signal });
  }

  move(settlementId: string, { signal }: CallOptions = {}): Promise<TreasuryMove> {
    return this.#transport.get(`/v1/admin/treasury/moves/${encodeURIComponent(settlementId)}`, { signal });
  }
}
