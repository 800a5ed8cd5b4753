import { type AuditTallies, batchCounts, countedBatch, scopeSum, type Task } from '@asg/domain';
import type { StorageReader } from '@asg/storage';

const rememberedMax = 10_000;

/** Compares the sums of batches with their tasks, counted anew. */
export class BatchAudit {
  readonly #storage: StorageReader;
  readonly #tallies: AuditTallies;
  readonly #looked = new Set<string>();

  constructor(storage: StorageReader, tallies: AuditTallies) {
    this.#storage = storage;
    this.#tallies = tallies;
  }

  /** The batches of tasks that follow each other in the store: most are met in one page. */
  async look(page: readonly Task[]): Promise<void> {
    for (const { batchId } of page) {
      if (batchId == null || this.#looked.has(batchId)) continue;
      if (this.#looked.size === rememberedMax) this.#looked.clear();
      this.#looked.add(batchId);
      await this.#batch(batchId);
    }
  }

  async #batch(batchId: string): Promise<void> {
    const { tasks, stats } = this.#storage;
    const [head, batch] = await Promise.all([tasks.batchHead(batchId), tasks.batch(batchId)]);
    // One of before there were sums has none until it is asked for.
    if (head === null || batch === null || head.repeated === null) return;
    const named = await tasks.many(batch.taskIds);
    const { repeated, figures } = countedBatch(batchId, named);
    const others = await tasks.many(repeated);
    const [kept = {}] = await stats.results([scopeSum({ of: 'batch', id: batchId })]);
    const [told, found] = [kept, figures].map((sum) => batchCounts(named.length, sum, others));
    const isSame = JSON.stringify([told, head.repeated]) === JSON.stringify([found, repeated]);
    const says = `${batchId}: ${JSON.stringify(told)} is stored, its tasks are ${JSON.stringify(found)}`;
    this.#tallies.expect('batches', isSame, says);
  }
}
