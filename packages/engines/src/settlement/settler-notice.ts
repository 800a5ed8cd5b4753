import type { Condition } from '@asg/runtime';
import type { StorageReader } from '@asg/storage';
import type { Leadership } from '../leadership.ts';
import type { SettlerStatus } from './settlement-conditions.ts';

const settlerName = 'settler';
/** As for lanes: when a settler dies, another takes over after this long, ms. */
const holdMs = 15_000;

/** What the leading settler publishes for the other processes. */
export interface SettlerNotice {
  /** The name of the process, as in leadership records. */
  readonly process: string;
  readonly status: SettlerStatus;
  readonly laneIds: readonly string[];
  /** What is wrong with settlement. */
  readonly conditions: readonly Condition[];
  /** The treasury's: where to send funds. */
  readonly address: string;
  /** The treasury's public key, hex: addresses of deposits are derived from it. Empty: its settler is an older one. */
  readonly publicKey: string;
}

/** A notice, and until when its settler counts as alive. */
export type PublishedNotice = SettlerNotice & { readonly untilMs: number };

/** Whether this process's settler leads; if so, the notice is published. */
export function leadAsSettler(leadership: Leadership, notice: SettlerNotice): Promise<boolean> {
  return leadership.hold(settlerName, { holdMs, note: JSON.stringify(notice) });
}

/** The notice of the leading settler, or of the last one; null: there was none yet. */
export async function settlerNotice(
  storage: Pick<StorageReader, 'leadership'>,
): Promise<PublishedNotice | null> {
  const record = await storage.leadership.get(settlerName);
  if (record === null || record.note === null) return null;
  // An older settler does not say who it is, nor what is wrong, nor its public key.
  const stored = JSON.parse(record.note) as Partial<SettlerNotice> &
    Omit<SettlerNotice, 'process' | 'conditions' | 'publicKey'>;
  return { process: '', conditions: [], publicKey: '', ...stored, untilMs: record.untilMs };
}
