import { assetNamed, idPrefixes, isOpen, redressTaskId, type Task } from '@asg/domain';
import type { Clock, SignalBoard } from '@asg/runtime';
import type { Storage } from '@asg/storage';
import type { Assets } from './assets.ts';
import { noteForgotten } from './forgetting.ts';
import { ownerOf } from './reading.ts';

export type EraseResult =
  | { readonly kind: 'erased'; readonly task: Task; readonly asset: 'removed' | 'in_use' | 'none' }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'open' };

const assetPage = 100;

/** Deletes what tasks show. Labels, payments and receipts stay. */
export class Erasing {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #signals: SignalBoard;
  readonly #assets: Assets;

  constructor(
    {
      storage,
      clock,
      signals,
    }: { readonly storage: Storage; readonly clock: Clock; readonly signals: SignalBoard },
    assets: Assets,
  ) {
    this.#storage = storage;
    this.#clock = clock;
    this.#signals = signals;
    this.#assets = assets;
  }

  /** Of a customer's own task, once it has ended. Gone from the store's files when it resolves; safe to repeat. */
  async eraseTask(customerId: string, taskId: string): Promise<EraseResult> {
    const { tasks } = this.#storage;
    const before = await tasks.get(taskId);
    if (before === null || before.customerId !== customerId) return { kind: 'not_found' };
    if (isOpen(before.state)) return { kind: 'open' };
    await noteForgotten(this.#storage, before, this.#clock.nowMs());
    // What was made of the task shows the same.
    const goldId = idPrefixes.gold + taskId.slice(idPrefixes.task.length);
    await this.#storage.gold.erase({ goldId, nowMs: this.#clock.nowMs() });
    // Then the asset: the task names it until it is gone.
    const asset = await this.#removeAsset(before);
    const nowMs = this.#clock.nowMs();
    for (const { conceded } of before.labels)
      if (conceded !== undefined) await tasks.erase({ taskId: redressTaskId(conceded.appealId), nowMs });
    const task = await tasks.erase({ taskId, nowMs });
    await this.#storage.scrub();
    return task === null ? { kind: 'not_found' } : { kind: 'erased', task, asset };
  }

  /** Null: there is no such task. */
  task(taskId: string): Promise<Task | null> {
    return this.#storage.tasks.get(taskId);
  }

  /**
   * The operator's: whoever's the task is, and also where it is open, which ends it. An asset goes with it, and ends all other tasks of its
   * customer's that show it. Safe to repeat. Null: there is no such task.
   */
  async takeDown(taskId: string): Promise<Task | null> {
    const nowMs = this.#clock.nowMs();
    const [outcome = null] = await this.#storage.tasks.takeDown({ taskIds: [taskId], nowMs });
    if (outcome === null) return null;
    if (outcome.kind === 'applied') this.#announce(outcome.task);
    const sha256 = assetNamed(outcome.task.dataUrl);
    if (sha256 !== null) await this.#takeDownAsset(ownerOf(outcome.task), sha256);
    const erased = await this.eraseTask(outcome.task.customerId, taskId);
    return erased.kind === 'erased' ? erased.task : null;
  }

  async #takeDownAsset(customerId: string, sha256: string): Promise<void> {
    const ended = (task: Task): void => this.#announce(task);
    while ((await this.#assets.takeDown(customerId, sha256, ended)).kind === 'unsettled');
  }

  /** All that a customer gave by value, whose tasks have ended and whose gold is given out no more. False: some of it is about to be shown. */
  async eraseAssets(customerId: string): Promise<boolean> {
    let isDone = true;
    for (let before: string | null = null; ; ) {
      const page = await this.#assets.list(customerId, { limit: assetPage, before });
      for (const { sha256 } of page) {
        let { kind } = await this.#assets.remove(customerId, sha256, { retireGold: true });
        while (kind === 'unsettled')
          ({ kind } = await this.#assets.remove(customerId, sha256, { retireGold: true }));
        if (kind === 'in_use') isDone = false;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < assetPage) return isDone;
      before = this.#assets.cursorOf(last);
    }
  }

  /** Has every process let go of what a task shows. */
  forgetShown(task: Task): Promise<void> {
    return noteForgotten(this.#storage, task, this.#clock.nowMs());
  }

  #announce({ taskId, customerId }: Task): void {
    for (const who of [taskId, customerId]) this.#signals.notify(who);
  }

  async #removeAsset({ customerId, dataUrl }: Task): Promise<'removed' | 'in_use' | 'none'> {
    const sha256 = assetNamed(dataUrl);
    if (sha256 === null) return 'none';
    for (;;) {
      const { kind } = await this.#assets.remove(customerId, sha256);
      if (kind === 'not_found') return 'none';
      if (kind !== 'unsettled') return kind;
    }
  }

  /** One of the customer's assets, unless it is shown still; `retireGold`: their own gold holds it no more. Gone from the store's files when it resolves. */
  async eraseAsset(...asked: Parameters<Assets['remove']>): ReturnType<Assets['remove']> {
    const removed = await this.#assets.remove(...asked);
    if (removed.kind === 'removed') await this.#storage.scrub();
    return removed;
  }
}
