import type {
  AdminExportAuditLogQuery,
  AdminListAuditLogQuery,
  AuditLogEntry,
  AuditLogPage,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Who did what, in all organisations and accounts, or in that of `owner_id`; the newest first. */
export class AuditLogAdmin {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All pages, each fetched when it is needed. */
  list(
    query: AdminListAuditLogQuery = {},
    options: CallOptions = {},
  ): AsyncGenerator<AuditLogEntry, void, undefined> {
    return everyEntry<AuditLogEntry>((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  /** With filters it may be short, or empty, and have a next one. */
  page(query: AdminListAuditLogQuery = {}, { signal }: CallOptions = {}): Promise<AuditLogPage> {
    return this.#transport.get('/v1/admin/audit-log', { query, signal });
  }

  /** The bytes of a file, as they come. */
  export(
    query: AdminExportAuditLogQuery = {},
    { signal }: CallOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/admin/audit-log/export';
    return this.#transport.stream({ method: 'GET', path, query, repeatable: true, signal });
  }
}
