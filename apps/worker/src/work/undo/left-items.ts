import type { HeldItem } from '../feed-state.ts';
import { letGo } from '../kinds/item-loads.ts';

/** Items that were decided on and may come back, with what they show. */
export class LeftItems {
  readonly #items = new Map<string, HeldItem>();

  /** What has not arrived is loaded again if it comes back. */
  keep(item: HeldItem): void {
    const { assignment, media } = item;
    const left: HeldItem = media.kind === 'ready' ? item : { ...item, media: { kind: 'waiting' } };
    this.#items.set(assignment.assignment_id, left);
  }

  has(id: string): boolean {
    return this.#items.has(id);
  }

  /** Takes it out, as it was left. */
  take(id: string): HeldItem | undefined {
    const item = this.#items.get(id);
    this.#items.delete(id);
    return item;
  }

  /** Lets go of all others. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, { media }] of this.#items) {
      if (ids.has(id)) continue;
      this.#items.delete(id);
      letGo(media);
    }
  }
}
