import { createHash } from 'node:crypto';
import { isLive, parseAssignmentId, type Task, workerTag } from '@asg/domain';
import type { Outbound } from '@asg/outbound';
import type { EngineContext } from '../context.ts';
import { MediaCache } from './media-cache.ts';
import { type FetchedMedia, fetchMedia, fetchMsMax } from './media-fetch.ts';
import type { Media } from './sniff.ts';

/** An item stays in reach of who labelled it for so long: history shows it. */
const afterLabelMs = 24 * 3_600_000;
const keepMs = 600_000;
/** A host that failed is asked again after so long. */
const keepFailureMs = 5_000;
const fetchesMax = 8;
const waitingMax = 200;

/** An item as a worker's browser gets it. `tag` names its bytes. */
export interface MediaItem extends Media {
  readonly tag: string;
}

export type MediaResult =
  | { readonly kind: 'media'; readonly item: MediaItem }
  | Exclude<FetchedMedia, { readonly kind: 'media' }>
  | { readonly kind: 'not_found' }
  | { readonly kind: 'lease_ended' };

type Kept = Exclude<MediaResult, { readonly kind: 'not_found' | 'lease_ended' }>;

/** Where a task's data can be read until then: as the customer named it, or signed with the credentials of its job. */
export type ReadableUrl = (task: Task, untilMs: number) => Promise<string>;

export interface MediaRules {
  /** Memory for items that were fetched before, bytes. */
  readonly cacheBytesMax: number;
}

/** A proxy between workers' browsers and customers' hosts: neither learns of the other. */
export class MediaProxy {
  readonly #context: Pick<EngineContext, 'storage' | 'clock'>;
  readonly #outbound: Outbound;
  readonly #readableUrl: ReadableUrl;
  readonly #cache: MediaCache<Kept>;
  #fetching = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    context: Pick<EngineContext, 'storage' | 'clock'>,
    parts: {
      readonly outbound: Outbound;
      readonly readableUrl: ReadableUrl;
      readonly rules: MediaRules;
    },
  ) {
    this.#context = context;
    this.#outbound = parts.outbound;
    this.#readableUrl = parts.readableUrl;
    this.#cache = new MediaCache(context.clock, parts.rules.cacheBytesMax);
  }

  /** The item of an assignment, for the worker who holds it or has just labelled it. */
  async item(workerId: string, assignmentId: string): Promise<MediaResult> {
    const parts = parseAssignmentId(assignmentId);
    if (parts === null || parts.workerTag !== workerTag(workerId)) return { kind: 'not_found' };
    const task = await this.#context.storage.tasks.get(parts.taskId);
    if (task === null) return { kind: 'not_found' };
    if (!isInReach(task, workerId, parts.nonce, this.#context.clock.nowMs())) return { kind: 'lease_ended' };
    return this.#kept(task);
  }

  /** The item of a customer's own task. */
  async ownItem(customerId: string, taskId: string): Promise<MediaResult> {
    const task = await this.#context.storage.tasks.get(taskId);
    return task?.customerId === customerId ? this.#kept(task) : { kind: 'not_found' };
  }

  #kept(task: Task): Promise<Kept> {
    return this.#cache.get(
      // By customer: what one's credentials opened is not another's.
      `${task.customerId} ${task.dataUrl}`,
      () => this.#fetch(task),
      (kept) =>
        kept.kind === 'media'
          ? { bytes: kept.item.bytes.length, keepMs }
          : { bytes: 0, keepMs: keepFailureMs },
    );
  }

  /** Few at once: each may take as much memory as the largest item. */
  async #fetch(task: Task): Promise<Kept> {
    if (this.#fetching >= fetchesMax) {
      if (this.#waiting.length >= waitingMax)
        return { kind: 'unavailable', reason: 'too many are being fetched' };
      // A request that is done passes its slot on.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#fetching++;
    }
    try {
      const { clock } = this.#context;
      const url = await this.#readableUrl(task, clock.nowMs() + fetchMsMax);
      const fetched = await fetchMedia(this.#outbound, clock, url);
      if (fetched.kind !== 'media') return fetched;
      const tag = createHash('sha256').update(fetched.media.bytes).digest('base64url');
      return { kind: 'media', item: { ...fetched.media, tag } };
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#fetching--;
      else next();
    }
  }
}

function isInReach(task: Task, workerId: string, nonce: string, nowMs: number): boolean {
  return (
    task.assignments.some((a) => a.workerId === workerId && a.nonce === nonce && isLive(a, nowMs)) ||
    task.labels.some((label) => label.workerId === workerId && label.atMs + afterLabelMs > nowMs)
  );
}
