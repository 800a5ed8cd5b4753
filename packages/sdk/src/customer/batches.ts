import type { Batch, ExportBatchQuery, Ranking } from '../contract.ts';
import type { CallOptions, Transport } from '../transport/transport.ts';
import { rankingMsMax, untilThere, type WaitOptions } from '../transport/waiting.ts';

export interface BatchWaitOptions extends WaitOptions {
  /** Called with the counts each time. */
  readonly onProgress?: (batch: Batch) => void;
}

export class Batches {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** The status of a batch's tasks. */
  get(batchId: string, { signal }: CallOptions = {}): Promise<Batch> {
    return this.#transport.get(`/v1/batches/${encodeURIComponent(batchId)}`, { signal });
  }

  /** The tasks of a batch with their labels, as they stand, as the bytes of a file. */
  export(
    batchId: string,
    query: ExportBatchQuery = {},
    { signal }: CallOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const path = `/v1/batches/${encodeURIComponent(batchId)}/export`;
    return this.#transport.stream({ method: 'GET', path, query, repeatable: true, signal });
  }

  /** The items that its comparisons compare, the best first, by the labels that there are. */
  ranking(batchId: string, { signal }: CallOptions = {}): Promise<Ranking> {
    const path = `/v1/batches/${encodeURIComponent(batchId)}/ranking`;
    return this.#transport.json({
      method: 'GET',
      path,
      waitMs: rankingMsMax,
      repeatable: true,
      signal,
    });
  }

  /** The batch, once each of its tasks is settled, expired or cancelled. */
  wait(batchId: string, options: BatchWaitOptions = {}): Promise<Batch> {
    return untilThere(`${batchId} is not done`, options, async () => {
      const batch = await this.get(batchId, options);
      options.onProgress?.(batch);
      const { settled, expired, cancelled } = batch.counts;
      return settled + expired + cancelled === batch.task_count ? batch : null;
    });
  }
}
