import type {
  AddOwnGold,
  ChangeGold,
  GetGoldItemQuery,
  GoldAdded,
  ListGoldQuery,
  MakeTaskGold,
  OwnGold,
  OwnGoldPage,
} from '../contract.ts';
import { everyEntry } from '../transport/pages.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';

/** ms that the server may need for an item. */
const itemMsMax = 60_000;
const pathOf = (goldId: string): string => `/v1/gold/${encodeURIComponent(goldId)}`;

/** Items of yours whose answer is known: they measure your workers, or teach them your question. */
export class Gold {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  add(gold: AddOwnGold, { signal }: CallOptions = {}): Promise<OwnGold> {
    return this.#transport.json({ method: 'POST', path: '/v1/gold', body: gold, signal });
  }

  /** A file of JSONL or CSV, told by its content; all its rows are added, or none, and then the error names each bad one. */
  import(file: Blob, { signal }: CallOptions = {}): Promise<GoldAdded> {
    const headers = { 'content-type': 'application/x-ndjson' };
    return this.#transport.json({ method: 'POST', path: '/v1/gold/import', rawBody: file, headers, signal });
  }

  /** Makes gold of a task that was decided, once; its label is your correction, else what was decided, unless you say another. */
  ofTask(taskId: string, gold: MakeTaskGold = {}, { signal }: CallOptions = {}): Promise<OwnGold> {
    const path = `/v1/tasks/${encodeURIComponent(taskId)}/gold`;
    return this.#transport.json({ method: 'POST', path, body: gold, repeatable: true, signal });
  }

  /** Yours, with hits and misses, all pages. */
  list(query: ListGoldQuery = {}, options: CallOptions = {}): AsyncGenerator<OwnGold, void, undefined> {
    return everyEntry((cursor) => this.page({ ...query, cursor }, options), query.cursor);
  }

  page(query: ListGoldQuery = {}, { signal }: CallOptions = {}): Promise<OwnGoldPage> {
    return this.#transport.get('/v1/gold', { query, signal });
  }

  /** What it shows, as workers see it; `size` thumbnail: as small as a list shows it. */
  item(goldId: string, { size, item, signal }: CallOptions & GetGoldItemQuery = {}): Promise<Blob> {
    const path = `${pathOf(goldId)}/item`;
    return this.#transport.blob({
      method: 'GET',
      path,
      query: { size, item },
      waitMs: itemMsMax,
      repeatable: true,
      signal,
    });
  }

  /** Sets it apart for practice, or mixes it among your tasks. */
  change(goldId: string, change: ChangeGold, { signal }: CallOptions = {}): Promise<OwnGold> {
    return this.#transport.json({
      method: 'PATCH',
      path: pathOf(goldId),
      body: change,
      repeatable: true,
      signal,
    });
  }

  /** It is given out no more. */
  retire(goldId: string, { signal }: CallOptions = {}): Promise<OwnGold> {
    return this.#transport.json({
      method: 'POST',
      path: `${pathOf(goldId)}/retire`,
      repeatable: true,
      signal,
    });
  }
}
