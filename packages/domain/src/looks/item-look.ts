import { isAssetUrl } from '../assets/asset.ts';
import type { Task } from '../task/task.ts';

/** So often the server's own look has to fail before a task is given up … */
export const failuresMin = 3;
/** … and over so long, ms. */
export const failingMsMin = 600_000;

/** What the server saw of a task's item where a look failed, or is wanted. */
export interface ItemLook {
  readonly taskId: string;
  readonly customerId: string;
  readonly jobId: string | null;
  /** When to look next, Unix ms; null: no more, as the task has ended. */
  readonly dueAtMs: number | null;
  /** Looks that failed one after the other, with no label between them. */
  readonly failures: number;
  /** Of those the first; null: none failed. */
  readonly failingSinceMs: number | null;
  readonly lookedAtMs: number | null;
  /** Why the last look failed, for people; null: none did. */
  readonly reason: string | null;
  /** The task ended for it. */
  readonly isEnded: boolean;
}

/** A look that failed. `isCounted` false: that may be the server's own network, or its own load. */
export interface FailedLook {
  readonly task: Pick<Task, 'taskId' | 'customerId' | 'jobId' | 'labels'>;
  readonly reason: string;
  readonly isCounted: boolean;
  readonly atMs: number;
}

/** After the first and the second failure, and after each from then on, ms. */
const againMs = [180_000, 450_000, 900_000] as const;
const uncountedAgainMs = 60_000;
/** A wish for a look is granted no sooner after the last one, ms. */
const wishGapMs = 30_000;

/** Names that are set aside for documents and tests (RFC 2606, RFC 6761): no item was ever there. */
const namesSetAside = '(?:example(?:\\.(?:com|net|org))?|invalid|test)';
const setAside = new RegExp(`(?:^|\\.)${namesSetAside}$`);
/** The same in an address whose host is written as it mostly is. */
const plainlySetAside = new RegExp(`^https?://(?:[a-z0-9-]+\\.)*${namesSetAside}(?=[/?#]|$)`);

/** Whether the server looks at it ahead of workers: an asset is at hand, and what stands for an item in examples is none. */
export function isLookedAt(dataUrl: string): boolean {
  if (isAssetUrl(dataUrl) || /^data:/i.test(dataUrl)) return false;
  if (plainlySetAside.test(dataUrl)) return false;
  const name = URL.parse(dataUrl)?.hostname.toLowerCase().replace(/\.$/, '') ?? '';
  return !setAside.test(name);
}

/** The host of an item's address, which others share; null: it has none. */
export function hostOf(dataUrl: string): string | null {
  const host = URL.parse(dataUrl)?.host ?? '';
  return host === '' ? null : host.toLowerCase();
}

const unseen = ({ taskId, customerId, jobId }: FailedLook['task']): ItemLook => ({
  taskId,
  customerId,
  jobId: jobId ?? null,
  dueAtMs: null,
  failures: 0,
  failingSinceMs: null,
  lookedAtMs: null,
  reason: null,
  isEnded: false,
});

/** Somebody could not see the item: it is looked at soon. */
export function wishedLook(found: ItemLook | null, task: FailedLook['task'], nowMs: number): ItemLook {
  const look = found ?? unseen(task);
  if (look.isEnded) return look;
  const soonestMs = look.lookedAtMs === null ? nowMs : Math.max(nowMs, look.lookedAtMs + wishGapMs);
  return { ...look, dueAtMs: Math.min(look.dueAtMs ?? soonestMs, soonestMs) };
}

/** What is known after a look that failed. A label since the first failure counts as a look that did not. */
export function failedLook(found: ItemLook | null, failed: FailedLook): ItemLook {
  const { task, reason, isCounted, atMs } = failed;
  const look = found ?? unseen(task);
  // The same look, told of once more.
  if (look.isEnded || look.lookedAtMs === atMs) return look;
  const labelledMs = task.labels.at(-1)?.atMs ?? 0;
  const isOn = look.failingSinceMs !== null && look.failingSinceMs >= labelledMs;
  const before = isOn ? look.failures : 0;
  const failures = isCounted ? before + 1 : before;
  const failingSinceMs = isOn ? look.failingSinceMs : isCounted ? atMs : null;
  const againIn = isCounted ? (againMs[failures - 1] ?? againMs[2]) : uncountedAgainMs;
  return { ...look, failures, failingSinceMs, lookedAtMs: atMs, reason, dueAtMs: atMs + againIn };
}

/** Whether the task is to end: nobody can see its item, and that for long enough. */
export function isUnshowable({ failures, failingSinceMs, lookedAtMs }: ItemLook): boolean {
  if (failingSinceMs === null || lookedAtMs === null) return false;
  return failures >= failuresMin && lookedAtMs - failingSinceMs >= failingMsMin;
}
