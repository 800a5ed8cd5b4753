import type { Asset, AssetPage, AssetUsage, ListAssetsQuery } from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import type { UploadOptions } from './jobs.ts';

/** ms that an upload may take. */
const uploadMsMax = 600_000;
const pathOf = (sha256: string): string => `/v1/assets/${encodeURIComponent(sha256)}`;

/** Images and texts that you give by value. */
export class Assets {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The asset of these bytes, an image or a text; in Node `fs.openAsBlob(path)` reads a file as it is sent. */
  upload(file: Blob, { signal, onProgress }: UploadOptions = {}): Promise<Asset> {
    const headers = { 'content-type': 'application/octet-stream' };
    const call = { method: 'POST', path: '/v1/assets', rawBody: file, headers, waitMs: uploadMsMax } as const;
    return this.#transport.json({ ...call, repeatable: true, onProgress, signal });
  }

  get(sha256: string, { signal }: CallOptions = {}): Promise<Asset> {
    return this.#transport.get(pathOf(sha256), { signal });
  }

  /** Its bytes, as they were given. */
  content(sha256: string, { signal }: CallOptions = {}): Promise<ReadableStream<Uint8Array>> {
    const path = `${pathOf(sha256)}/content`;
    return this.#transport.stream({ method: 'GET', path, repeatable: true, signal });
  }

  /** Your assets, the newest first, all pages. */
  list(query: ListAssetsQuery = {}, options: CallOptions = {}): AsyncGenerator<Asset, void, undefined> {
    return everyEntry((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  page(query: ListAssetsQuery = {}, { signal }: CallOptions = {}): Promise<AssetPage> {
    return this.#transport.get('/v1/assets', { query, signal });
  }

  /** How much room all of them take, and how much they may. */
  async usage(options: CallOptions = {}): Promise<AssetUsage> {
    return (await this.page({ limit: 1 }, options)).usage;
  }

  /** No byte of it is kept. Refused while an open task, or a gold item of yours, shows it; `retireGold`: such gold is given out no more instead. */
  delete(
    sha256: string,
    { retireGold = false, signal }: CallOptions & { readonly retireGold?: boolean } = {},
  ): Promise<void> {
    const query = retireGold ? { retire_gold: true } : {};
    return this.#transport.json({ method: 'DELETE', path: pathOf(sha256), query, signal });
  }
}
