import type { AuditLogEntry, AuditLogPage, ExportAuditLogQuery, ListAuditLogQuery } from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** Who did what in your organisation, the newest first. */
export class AuditLog {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** All pages, each fetched when it is needed. */
  list(
    query: ListAuditLogQuery = {},
    options: CallOptions = {},
  ): AsyncGenerator<AuditLogEntry, void, undefined> {
    return everyEntry<AuditLogEntry>((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  /** With filters it may be short, or empty, and have a next one. */
  page(query: ListAuditLogQuery = {}, { signal }: CallOptions = {}): Promise<AuditLogPage> {
    return this.#transport.get('/v1/audit-log', { query, signal });
  }

  /** The bytes of a file, as they come. In jsonl each line has `canonical`, the text that `hash` is of. */
  export(query: ExportAuditLogQuery = {}, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = '/v1/audit-log/export';
    return this.#transport.stream({ method: 'GET', path, query, repeatable: true, signal });
  }
}
