import type { LabelOutcome, LabelValue } from '@asg/sdk';

/** A decision of the worker that must be sent to the server. */
export interface OutboxEntry {
  readonly assignmentId: string;
  readonly workerId: string;
  /** The answer as people read it, which for a choice is the answer. Null: the item is passed on. */
  readonly label: string | null;
  /** The answer to a task that is no choice. */
  readonly value?: LabelValue;
  /** Why it is passed on. */
  readonly reason: string | null;
  /** Came with the item, and goes with the label. Not there: kept by an earlier version of the app. */
  readonly itemToken?: string | null;
  readonly rewardSats: number;
  /** When the worker decided, ms since 1970. */
  readonly atMs: number;
  /** Until then it can be taken back, ms since 1970 by this device's clock. 0 or not there: it is on its way. */
  readonly leavesAtMs?: number;
}

/** What became of an entry. `late`: its lease had ended; `conflict`: another label was given before. */
export type Delivery = 'accepted' | 'skipped' | 'late' | 'conflict' | 'refused';

/** How the server's outcome of one label reads. */
export function deliveryOf(outcome: Pick<LabelOutcome, 'accepted' | 'code'>): Delivery {
  if (outcome.accepted) return 'accepted';
  if (outcome.code === 'GONE') return 'late';
  return outcome.code === 'CONFLICT' ? 'conflict' : 'refused';
}

/** How the refusal of a skip reads: whatever the reason, the item is no longer this worker's. */
export const skipDeliveryOf = (status: number): Delivery => (status === 409 ? 'conflict' : 'skipped');
