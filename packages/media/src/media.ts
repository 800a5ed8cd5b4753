import { isLive, type Task } from '@asg/domain';
import type { ItemSize } from '@asg/domain/names';
import type { EngineContext } from '@asg/engines';
import { LRUCache } from 'lru-cache';
import { type ItemResult, type Items, keepMs } from './items.ts';
import { LooksTaken } from './looks-taken.ts';

/** An item stays in reach of who labelled it for so long: history shows it. */
const afterLabelMs = 24 * 3_600_000;
/** Views that are remembered. About 5 MB. */
const viewsMax = 20_000;

export type MediaResult = ItemResult | { readonly kind: 'not_found' } | { readonly kind: 'lease_ended' };

/** A proxy between workers' browsers and customers' hosts: neither learns of the other. */
export class MediaProxy {
  /** Who was given the item of what they hold. */
  readonly looks: LooksTaken;
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>;
  readonly #items: Items;
  readonly #wish: (taskId: string) => Promise<void>;
  /** Until when a view of an assignment's item may be quick, Unix ms. */
  readonly #viewed = new LRUCache<string, number>({ max: viewsMax });

  /** `wish` is told of tasks whose item a worker could not see. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>,
    items: Items,
    wish: (taskId: string) => Promise<void>,
  ) {
    this.looks = new LooksTaken(context);
    this.#context = context;
    this.#items = items;
    this.#wish = wish;
  }

  /** The worker says that the item of an assignment cannot be seen. */
  async unseen(workerId: string, assignmentId: string): Promise<void> {
    const parts = this.#context.assignmentIds.open(workerId, assignmentId);
    if (parts !== null) await this.#wish(parts.taskId);
  }

  /**
   * The item of an assignment, for the worker who holds it or has just labelled it. The first view takes as long as the fetch
   * did: else it would tell that others have seen the item, as gold is seen by many.
   */
  async item(workerId: string, assignmentId: string): Promise<MediaResult> {
    const { storage, clock, assignmentIds } = this.#context;
    const startMs = clock.nowMs();
    const parts = assignmentIds.open(workerId, assignmentId);
    if (parts === null) return { kind: 'not_found' };
    const task = await storage.tasks.get(parts.taskId);
    if (task === null) return { kind: 'not_found' };
    if (!isInReach(task, workerId, parts.nonce, clock.nowMs())) return { kind: 'lease_ended' };
    if (task.moderation === 'taken_down') return takenDown;
    const askedMs = clock.nowMs();
    const kept = await this.#items.shown(task);
    if (kept.kind !== 'media') await this.#wish(task.taskId);
    const name = `${workerId} ${parts.taskId} ${parts.nonce}`;
    if ((this.#viewed.get(name) ?? 0) > startMs) return kept;
    this.#viewed.set(name, startMs + keepMs);
    const leftMs = askedMs + kept.tookMs - clock.nowMs();
    if (leftMs > 0) await clock.sleep(leftMs);
    return kept;
  }

  /** The item of a customer's own task, whole or as small as a list shows it. */
  async ownItem(customerId: string, taskId: string, size: ItemSize): Promise<MediaResult> {
    const task = await this.#context.storage.tasks.get(taskId);
    if (task?.customerId !== customerId) return { kind: 'not_found' };
    if (task.moderation === 'taken_down') return takenDown;
    return size === 'full' ? this.#items.shown(task) : this.#items.thumbnail(task);
  }
}

/** Nobody is shown it, whoever still has its task. */
const takenDown = { kind: 'unavailable', reason: 'it was taken down', tookMs: 0 } as const;

function isInReach(task: Task, workerId: string, nonce: string, nowMs: number): boolean {
  return (
    task.assignments.some((a) => a.workerId === workerId && a.nonce === nonce && isLive(a, nowMs)) ||
    task.labels.some((label) => label.workerId === workerId && label.atMs + afterLabelMs > nowMs)
  );
}
