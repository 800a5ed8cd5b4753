import type { TrustLevel } from '../names.ts';
import { toldLevel } from './level-words.ts';
import type { Standing, TrustRules } from './standing.ts';

/** What a worker is told of how they stand. `suspended`: they are to be, by their answers. */
export type Level = Exclude<TrustLevel, 'review'> | 'suspended';

/**
 * How a worker stands as they see it. It follows what is known of their answers as late as outcomes do: a level that changed with
 * an answer would tell that its task was gold.
 */
export interface ShownLevel {
  readonly level: Level;
  /** When it is looked at again, Unix ms; null: nothing has changed since. */
  readonly changesAtMs: number | null;
}

/** Who gets gold alone is told the level above: to know it would be to know that all their tasks are gold. */
export function levelToShow(level: TrustLevel, stands: Standing): Level {
  return stands === 'suspended' ? 'suspended' : toldLevel(level);
}

/** What is shown from now on; the very same where nothing changes. `shown`: null for who was never looked at. `delayMs`: drawn as for gold. */
export function shownAfter(
  shown: ShownLevel | null,
  now: Level,
  { nowMs, delayMs }: { readonly nowMs: number; readonly delayMs: number },
): ShownLevel {
  if (shown === null) return { level: now, changesAtMs: null };
  const { level, changesAtMs } = shown;
  if (changesAtMs === null) return now === level ? shown : { level, changesAtMs: nowMs + delayMs };
  return nowMs < changesAtMs ? shown : { level: now, changesAtMs: null };
}

const claimShares: Readonly<Record<Level, number>> = {
  suspended: 0.25,
  fair: 0.25,
  new: 0.5,
  reliable: 0.75,
  trusted: 1,
};

/** Higher trust is routed more: the share of the largest number of tasks that a worker may hold at once. */
export function claimShare(shown: Level, { floor }: TrustRules): number {
  return floor === 0 ? 1 : claimShares[shown];
}
