import { isLive, itemReachMs, type Task } from '@asg/domain';
import type { ItemSize } from '@asg/domain/names';
import type { EngineContext } from '@asg/people';
import { LRUCache } from 'lru-cache';
import { type ComparedKinds, idAt, type PartId, type ShowsItems } from './compared.ts';
import { type ItemResult, type Items, keepMs } from './items.ts';
import { LooksTaken } from './looks-taken.ts';

/** Views that are remembered. About 5 MB. */
const viewsMax = 20_000;

export type MediaResult = ItemResult | { readonly kind: 'not_found' } | { readonly kind: 'lease_ended' };

interface MediaProxyParts {
  readonly wish: (taskId: string) => Promise<void>;
  readonly assetKeepMs: number;
}

/** A proxy between workers' browsers and customers' hosts: neither learns of the other. */
export class MediaProxy {
  /** Who was given the item of what they hold. */
  readonly looks: LooksTaken;
  /** So long after their label a worker is shown its item. */
  readonly reachMs: number;
  readonly #context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>;
  readonly #items: Items;
  readonly #wish: (taskId: string) => Promise<void>;
  /** Until when a view of an assignment's item may be quick, Unix ms. */
  readonly #viewed = new LRUCache<string, number>({ max: viewsMax });

  /** `wish` is told of tasks whose item a worker could not see; `assetKeepMs`: so long assets of ended tasks are kept. */
  constructor(
    context: Pick<EngineContext, 'storage' | 'clock' | 'assignmentIds'>,
    items: Items,
    { wish, assetKeepMs }: MediaProxyParts,
  ) {
    this.reachMs = itemReachMs(assetKeepMs);
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
   * The item of an assignment, for the worker who holds it or labelled it lately. The first view of each size takes as long as the
   * fetch did: else it would tell that others have seen the item, as gold is seen by many. `place`: where the worker sees what is
   * wanted of a comparison; null: what it is about.
   */
  async item(
    workerId: string,
    assignmentId: string,
    size: ItemSize,
    place: string | null = null,
  ): Promise<MediaResult> {
    const { storage, clock, assignmentIds } = this.#context;
    const startMs = clock.nowMs();
    const parts = assignmentIds.open(workerId, assignmentId);
    if (parts === null) return { kind: 'not_found' };
    const task = await storage.tasks.get(parts.taskId);
    if (task === null) return { kind: 'not_found' };
    if (!this.#isInReach(task, workerId, parts.nonce)) return { kind: 'lease_ended' };
    if (task.moderation === 'taken_down') return takenDown;
    const askedMs = clock.nowMs();
    const part = await this.#partFor(task, parts.nonce, place);
    if (part === null) return { kind: 'not_found' };
    const kept = await this.#ofSize(part, size);
    if (kept.kind !== 'media') await this.#wish(task.taskId);
    const name = `${size} ${place ?? ''} ${workerId} ${parts.taskId} ${parts.nonce}`;
    if ((this.#viewed.get(name) ?? 0) > startMs) return kept;
    this.#viewed.set(name, startMs + keepMs);
    const leftMs = askedMs + kept.tookMs - clock.nowMs();
    if (leftMs > 0) await clock.sleep(leftMs);
    return kept;
  }

  async #partFor(task: Task, nonce: string, place: string | null): Promise<Task | null> {
    if (place === null) return this.#items.part(task, null);
    const id = idAt(task, nonce, place);
    return id === undefined ? null : this.#items.part(task, id);
  }

  #isInReach({ assignments, labels }: Task, workerId: string, nonce: string): boolean {
    const nowMs = this.#context.clock.nowMs();
    return (
      assignments.some((a) => a.workerId === workerId && a.nonce === nonce && isLive(a, nowMs)) ||
      labels.some((label) => label.workerId === workerId && label.atMs + this.reachMs > nowMs)
    );
  }

  /** See `Items`. */
  comparedKinds(task: ShowsItems): Promise<ComparedKinds | null> {
    return this.#items.comparedKinds(task);
  }

  /** An item whose answer is known, where everybody may know that: of practice, or for its own customer. */
  async knownItem(task: Task, size: ItemSize, id: PartId = null): Promise<MediaResult> {
    const part = await this.#partOf(task, id);
    return part === null ? { kind: 'not_found' } : this.#ofSize(part, size);
  }

  /** The same where it is shown to a worker as practice. */
  async practiceItem(
    task: Task,
    {
      size,
      workerId,
      place,
    }: { readonly size: ItemSize; readonly workerId: string; readonly place: string | null },
  ): Promise<MediaResult> {
    const part = await this.#partFor(task, workerId, place);
    return part === null ? { kind: 'not_found' } : this.#ofSize(part, size);
  }

  /** The item of a customer's own task, whole or as small as a list shows it. `id`: of what is compared; null: what it is about, else the first. */
  async ownItem(customerId: string, taskId: string, size: ItemSize, id: PartId = null): Promise<MediaResult> {
    const task = await this.#context.storage.tasks.get(taskId);
    return task?.customerId === customerId ? this.#unlessTakenDown(task, size, id) : { kind: 'not_found' };
  }

  /** Whoever's it is: for the operator. */
  async anyItem(taskId: string, size: ItemSize, id: PartId = null): Promise<MediaResult> {
    const task = await this.#context.storage.tasks.get(taskId);
    return task === null ? { kind: 'not_found' } : this.#unlessTakenDown(task, size, id);
  }

  async #unlessTakenDown(task: Task, size: ItemSize, id: PartId): Promise<MediaResult> {
    return task.moderation === 'taken_down' ? takenDown : this.knownItem(task, size, id);
  }

  async #partOf(task: Task, id: PartId): Promise<Task | null> {
    const part = await this.#items.part(task, id);
    const [first] = task.labelSpec.items ?? [];
    return part === null && id === null && first !== undefined ? this.#items.part(task, first) : part;
  }

  #ofSize(task: Task, size: ItemSize): Promise<ItemResult> {
    return size === 'full' ? this.#items.shown(task) : this.#items.thumbnail(task);
  }
}

/** Nobody is shown it, whoever still has its task. */
const takenDown = { kind: 'unavailable', reason: 'it was taken down', tookMs: 0 } as const;
