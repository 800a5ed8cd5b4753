import { createHash } from 'node:crypto';
import {
  type AssetRecord,
  type AssetUse,
  assetKey,
  assetUrl,
  type GivenAsset,
  isKept,
  isOpen,
  itemTextBytesMax,
  type Task,
} from '@asg/domain';
import type { Pictures } from '@asg/pictures';
import type { Clock } from '@asg/runtime';
import { assetPlace, type Storage } from '@asg/storage';
import { last } from '@asg/values/present';
import type { BlobStore } from './blob-store.ts';
import { contentOf } from './content-type.ts';
import { dropForgotten, noteForgotten } from './forgetting.ts';
import { noRoom } from './holding.ts';

export interface AssetRules {
  /** Of one asset. */
  readonly bytesMax: number;
  /** Of all assets of a customer. */
  readonly customerBytesMax: number;
  /** How long an asset is kept that no task shows any more, ms. */
  readonly keepMs: number;
}

export interface AssetUsage {
  readonly count: number;
  readonly bytes: number;
  /** Bytes that all of them may have. */
  readonly bytesMax: number;
}

export type ReceiveResult =
  | { readonly kind: 'made' | 'known'; readonly asset: AssetRecord }
  | { readonly kind: 'too_large'; readonly bytesMax: number }
  | { readonly kind: 'no_room'; readonly message: string; readonly bytesMax: number }
  | { readonly kind: 'unsupported'; readonly reason: string }
  | { readonly kind: 'busy' };

/** `in_use`: an open task, or a gold item that is given out, shows it. `unsettled`: so many tasks showed it that it has to be asked again. */
export type RemoveResult =
  | { readonly kind: 'removed' | 'not_found' | 'unsettled' }
  | { readonly kind: 'in_use'; readonly by: AssetHolder };

/** What shows an asset still: an open task, one that is about to be made, or a gold item that is given out. */
export interface AssetHolder {
  readonly kind: 'task' | 'gold';
  readonly id: string;
}

/** Uses that are looked at together, and at most in one go. */
const usesPage = 200;
const pagesMax = 50;
/** A task that is about to be made notes its use first. */
const aboutToBeMadeMs = 600_000;
const sweepPage = 100;

/** What customers give by value, from its first byte to its last. Every method sees only one customer's assets. */
export class Assets {
  readonly #storage: Storage;
  readonly #clock: Clock;
  readonly #blobs: BlobStore;
  readonly #pictures: Pick<Pictures, 'inspectPicture'>;
  readonly #rules: AssetRules;

  constructor(
    { storage, clock }: { readonly storage: Storage; readonly clock: Clock },
    parts: { readonly blobs: BlobStore; readonly pictures: Pick<Pictures, 'inspectPicture'> },
    rules: AssetRules,
  ) {
    this.#storage = storage;
    this.#clock = clock;
    this.#blobs = parts.blobs;
    this.#pictures = parts.pictures;
    this.#rules = rules;
  }

  /** Of one asset. */
  get bytesMax(): number {
    return this.#rules.bytesMax;
  }

  /** Takes a body in and keeps it: durable once it resolves. No more than the largest asset is in memory; a picture is one that can be shown. */
  async receive(
    customerId: string,
    body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<ReceiveResult> {
    const { bytesMax, customerBytesMax } = this.#rules;
    const hash = createHash('sha256');
    const pieces: Uint8Array[] = [];
    let length = 0;
    for await (const piece of body) {
      length += piece.length;
      if (length > bytesMax) return { kind: 'too_large', bytesMax };
      hash.update(piece);
      pieces.push(piece);
    }
    const [first] = pieces;
    const bytes = first?.length === length ? first : Buffer.concat(pieces, length);
    const content = contentOf(bytes);
    if (content.kind === 'unsupported') return content;
    const key = { customerId, sha256: hash.digest('hex') };
    const known = await this.#storage.assets.get(key);
    const total = await this.#storage.assetTotals.get(customerId);
    if (!isKept(known) && total.bytes + length > customerBytesMax)
      return {
        kind: 'no_room',
        message: noRoom('the body', customerBytesMax).message,
        bytesMax: customerBytesMax,
      };
    if (content.kind === 'image' && known === null) {
      const inspected = await this.#pictures.inspectPicture(bytes);
      if (!inspected.ok && inspected.reason === 'busy') return { kind: 'busy' };
      if (!inspected.ok)
        return { kind: 'unsupported', reason: `is a picture that cannot be shown: ${inspected.message}` };
    }
    const { contentType } = content;
    const isShort =
      content.kind === 'text' && length <= itemTextBytesMax && Buffer.byteLength(content.text) === length;
    const given: GivenAsset = { contentType, bytes: length, ...(isShort && { text: content.text }) };
    return this.#keep(key, given, { bytes, isKnown: known !== null });
  }

  async #keep(
    key: { readonly customerId: string; readonly sha256: string },
    given: GivenAsset,
    { bytes, isKnown }: { readonly bytes: Uint8Array; readonly isKnown: boolean },
  ): Promise<ReceiveResult> {
    const nowMs = this.#clock.nowMs();
    const { assets } = this.#storage;
    const isShort = given.text !== undefined;
    const wanted = isShort ? given : ({ ...given, arriving: true } as const);
    const [begun] = await assets.hold([{ ...key, given: wanted, nowMs }]);
    // Also where it is known: it costs little, and mends a place that lost it.
    if (begun != null && !isShort) await this.#blobs.put(key, bytes);
    const asset = begun?.arriving === undefined ? begun : await assets.arrived(key);
    if (asset == null) {
      // It is being deleted: once that is done, it is given anew.
      const removed = await this.remove(key.customerId, key.sha256);
      if (removed.kind === 'in_use' && (await this.#storage.assets.get(key))?.isTakenDown)
        return { kind: 'busy' };
      return this.#keep(key, given, { bytes, isKnown: false });
    }
    if (begun?.arriving === undefined && (isKnown || asset.createdAtMs !== nowMs))
      return { kind: 'known', asset };
    await this.#count(asset, 1);
    return { kind: 'made', asset };
  }

  #count(asset: AssetRecord, count: 1 | -1): Promise<unknown> {
    const { customerId, sha256, createdAtMs, bytes } = asset;
    const name = `${sha256} ${createdAtMs} ${count}`;
    return this.#storage.assetTotals.add({ customerId, name, bytes: bytes * count, count });
  }

  /** Null: the customer has none of that name. */
  async get(customerId: string, sha256: string): Promise<AssetRecord | null> {
    const asset = await this.#storage.assets.get({ customerId, sha256 });
    return isKept(asset) ? asset : null;
  }

  /** The newest first; `before`: the cursor of the page before. */
  list(
    customerId: string,
    page: { readonly limit: number; readonly before: string | null },
  ): Promise<readonly AssetRecord[]> {
    return this.#storage.assets.ofCustomer({ group: customerId, ...page });
  }

  /** What all of a customer's take up, and what they may. */
  async usage(customerId: string): Promise<AssetUsage> {
    const total = await this.#storage.assetTotals.get(customerId);
    return { ...total, bytesMax: this.#rules.customerBytesMax };
  }

  cursorOf(asset: AssetRecord): string {
    return assetPlace(asset);
  }

  /** Removes it with all its bytes, unless it is shown still; `retireGold`: the customer's own gold is given out no more instead of holding it. Safe to repeat: what was begun is ended. */
  async remove(customerId: string, sha256: string, { retireGold = false } = {}): Promise<RemoveResult> {
    const key = { customerId, sha256 };
    const asset = await this.#storage.assets.beginRemoval({ ...key, nowMs: this.#clock.nowMs() });
    if (asset === null) return { kind: 'not_found' };
    const shown = await this.#lastShown(asset, retireGold);
    if (shown.kind !== 'over') {
      await this.#storage.assets.keep({ ...key, nowMs: this.#clock.nowMs() });
      return shown;
    }
    await this.#erase(asset);
    return { kind: 'removed' };
  }

  /**
   * Takes it down, for the operator: open tasks that show it expire, gold is given out no more, and it is removed. `ended` is told of each
   * task that this ended. Safe to repeat. `in_use`: a task that is about to be made names it; nobody is shown it, and a sweep ends both.
   */
  async takeDown(customerId: string, sha256: string, ended: (task: Task) => void): Promise<RemoveResult> {
    const asset = await this.#storage.assets.takeDown({ customerId, sha256, nowMs: this.#clock.nowMs() });
    if (asset === null) return { kind: 'not_found' };
    await this.#endUses(asset, ended);
    const shown = await this.#lastShown(asset);
    if (shown.kind !== 'over') return shown;
    await this.#erase(asset);
    return { kind: 'removed' };
  }

  async #endUses(asset: AssetRecord, ended: (task: Task) => void): Promise<void> {
    const { assetUses, tasks, gold } = this.#storage;
    const nowMs = this.#clock.nowMs();
    for (let page = 0, after: string | null = null; page < pagesMax; page++) {
      const uses: readonly AssetUse[] = await assetUses.of({
        group: assetKey(asset),
        limit: usesPage,
        after,
      });
      const userIds = uses.map(({ userId }) => userId);
      const outcomes = userIds.length === 0 ? [] : await tasks.takeDown({ taskIds: userIds, nowMs });
      for (const [i, goldId] of userIds.entries()) {
        const outcome = outcomes[i] ?? null;
        if (outcome === null) await gold.retire({ goldId, nowMs });
        else if (outcome.kind === 'applied') ended(outcome.task);
      }
      if (uses.length < usesPage) return;
      after = last(userIds);
    }
  }

  async #erase(asset: AssetRecord): Promise<void> {
    const { customerId, sha256 } = asset;
    await noteForgotten(this.#storage, { customerId, dataUrl: assetUrl(sha256) }, this.#clock.nowMs());
    if (asset.text === undefined) await this.#blobs.remove(asset);
    await this.#storage.assets.remove(asset);
    if (asset.arriving === undefined) await this.#count(asset, -1);
  }

  /** Whether anything shows it, and when the last that did ended; those that ended are forgotten on the way. */
  async #lastShown(
    asset: AssetRecord,
    retireGold = false,
  ): Promise<
    | Extract<RemoveResult, { kind: 'in_use' }>
    | { readonly kind: 'unsettled' }
    | { readonly kind: 'over'; readonly endedAtMs: number }
  > {
    const { assetUses, tasks, gold } = this.#storage;
    const nowMs = this.#clock.nowMs();
    let endedAtMs = asset.usedAtMs;
    for (let page = 0; page < pagesMax; page++) {
      const uses = await assetUses.of({ group: assetKey(asset), limit: usesPage, after: null });
      if (uses.length === 0) return { kind: 'over', endedAtMs };
      const found = await tasks.many(uses.map(({ userId }) => userId));
      for (const [index, { userId, sinceMs }] of uses.entries()) {
        const task = found[index] ?? null;
        if (task === null) {
          const item = await gold.get(userId);
          const isToCome = item === null && nowMs - sinceMs < aboutToBeMadeMs;
          const isGiven = item !== null && item.retiredAtMs === null;
          if (isToCome) return { kind: 'in_use', by: { kind: 'task', id: userId } };
          if (isGiven && !retireGold) return { kind: 'in_use', by: { kind: 'gold', id: userId } };
          if (isGiven) await gold.retire({ goldId: userId, nowMs });
          endedAtMs = Math.max(endedAtMs, isGiven ? nowMs : (item?.retiredAtMs ?? 0));
        } else if (isOpen(task.state)) return { kind: 'in_use', by: { kind: 'task', id: userId } };
        else endedAtMs = Math.max(endedAtMs, task.closedAtMs ?? 0);
      }
      await assetUses.drop(uses.map(({ userId }) => userId));
    }
    return { kind: 'unsettled' };
  }

  /** Ends assets that nothing has shown for as long as they are kept, a page of them, and notes of what was deleted long ago. True: there may be more. */
  async sweep(): Promise<boolean> {
    const { assets } = this.#storage;
    const idleMs = this.#clock.nowMs() - this.#rules.keepMs;
    const page = await assets.idle({ limit: sweepPage, after: null });
    const due = page.filter((asset) => asset.deletingAtMs !== undefined || asset.usedAtMs <= idleMs);
    for (const asset of due) {
      if (asset.isTakenDown) await this.#endUses(asset, () => {});
      const shown = await this.#lastShown(asset);
      const nowMs = this.#clock.nowMs();
      if (shown.kind === 'over' && (asset.deletingAtMs !== undefined || shown.endedAtMs <= idleMs)) {
        const begun = await assets.beginRemoval({ ...asset, nowMs });
        // A task that came meanwhile noted its use before it was held.
        if (begun !== null && (await this.#lastShown(begun)).kind === 'over') await this.#erase(begun);
        else await assets.keep({ ...asset, nowMs });
      } else await assets.keep({ ...asset, nowMs: shown.kind === 'over' ? shown.endedAtMs : nowMs });
    }
    const areMoreForgotten = await dropForgotten(this.#storage, this.#clock.nowMs());
    return areMoreForgotten || (page.length === sweepPage && last(page) === due.at(-1));
  }
}
