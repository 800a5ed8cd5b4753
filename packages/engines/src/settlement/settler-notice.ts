import type { Condition } from '@asg/runtime';
import type { StorageReader } from '@asg/storage';
import type { Leadership } from '../leadership.ts';
import type { SettlerStatus } from './standing.ts';

const settlerName = 'settler';
/** As lanes are: a settler that is gone is waited for so long, ms. */
const holdMs = 15_000;

/** What the settler at work tells the other processes. */
export interface SettlerNotice {
  /** The name of the process, as in leadership records. */
  readonly process: string;
  readonly status: SettlerStatus;
  readonly laneIds: readonly string[];
  /** What is wrong with settlement. */
  readonly conditions: readonly Condition[];
  /** The treasury's: where to send funds. */
  readonly address: string;
}

/** A notice, and until when its settler is taken to be there. */
export type PostedNotice = SettlerNotice & { readonly untilMs: number };

/** Whether this process's settler is the one at work; then the others read this of it. */
export function takeSettlerPost(leadership: Leadership, notice: SettlerNotice): Promise<boolean> {
  return leadership.hold(settlerName, { holdMs, note: JSON.stringify(notice) });
}

/** What the settler at work, or the last one, said; null: there was none yet. */
export async function settlerNotice(
  storage: Pick<StorageReader, 'leadership'>,
): Promise<PostedNotice | null> {
  const post = await storage.leadership.get(settlerName);
  if (post === null || post.note === null) return null;
  // An older settler does not say who it is, nor what is wrong.
  const told = JSON.parse(post.note) as Partial<SettlerNotice> &
    Omit<SettlerNotice, 'process' | 'conditions'>;
  return { process: '', conditions: [], ...told, untilMs: post.untilMs };
}
