import type { Receipt, SettlementRecord, Task } from '@asg/domain';
import type { EngineContext } from '@asg/people/context';
import type { Storage } from '@asg/storage';
import { LRUCache } from 'lru-cache';
import { type BatchTree, batchTree, receiptOf } from './receipt.ts';

export * from './receipt.ts';

/** Batches whose tree is kept: those asked about last. One of 10,000 leaves takes about 3 MB. */
const batchesMax = 8;

export type ReceiptResult =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'not_settled' }
  /** It ended without a label: there is nothing to prove. */
  | { readonly kind: 'no_label'; readonly state: 'expired' | 'cancelled' };

/** Gives customers the proof of their labels. Reads alone; what it costs depends on the task's batch, on nothing else. */
export class Receipts {
  readonly #storage: Pick<Storage, 'tasks' | 'settlement'>;
  readonly #network: Receipt['network'];
  /** The latest used last. A settled batch's tree never changes. */
  readonly #trees = new LRUCache<string, Promise<BatchTree>>({ max: batchesMax });

  constructor({ storage }: Pick<EngineContext, 'storage'>, network: Receipt['network']) {
    this.#storage = storage;
    this.#network = network;
  }

  /** The receipt of the customer's task; another's task does not exist for them. */
  async of(customerId: string, taskId: string): Promise<ReceiptResult> {
    const task = await this.#storage.tasks.get(taskId);
    if (task?.customerId !== customerId) return { kind: 'not_found' };
    const { state, payment } = task;
    if (state === 'expired' || state === 'cancelled') return { kind: 'no_label', state };
    if (state !== 'settled' || payment.kind !== 'paid') return { kind: 'not_settled' };
    const settlement = await this.#storage.settlement.get(payment.settlementId);
    if (settlement === null)
      throw new Error(`${taskId} was paid by ${payment.settlementId}, which is not stored`);
    // What takes the place of another settlement may not have reached the network yet.
    if (settlement.seenAtMs === null || settlement.state === 'failed') return { kind: 'not_settled' };
    const tree = await this.#treeOf(settlement);
    return { kind: 'receipt', receipt: receiptOf(task, tree, settlement, this.#network) };
  }

  /** Requests that come at once share one reading. */
  #treeOf(settlement: SettlementRecord): Promise<BatchTree> {
    const { settlementId } = settlement;
    const tree = this.#trees.get(settlementId) ?? this.#read(settlement);
    this.#trees.set(settlementId, tree);
    tree.catch(() => this.#trees.delete(settlementId));
    return tree;
  }

  async #read(settlement: SettlementRecord): Promise<BatchTree> {
    const tasks = await this.#storage.tasks.many(settlement.tasks.map(({ taskId }) => taskId));
    return batchTree(
      settlement,
      tasks.filter((task): task is Task => task !== null),
    );
  }
}
