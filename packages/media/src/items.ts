import { createHash } from 'node:crypto';
import { type AssetReader, AssetsUnavailable, shownKey } from '@asg/assets';
import { hostOf, isAssetUrl, type Task } from '@asg/domain';
import { type ItemSize, itemKinds, itemSizes, type TaskType } from '@asg/domain/names';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '@asg/people';
import type { Pictures } from '@asg/pictures';
import { LRUCache } from 'lru-cache';
import {
  type ComparedKinds,
  comparedKinds,
  type PartId,
  type ShowsItems,
  showingPart,
  showingParts,
} from './compared.ts';
import { Deletions } from './forgetting.ts';
import { type Fetched, fetchItem, fetchMsMax, itemOfAsset } from './item-fetch.ts';
import { MediaCache } from './media-cache.ts';
import { type Media, type NotShown, notShown, shownItem } from './shown.ts';

/** How long an item is kept, ms. */
export const keepMs = 600_000;
/** Comparisons of which it is known what they show; their documents are named by their content. */
const comparedMax = 10_000;
/** A host that failed is asked again after so long. */
const keepFailureMs = 5_000;
/** Hosts that are remembered, and how many of them are asked whether anybody answers. */
const hostsMax = 64;
const hostsAsked = 3;
/** An answer is news for so long, ms. */
const answeredMs = 30_000;
const fetchesMax = 8;
const waitingMax = 200;

/** An item as browsers get it. `tag` names its bytes. */
export interface MediaItem extends Media {
  readonly tag: string;
}

/** An item, or why it cannot be shown. `tookMs`: how long the customer's host took, and what was made of its answer. */
export type ItemResult = (
  | { readonly kind: 'media'; readonly item: MediaItem; readonly fault?: never }
  | NotShown
) & {
  readonly tookMs: number;
};

/** Where a task's data can be read until then: as the customer named it, or signed with the credentials of its job. */
export type ReadableUrl = (task: Task, untilMs: number) => Promise<string>;

export interface ItemParts {
  readonly outbound: Outbound;
  readonly assets: AssetReader;
  readonly pictures: Pictures;
  readonly readableUrl: ReadableUrl;
  /** Memory for items that were fetched before, bytes. */
  readonly cacheBytesMax: number;
}

/** The items of tasks: fetched, made into what browsers show, and kept as that for a while. */
export class Items {
  readonly #clock: EngineContext['clock'];
  readonly #parts: ItemParts;
  readonly #cache: MediaCache<ItemResult>;
  readonly #deletions: Deletions;
  readonly #compared = new LRUCache<string, ComparedKinds>({ max: comparedMax });
  /** By host, a task whose item it gave an answer about, and when. */
  readonly #answered = new LRUCache<
    string,
    { readonly task: Task; readonly key: string; readonly atMs: number }
  >({
    max: hostsMax,
  });
  #fetching = 0;
  readonly #waiting: (() => void)[] = [];

  constructor({ clock, storage }: Pick<EngineContext, 'clock' | 'storage'>, parts: ItemParts) {
    this.#clock = clock;
    this.#deletions = new Deletions({ storage, clock });
    this.#parts = parts;
    this.#cache = new MediaCache(clock, parts.cacheBytesMax);
  }

  /** The whole item. Never rejects for what its host does. */
  shown(task: Task): Promise<ItemResult> {
    return this.#kept(task, 'full', () => this.#inTurn(() => this.#fetched(task)));
  }

  /** The task as one that shows a part of its comparison alone; null: it has no such part. */
  part(task: Task, id: PartId): Promise<Task | null> {
    return showingPart(this.#parts.assets, task, id);
  }

  /** What a comparison shows, for who offers it; null: the task is none, or that cannot be read now. */
  async comparedKinds(task: ShowsItems): Promise<ComparedKinds | null> {
    if (task.labelSpec.items === undefined) return null;
    const known = this.#compared.get(task.dataUrl);
    if (known !== undefined) return known;
    const found = await comparedKinds(this.#parts.assets, task);
    if (found !== null) this.#compared.set(task.dataUrl, found);
    return found;
  }

  /** The first part of the task that cannot be shown, or the last of those that can. */
  async whole(task: Task): Promise<ItemResult> {
    const [first = task, ...others] = await showingParts(this.#parts.assets, task);
    let shown = await this.shown(first);
    for (const one of others) if (shown.kind === 'media') shown = await this.shown(one);
    return shown;
  }

  /** A picture as small as a list shows it; a text as it is. */
  thumbnail(task: Task): Promise<ItemResult> {
    return this.#kept(task, 'thumbnail', async () => {
      const whole = await this.shown(task);
      if (whole.kind !== 'media' || !whole.item.contentType.startsWith('image/')) return whole;
      const startMs = this.#clock.nowMs();
      const small = await this.#parts.pictures.thumbnail(whole.item.bytes);
      const tookMs = whole.tookMs + this.#clock.nowMs() - startMs;
      if (!small.ok) return { ...notShown('unavailable', small.message), tookMs };
      const { contentType, bytes } = small.picture;
      return { kind: 'media', item: tagged({ contentType, bytes, extent: whole.item.extent }), tookMs };
    });
  }

  /** Whether another host than that of the task's item answers now: else it may be nobody's fault but the server's network. */
  async othersAnswer({ dataUrl }: Task): Promise<boolean> {
    const own = hostOf(dataUrl);
    const others = [...this.#answered.entries()].filter(([host]) => host !== own);
    const nowMs = this.#clock.nowMs();
    if (others.some(([, { atMs }]) => atMs + answeredMs > nowMs)) return true;
    for (const [, { task }] of others.slice(0, hostsAsked))
      if ((await this.#inTurn(() => this.#fetched(task))).fault === undefined) return true;
    return false;
  }

  /** Lets go of what customers deleted since the last time, also through other processes. To be called every few seconds. */
  forgetDeleted(): Promise<void> {
    return this.#deletions.follow((key) => {
      for (const size of itemSizes)
        for (const kind of itemKindNames) this.#cache.drop(cacheKey(key, kind, size));
      for (const [host, answered] of [...this.#answered.entries()])
        if (answered.key === key) this.#answered.delete(host);
    });
  }

  /** Memory that items take up now, bytes. */
  get keptBytes(): number {
    return this.#cache.bytes;
  }

  async #kept(task: Task, size: ItemSize, make: () => Promise<ItemResult>): Promise<ItemResult> {
    // An asset is gone for everybody the moment that its customer deletes it: its record says so.
    if (task.erased !== undefined || !(await this.#parts.assets.isKept(task))) return make();
    return this.#cache.get(cacheKey(shownKey(task), itemKinds[task.type], size), make, (kept) =>
      kept.kind === 'media' ? { bytes: kept.item.bytes.length, keepMs } : { bytes: 0, keepMs: keepFailureMs },
    );
  }

  /** Few at once: each may take as much memory as the largest item. */
  async #inTurn(make: () => Promise<ItemResult>): Promise<ItemResult> {
    if (this.#fetching >= fetchesMax) {
      if (this.#waiting.length >= waitingMax)
        return { ...notShown('unavailable', 'too many are being fetched', 'own'), tookMs: 0 };
      // A request that is done passes its slot on.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#fetching++;
    }
    try {
      return await make();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#fetching--;
      else next();
    }
  }

  async #fetched(task: Task): Promise<ItemResult> {
    const { outbound, assets, pictures, readableUrl } = this.#parts;
    const startMs = this.#clock.nowMs();
    const isHere = isAssetUrl(task.dataUrl) || task.erased !== undefined;
    const fetched = isHere
      ? await assetOf(assets, task)
      : await fetchItem(outbound, this.#clock, await readableUrl(task, startMs + fetchMsMax));
    const host = hostOf(task.dataUrl);
    if (host !== null && fetched.fault === undefined && !isAssetUrl(task.dataUrl))
      this.#answered.set(host, { task, key: shownKey(task), atMs: this.#clock.nowMs() });
    const shown =
      fetched.kind === 'bytes' ? await shownItem(pictures, fetched, itemKinds[task.type]) : fetched;
    const tookMs = this.#clock.nowMs() - startMs;
    return shown.kind === 'media'
      ? { kind: 'media', item: tagged(shown.media), tookMs }
      : { ...shown, tookMs };
  }
}

type ItemKind = (typeof itemKinds)[TaskType];
const itemKindNames = [...new Set(Object.values(itemKinds))];

/** By customer: what one's credentials opened is not another's; by what is looked at: a drawing is a picture or a text. */
const cacheKey = (key: string, kind: ItemKind, size: ItemSize): string => `${size} ${kind} ${key}`;

/** What the server cannot read of its own is not its customer's fault. */
async function assetOf(assets: AssetReader, task: Task): Promise<Fetched> {
  try {
    return await itemOfAsset(await assets.ofTask(task));
  } catch (error) {
    if (!(error instanceof AssetsUnavailable)) throw error;
    return notShown('unavailable', 'the server cannot read it now', 'own');
  }
}

const tagged = (media: Media): MediaItem => ({
  ...media,
  tag: createHash('sha256').update(media.bytes).digest('base64url'),
});
