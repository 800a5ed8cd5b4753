import type { PayeeRecord } from '../settlement/settlement.ts';

/** What is owed to a worker and could not be sent to their paymail. How much is in the worker's totals. */
export interface CarriedRecord {
  readonly workerId: string;
  /** Since when something of it waits. */
  readonly sinceMs: number;
  /** When it is tried again. */
  readonly dueAtMs: number;
}

/** What a new settlement carries on for a payee, what it pays out at last (`nothing`), or leaves as it is (`same`). */
export function carriedFor({
  workerId,
  carriedOutSats,
  carried,
}: PayeeRecord): CarriedRecord | 'nothing' | 'same' {
  if (carried !== undefined) return { workerId, ...carried };
  return carriedOutSats === 0 ? 'nothing' : 'same';
}

/** With what waits already: since the first of it, and due as the latest settlement says. */
export function carriedSince(known: CarriedRecord | null, carried: CarriedRecord): CarriedRecord {
  return { ...carried, sinceMs: Math.min(known?.sinceMs ?? carried.sinceMs, carried.sinceMs) };
}
